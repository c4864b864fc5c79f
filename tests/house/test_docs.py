"""The documents: links and pictures are there, and the manuals say what the pages say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

TOP = Path(__file__).parents[2]
PAGES = (*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md"))
MANUALS = {"zh": TOP / "docs" / "operating.zh-CN.md", "en": TOP / "docs" / "operating.md"}
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
SHORTEST = 2
"""Characters of a word that may be told from others."""


def _text(path: Path) -> str:
    return CODE.sub("", path.read_text("utf-8"))


def _anchors(path: Path) -> set[str]:
    """What GitHub makes of the headings."""
    titles = re.findall(r"^#+ (.+)$", _text(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def _words_of_pages() -> str:
    """All that pages say in either language; strings cut in the source are made whole."""
    sources = [
        path.read_text("utf-8")
        for folder, kind in (("templates", "*.html"), ("static/src", "*.js"), ("voting", "*.py"))
        for path in sorted((TOP / folder).rglob(kind))
    ]
    joined = re.sub(r'"\s*\+?\s*f?"', "", "\n".join(sources)).replace("\\u2060", "")
    with (TOP / "voting" / "language" / "en.po").open("rb") as file:
        told = [str(message.string) for message in read_po(file)]
    return "\n".join((joined, *told)).casefold()  # a page may begin a word with a capital


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TOP)))
def test_links_and_pictures_lead_somewhere(path: Path) -> None:
    lost = []
    for link in LINK.findall(_text(path)):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            lost.append(link)
    assert not lost


def test_every_picture_here_is_shown_by_a_document() -> None:
    images = TOP / "docs" / "images"
    shown = {
        (path.parent / link).resolve()
        for path in PAGES
        for link in LINK.findall(_text(path))
        if link.endswith(".png")
    }
    assert {path for path in images.rglob("*") if path.is_file()} == shown


@pytest.mark.parametrize("language", MANUALS)
def test_the_words_of_the_manual_are_those_of_the_pages(language: str) -> None:
    said = re.findall(r"\*\*(.+?)\*\*", _text(MANUALS[language]))
    pages = _words_of_pages()
    assert len(said) > 80
    assert not [words for words in said if words.casefold() not in pages or len(words) < SHORTEST]


def test_both_manuals_have_the_same_parts_and_pictures() -> None:
    shape = {
        language: [
            re.findall(r"^#+ ", _text(path), re.MULTILINE),
            re.findall(r"images/[\w/-]+\.png", _text(path)),
        ]
        for language, path in MANUALS.items()
    }
    assert shape["zh"] == shape["en"]


def test_a_word_that_no_page_says_would_be_noticed() -> None:
    pages = _words_of_pages()
    assert "现在结束投票" in pages and "现在就结束这次投票" not in pages
    assert _anchors(TOP / "docs" / "operating.md") >= {"host", "trustee"}
