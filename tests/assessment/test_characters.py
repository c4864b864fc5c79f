"""Characters (字数) by the rule of docs/counting.md, and texts as they are kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.assessment.characters import count, tidy

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "characters.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["why"])
def test_vectors(vector: dict[str, object]) -> None:
    assert count(str(vector["text"])) == vector["count"]


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=60)


@given(HAN, HAN)
def test_chinese_counts_one_each_and_adds_up(one: str, other: str) -> None:
    assert count(one) == len(one)
    assert count(f"{one}\n　{other}") == count(one) + count(other)


@given(st.text(max_size=200))
def test_never_more_than_there_are_and_the_same_when_tidied(text: str) -> None:
    kept = tidy(text)
    assert 0 <= count(kept) <= len(kept)
    assert tidy(kept) == kept, "tidying twice changes nothing"


@given(st.text(max_size=200))
def test_nothing_hidden_is_kept(text: str) -> None:
    assert all(c == "\n" or c.isprintable() or c.isspace() or not c.isascii() for c in tidy(text))


def test_what_turns_the_writing_is_dropped() -> None:
    assert tidy("甲\u202e乙\u2066丙\x00丁") == "甲乙丙丁"


def test_lines_are_kept_and_gaps_closed() -> None:
    assert tidy("\r\n一  \r\n\r\n\r\n\r\n二\u2028三\x0c") == "一\n\n二\n三"
