import pytest

from voting.assessment.wording import Text, note
from voting.errors import BadInput


def test_empty_english_shows_chinese() -> None:
    assert Text("优秀").in_language("en") == "优秀"
    assert Text("优秀", "Excellent").in_language("en") == "Excellent"
    assert Text("优秀", "Excellent").in_language("zh-CN") == "优秀"


def test_notes_speak_both_languages() -> None:
    remark = note("denominator-valid-without", choices=Text("弃权", "Abstain"))
    assert "弃权" in remark.zh and "Abstain" in remark.en


def test_unknown_notes_and_missing_values() -> None:
    with pytest.raises(BadInput):
        note("no-such-note")
    with pytest.raises(KeyError):
        note("merged", classes="A")
