"""Charts: the right figures in the right places, drawn anywhere, the same each time."""

from __future__ import annotations

import itertools
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from voting.documents.charts.draw import KINDS, draw_chart
from voting.documents.charts.figures import measures, quartiles
from voting.documents.charts.grades import draw_grades
from voting.documents.charts.profile import draw_profile
from voting.documents.charts.spread import draw_spread
from voting.documents.charts.style import ABSTAIN, DRAWING, FILLS, fills, fold, prepare
from voting.errors import NotFound

CHARTS = [("grades", None), ("profile", "t1"), ("profile", "c2"), ("spread", None)]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind, subject", CHARTS)
def test_drawn_with_the_bundled_font_alone(
    make_tally: Any, kind: str, subject: str | None, language: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of a glyph it does not have
        svg = draw_chart(make_tally(), kind, subject, "svg", language)
        png = draw_chart(make_tally(), kind, subject, "png", language)
    root = ElementTree.fromstring(svg)
    assert root.tag.endswith("svg")
    assert not [e for e in root.iter() if e.tag.endswith("}text")], "text needs the reader's fonts"
    assert b"NotoSansSC" in svg and len(svg) < 400_000
    assert Image.open(BytesIO(png)).width == 1500


@pytest.mark.parametrize("kind, subject", CHARTS)
def test_the_same_chart_is_the_same_file(make_tally: Any, kind: str, subject: str | None) -> None:
    for file_format in ("svg", "png"):
        first = draw_chart(make_tally(), kind, subject, file_format)
        assert first == draw_chart(make_tally(), kind, subject, file_format)
        assert b"<dc:date>" not in first


def test_bars_are_as_wide_as_the_shares(make_tally: Any) -> None:
    tally = make_tally(cadres=3)
    with DRAWING:
        prepare()
        figure = draw_grades(tally, "zh")
    panels = figure.axes
    assert len(panels) == 2
    for axes, form in zip(panels, tally.forms, strict=True):
        drawn = [round(bar.get_width(), 9) for bar in axes.patches]
        expected = [
            round(float(share * 100), 9)
            for subject in form.subjects
            for share in (
                *subject.overall.weighted.shares.values(),
                subject.overall.weighted.abstain_share,
            )
            if share
        ]
        assert drawn == expected
        assert [tick.get_text() for tick in axes.get_yticklabels()][-1:] == [
            {"team": "柳格镇领导班子", "cadre": "赵　敏"}[form.kind]
        ]
    words = {text.get_text() for text in panels[1].texts}
    assert str(tally.forms[1].subjects[0].overall.weighted.rates["favourable"]) + "%" in words


def test_profile_shows_aspects_then_overall_and_the_mean_of_the_unit(make_tally: Any) -> None:
    tally = make_tally(cadres=3)
    with DRAWING:
        prepare()
        figure = draw_profile(tally, "c2", "zh")
    (axes,) = figure.axes
    assert [t.get_text() for t in axes.get_yticklabels()] == [
        "德",
        "能",
        "勤",
        "绩",
        "廉",
        "总体评价",
    ]
    cadres = tally.forms[1].subjects
    means = [
        float(
            sum((s.questions[n].weighted.exact_rates["excellent"] for s in cadres), Fraction(0))
            / 3
            * 100
        )
        for n in range(6)
    ]
    diamonds = [float(line.get_xdata()[0]) for line in axes.lines if line.get_marker() == "D"]
    assert diamonds == pytest.approx(means)
    words = [text.get_text() for text in axes.texts]
    assert str(cadres[1].questions[0].weighted.score) in words
    with DRAWING:
        alone = draw_profile(tally, "t1", "zh")
    assert not [line for line in alone.axes[0].lines if line.get_marker() == "D"]


def test_spread_is_sorted_and_marks_the_median(make_tally: Any) -> None:
    tally = make_tally(cadres=5)
    with DRAWING:
        prepare()
        figure = draw_spread(tally, "zh")
    first = figure.axes[0]
    dots = [float(line.get_xdata()[0]) for line in first.lines if line.get_marker() == "o"]
    assert dots == sorted(dots, reverse=True) and len(dots) == 5
    median = [line.get_xdata()[0] for line in first.lines if line.get_marker() == "None"]
    assert median == [pytest.approx(sorted(dots)[2])]


def test_quartiles_by_hand() -> None:
    found = quartiles([Fraction(n, 10) for n in (4, 1, 3, 2)])
    assert (found.low, found.middle, found.high) == (
        Fraction(7, 40),
        Fraction(1, 4),
        Fraction(13, 40),
    )
    assert quartiles([Fraction(1)]).low == 1


@pytest.mark.parametrize("kind, subject", CHARTS)
def test_nothing_opened_is_drawn_as_nothing(
    make_tally: Any, kind: str, subject: str | None
) -> None:
    assert draw_chart(make_tally(groups=()), kind, subject)


def test_twenty_cadres_and_merged_classes(make_tally: Any) -> None:
    tally = make_tally(cadres=20, groups=[(("A", "B"), 9), (("C",), 12)], denominator="expected")
    for kind, subject in CHARTS:
        assert draw_chart(tally, kind, subject)


def test_a_name_with_dollars_is_a_name(make_tally: Any) -> None:
    strange = ["$\\frac{", "a$b$c", "<b>&", "一个非常非常非常非常非常长的名字啊"]
    for kind in KINDS:
        assert draw_chart(make_tally(names=strange), kind, "c1")


def test_unknown_charts_and_subjects(make_tally: Any) -> None:
    for kind, subject, file_format, code in (
        ("pie", None, "svg", "chart-unknown"),
        ("grades", None, "exe", "chart-unknown"),
        ("profile", "c99", "svg", "subject-unknown"),
        ("profile", None, "svg", "subject-unknown"),
    ):
        with pytest.raises(NotFound) as caught:
            draw_chart(make_tally(), kind, subject, file_format)
        assert caught.value.code == code


def test_charts_drawn_at_once_in_threads_are_the_same(make_tally: Any) -> None:
    tally = make_tally()
    expected = [draw_chart(tally, kind, subject) for kind, subject in CHARTS]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda chart: draw_chart(tally, *chart), CHARTS * 3))
    assert made == expected * 3


def lightness(colour: str) -> float:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_neighbouring_grades_differ_in_grey_or_hatch() -> None:
    row = [*fills(4), ABSTAIN]
    for one, other in itertools.pairwise(row):
        assert abs(lightness(one.colour) - lightness(other.colour)) > 40
    assert len({(fill.colour, fill.hatch) for fill in (*FILLS, ABSTAIN)}) == len(FILLS) + 1
    assert fills(3)[2] == FILLS[3], "the worst of a short scale looks like the worst"


def test_lines_are_folded_without_losing_words() -> None:
    words = "口径：统计89张选票。Classes A, B were counted together，权重相加。" * 3
    lines = fold(words, 20)
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert max(len(line) for line in lines) < 42
    assert fold("很长的单位名称" * 5, 9, 2)[1].endswith("…")


def test_a_form_without_rates_shows_its_first_option(make_tally: Any) -> None:
    form = make_tally().forms[1]
    (only,) = measures(replace(form, rates=()))
    question = form.subjects[0].questions[0]
    assert only.of(question) == question.weighted.shares["excellent"]
