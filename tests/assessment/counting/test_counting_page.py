"""The worked example of docs/counting.md is computed again from the page itself."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from voting.assessment.counting.question import QuestionTally
from voting.assessment.counting.table import MeetingTally, SubjectTally
from voting.assessment.counting.tally import tally_meeting
from voting.assessment.counting.weights import Weighted
from voting.assessment.grades.proposals import Candidate, propose, rules_for
from voting.assessment.grades.quotas import QUOTAS, seats

PAGE = (Path(__file__).parents[3] / "docs" / "counting.md").read_text(encoding="utf-8")
OPTIONS = ("excellent", "competent", "basically-competent", "incompetent")
RATES = ("excellent", "favourable", "unfavourable")


def example() -> dict[str, Any]:
    found = re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found.group(1))
    return data


def printed_rows() -> list[list[str]]:
    rows = [line for line in PAGE.splitlines() if re.match(r"\| [张李]", line)]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def figures(line: QuestionTally | Weighted) -> list[str]:
    return [*(str(line.rates[rate]) for rate in RATES), str(line.score)]


def test_the_table_of_the_page() -> None:
    data = example()
    tally = tally_meeting(data["manifest"], data["results"])
    rows = []
    for subject in tally.forms[0].subjects:
        overall = subject.overall
        assert overall is not None
        for group, line in zip(tally.groups, overall.groups, strict=True):
            votes = [str(line.counts[option]) for option in OPTIONS]
            rows.append(
                [
                    subject.name,
                    group.label,
                    str(group.ballots),
                    *votes,
                    str(line.abstain),
                    *figures(line),
                ]
            )
        rows.append([subject.name, "加权", *[""] * 6, *figures(overall.weighted)])
    assert len(rows) == 6
    assert rows == printed_rows()


def test_the_fractions_of_the_page() -> None:
    data = example()
    zhang, li = tally_meeting(data["manifest"], data["results"]).forms[0].subjects
    assert zhang.overall is not None and li.overall is not None
    first, second = zhang.overall.weighted, li.overall.weighted
    assert first.exact_rates["excellent"] == Fraction(137, 216)
    assert first.exact_rates["favourable"] == Fraction(191, 216)
    assert first.exact_score == Fraction(2530, 27)
    assert second.exact_rates["favourable"] == Fraction(137, 216) < Fraction(2, 3)
    assert second.exact_rates["unfavourable"] == Fraction(25, 216)
    assert second.exact_score == Fraction(1910, 27)
    assert first.score == Decimal("93.704")


def candidate(subject: SubjectTally, kind: str) -> Candidate:
    assert subject.overall is not None
    weighted = subject.overall.weighted
    return Candidate(subject.id, subject.name, kind, weighted.exact_rates, weighted.exact_score)


def test_the_proposals_of_the_page() -> None:
    data = example()
    form = tally_meeting(data["manifest"], data["results"]).forms[0]
    pool = [candidate(subject, form.kind) for subject in form.subjects]
    quota = replace(QUOTAS["member"], rounding="manual", manual=1)
    result = propose(pool, seats(quota, graded=2).seats, rules_for("cadre"))
    told = [(p.rank, p.grade.text.zh, p.outcome) for p in result.proposals if p.grade]
    assert told == [(1, "优秀", "seat"), (2, "基本称职", "flag")]


def with_paper() -> MeetingTally:
    found = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    data = example()
    return tally_meeting(data["manifest"], data["results"], paper=json.loads(found[1]))


def test_the_table_with_paper_ballots_of_the_page() -> None:
    """Counted by hand on the page: A+B 8 + 3 and D's 2 are one group, C 12 + 4; 9 on paper."""
    tally = with_paper()
    assert [(g.label, g.ballots, g.paper, g.weight) for g in tally.groups] == [
        ("A+B+D", 13, 5, 8000),
        ("C", 16, 4, 2000),
    ]
    assert [(line.label, line.ballots) for line in tally.paper] == [("A+C+D", 9)]
    rows = []
    for subject in tally.forms[0].subjects:
        overall = subject.overall
        assert overall is not None
        lines = [
            (g.label, g.ballots, line)
            for g, line in zip(tally.groups, overall.groups, strict=False)
        ]
        lines += [
            (f"纸质票 {p.label}", p.ballots, line)
            for p, line in zip(tally.paper, overall.paper, strict=False)
        ]
        for label, ballots, line in lines:
            votes = [str(line.counts[option]) for option in OPTIONS]
            rows.append(
                [label, subject.name, str(ballots), *votes, str(line.abstain), *figures(line)]
            )
        rows.append(["加权", subject.name, *[""] * 6, *figures(overall.weighted)])
    printed = [
        line
        for line in PAGE.splitlines()
        if re.search(r"\| [张李].\s+\|", line) and not re.match(r"\| [张李]", line)
    ]
    assert rows == [[cell.strip() for cell in row.strip("|").split("|")] for row in printed]


def test_the_fractions_with_paper_ballots_of_the_page() -> None:
    zhang, li = with_paper().forms[0].subjects
    assert zhang.overall is not None and li.overall is not None
    assert zhang.overall.weighted.exact_rates["excellent"] == Fraction(131, 208)
    assert zhang.overall.weighted.exact_score == Fraction(545, 6)
    assert li.overall.weighted.exact_rates["favourable"] == Fraction(289, 520)
