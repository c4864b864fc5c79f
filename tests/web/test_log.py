"""The page of the log: what was done, in words."""

from __future__ import annotations

from desk import signed_in
from flask import Flask
from open_meeting import Hall


def test_details_are_told_in_the_readers_language(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "officer")
    page = desk.text("/log")
    assert "角色：组织部门经办人" in page and "作废旧纸条：否；纸条：" in page
    assert "role=officer" not in page and "False" not in page
    english = desk.text("/log?lang=en")
    assert "Former slips voided: no; Slips: " in english
