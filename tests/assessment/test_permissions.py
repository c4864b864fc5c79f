import pytest

from voting.assessment import permissions as p
from voting.errors import Refused


def test_administrators_are_officers_who_keep_the_accounts() -> None:
    p.require(p.OFFICER, p.OPEN_MEETING)
    assert p.actions_of(p.ADMINISTRATOR) - p.actions_of(p.OFFICER) == {
        p.MANAGE_ACCOUNTS,
        p.MANAGE_SETTINGS,
    }
    for action in (p.MANAGE_ACCOUNTS, p.DECIDE_GRADES, p.TAKE_PART_IN_CEREMONY):
        with pytest.raises(Refused) as caught:
            p.require(p.OFFICER, action)
        assert caught.value.code == "not-permitted"
        assert caught.value.values["action"] == action


def test_only_the_committee_decides_and_only_trustees_hold_keys() -> None:
    assert [r for r in p.ROLES if p.DECIDE_GRADES in p.actions_of(r)] == [p.COMMITTEE]
    assert [r for r in p.ROLES if p.TAKE_PART_IN_CEREMONY in p.actions_of(r)] == [p.TRUSTEE]
    assert [r for r in p.ROLES if p.MANAGE_ACCOUNTS in p.actions_of(r)] == [p.ADMINISTRATOR]


def test_hosts_see_no_results_and_units_only_their_own() -> None:
    assert not p.actions_of(p.HOST) & {p.READ_RESULTS, p.READ_OWN_RESULTS, p.PRINT_SLIPS}
    assert p.READ_RESULTS not in p.actions_of(p.UNIT)
    p.require(p.UNIT, p.EDIT_PROPOSALS)


def test_auditors_only_read() -> None:
    assert all("read" in action for action in p.actions_of(p.AUDITOR))


def test_unknown_names_have_nothing() -> None:
    for role, action in (("root", p.READ_LOG), (p.OFFICER, "everything"), ("", "")):
        with pytest.raises(Refused):
            p.require(role, action)


def test_several_roles() -> None:
    p.require_any([p.ADMINISTRATOR, p.OFFICER], p.OPEN_MEETING)
    with pytest.raises(Refused):
        p.require_any([], p.READ_ROUND)


def test_every_role_and_action_is_used() -> None:
    constants = {
        value
        for name, value in vars(p).items()
        if name.isupper() and "." in str(value) and isinstance(value, str)
    }
    assert constants == set(p.ACTIONS)
    assert len(p.ROLES) == 7
