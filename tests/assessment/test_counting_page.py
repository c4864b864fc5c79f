"""The worked example of docs/counting.md is computed again from the page itself."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from voting.assessment.counting import QuestionTally
from voting.assessment.proposals import candidate_from, propose, rules_for
from voting.assessment.quotas import QUOTAS, seats
from voting.assessment.table import tally_meeting
from voting.assessment.weights import Weighted

PAGE = (Path(__file__).parents[2] / "docs" / "counting.md").read_text(encoding="utf-8")
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
            rows.append([subject.name, group.label, str(group.ballots), *votes,
                         str(line.abstain), *figures(line)])
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


def test_the_proposals_of_the_page() -> None:
    data = example()
    form = tally_meeting(data["manifest"], data["results"]).forms[0]
    pool = [candidate_from(subject, form.kind) for subject in form.subjects]
    quota = replace(QUOTAS["member"], rounding="manual", manual=1)
    result = propose(pool, seats(quota, graded=2).seats, rules_for("cadre"))
    told = [(p.rank, p.grade.text.zh, p.outcome) for p in result.proposals if p.grade]
    assert told == [(1, "优秀", "seat"), (2, "基本称职", "flag")]
