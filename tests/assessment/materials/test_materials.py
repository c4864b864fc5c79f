"""Materials: what is wanted of whom, limits with their count, what is missing, dividing texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.assessment.characters import count
from voting.assessment.materials.rules import (
    LONGEST_TEXT,
    MOST_ITEMS,
    Author,
    MaterialRules,
    characters_of,
    kind_of,
    kinds_of,
    limit_of,
    missing,
    rules_from,
    sections_of,
    taken,
    undivided,
    whole_text,
)
from voting.assessment.materials.sections import ITEM, WHOLE
from voting.assessment.materials.split import entries, split, unnamed
from voting.errors import BadInput, NotFound

TEAM, CADRE, HEAD = Author(True), Author(False), Author(False, head=True)
RULES = MaterialRules()
REPORT, SUMMARY = kind_of(CADRE, "report"), kind_of(TEAM, "summary")


def titles(author: Author) -> list[str]:
    return [s.text.zh for s in sections_of(kind_of(author, "report"), author, RULES)]


def refused(code: str, *arguments: object) -> BadInput:
    with pytest.raises(BadInput) as error:
        taken(*arguments)
    assert error.value.code == code
    return error.value


def test_a_team_hands_in_a_report_and_four_lists() -> None:
    assert [k.text.zh for k in kinds_of(TEAM)] == [
        "领导班子工作总结",
        "实绩清单",
        "特色工作清单",
        "问题清单",
        "建议清单",
    ]
    assert [limit_of(k, RULES) for k in kinds_of(TEAM)] == [3500, 0, 0, 0, 0]
    assert [s.text.zh for s in sections_of(SUMMARY, TEAM, RULES)] == [
        "政治思想建设",
        "领导能力",
        "工作实绩",
        "党风廉政建设",
        "作风建设",
    ]


def test_a_cadre_reports_on_five_aspects_and_two_or_three_matters() -> None:
    assert titles(CADRE) == ["德", "能", "勤", "绩", "大事一", "大事二", "大事三", "廉"]
    required = {s.text.zh: s.required for s in sections_of(REPORT, CADRE, RULES)}
    assert required["大事二"] and not required["大事三"]
    assert limit_of(REPORT, RULES) == 3000


def test_heads_and_cadres_outside_the_party_tell_more() -> None:
    assert titles(HEAD)[8:] == ["抓党建工作成效", "推进乡村振兴责任", "推进法治建设第一责任人职责"]
    assert titles(Author(False, nonparty=True))[8:] == ["参政议政、合作共事"]
    assert len(titles(Author(False, head=True, nonparty=True))) == 12
    year = next(s for s in sections_of(REPORT, HEAD, RULES) if s.id == "revival")
    assert year.source == "preset" and "脱贫攻坚" in year.guide.zh


def test_unknown_materials() -> None:
    for author, kind in ((TEAM, "report"), (CADRE, "summary"), (CADRE, "../etc")):
        with pytest.raises(NotFound):
            kind_of(author, kind)


@pytest.mark.parametrize(("kind", "author", "most"), [(SUMMARY, TEAM, 3500), (REPORT, CADRE, 3000)])
def test_exactly_the_limit_is_taken_one_more_is_not(
    kind: object, author: Author, most: int
) -> None:
    whole = [(WHOLE, "字" * most)]
    assert characters_of(taken(kind, author, RULES, whole)) == most
    error = refused("material-long", kind, author, RULES, [(WHOLE, "字" * (most + 1))])
    assert error.values == {"most": most, "characters": most + 1, "over": 1}


def test_the_limit_is_over_all_sections() -> None:
    parts = [(s.id, "字" * 376) for s in sections_of(REPORT, CADRE, RULES)]
    assert refused("material-long", REPORT, CADRE, RULES, parts).values["over"] == 8


def test_lists_have_no_limit_of_characters_but_of_entries() -> None:
    kind = kind_of(TEAM, "problems")
    body = taken(kind, TEAM, RULES, [(ITEM, "字" * 200)] * MOST_ITEMS)
    assert characters_of(body) == 200 * MOST_ITEMS
    refused("material-items", kind, TEAM, RULES, [(ITEM, "字")] * (MOST_ITEMS + 1))
    refused("material-items", kind, TEAM, RULES, [(ITEM, "字" * (LONGEST_TEXT + 1))])


@pytest.mark.parametrize(
    "parts",
    [
        [("nothing", "甲")],
        [("item", "甲")],
        [("character", "甲"), ("character", "乙")],
        [(WHOLE, "甲"), ("character", "乙")],
        [("party", "甲")],
        [("council", "甲")],
    ],
)
def test_sections_that_are_not_of_this_material(parts: list[tuple[str, str]]) -> None:
    refused("material-section", REPORT, CADRE, RULES, parts)


def test_nothing_written() -> None:
    refused("material-empty", REPORT, CADRE, RULES, [("character", " \n\u200b")])
    refused("material-empty", REPORT, CADRE, RULES, [])


def test_what_is_missing() -> None:
    body = taken(REPORT, HEAD, RULES, [("honesty", "甲"), ("character", "乙")])
    assert [part["section"] for part in body] == ["character", "honesty"], "in order"
    assert [s.text.zh for s in missing(REPORT, HEAD, RULES, body)] == [
        "能",
        "勤",
        "绩",
        "大事一",
        "大事二",
        "抓党建工作成效",
        "推进乡村振兴责任",
        "推进法治建设第一责任人职责",
    ]
    whole = taken(REPORT, HEAD, RULES, [(WHOLE, "甲")])
    assert not missing(REPORT, HEAD, RULES, whole) and undivided(whole)
    assert missing(kind_of(TEAM, "problems"), TEAM, RULES, [])


def test_rules_are_kept_as_they_were() -> None:
    assert rules_from({}) == RULES == rules_from(RULES.plain())


HEADINGS = ("一、德", "（二）能", "【勤】", "4. 绩", "大事一", "大事二", "五、廉方面情况：")


def test_a_report_with_all_its_headings_is_divided() -> None:
    text = "述职报告\n" + "\n".join(f"{heading}\n文{n}" for n, heading in enumerate(HEADINGS))
    parts = split(sections_of(REPORT, CADRE, RULES), text)
    assert [section for section, _ in parts] == [
        "character",
        "ability",
        "diligence",
        "achievement",
        "matter-1",
        "matter-2",
        "honesty",
    ]
    assert parts[0][1] == "述职报告\n文0" and parts[-1][1] == "文6"


def test_one_heading_less_and_it_stays_whole() -> None:
    text = "\n".join(f"{heading}\n文" for heading in HEADINGS[:-1])
    sections = sections_of(REPORT, CADRE, RULES)
    assert split(sections, text) == [(WHOLE, text)]
    assert [s.text.zh for s in unnamed(sections, text)] == ["廉"]


@given(st.lists(st.text("德能勤绩廉一、\n。甲", max_size=12), max_size=20).map("\n".join))
def test_dividing_loses_no_character(text: str) -> None:
    """Headings are the form's own; every other line is in some section, in order."""
    sections = sections_of(REPORT, CADRE, RULES)
    parts = split(sections, text)
    if parts[0][0] != WHOLE:
        assert sum(count(part) for _, part in parts) <= count(text)
        assert "".join(c for _, p in parts for c in p if c == "甲") == "甲" * text.count("甲")
    else:
        assert count(parts[0][1]) == count(text)


def test_a_divided_text_comes_back_from_its_whole() -> None:
    parts = [(s.id, f"{s.text.zh}的文字") for s in sections_of(REPORT, HEAD, RULES)]
    body = taken(REPORT, HEAD, RULES, parts)
    assert split(sections_of(REPORT, HEAD, RULES), whole_text(REPORT, HEAD, RULES, body)) == parts


def test_entries_lose_their_numbers_only() -> None:
    assert entries("1.完成\n2、甲\n（三）乙\n\n2020年度丙\n第一书记丁") == [
        "完成",
        "甲",
        "乙",
        "2020年度丙",
        "第一书记丁",
    ]
