"""One name for one thing: the words that docs/glossary.md puts away stand nowhere any more."""

from __future__ import annotations

import re
from pathlib import Path

TOP = Path(__file__).parents[2]
GLOSSARY = TOP / "docs" / "glossary.md"
PLACES = (
    *((TOP / "voting").rglob("*.py"), (TOP / "voting").rglob("*.po")),
    *((TOP / "templates").rglob("*.html"), (TOP / "static" / "src").rglob("*.js")),
    *((TOP / "scripts").rglob("*.py"), (TOP / "docs").glob("*.md"), TOP.glob("README*.md")),
)


def put_away() -> dict[str, str]:
    """The last table of the glossary: word → the word that is used."""
    table = GLOSSARY.read_text("utf-8").split("## Words that are not used")[1]
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", table, re.MULTILINE)
    return {
        word.strip("`"): other
        for words, other in rows
        for word in words.split(", ")
        if words != "not" and "---" not in words
    }


def test_no_word_that_was_put_away() -> None:
    words = put_away()
    assert words
    pattern = re.compile(
        "|".join(rf"(?<![A-Za-z_]){re.escape(word)}(?![A-Za-z_])" for word in words)
    )
    left = [
        (str(path.relative_to(TOP)), number, line.strip())
        for paths in PLACES
        for path in paths
        if path != GLOSSARY
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not left


def test_a_word_that_was_put_away_would_be_noticed() -> None:
    assert put_away()["部里意见"] == "部门意见"
    assert put_away()["nettest"] == "`network_test`"


def test_what_the_glossary_names_is_there() -> None:
    """Names of code, tables and columns stand in the source; Chinese of the page on a page."""
    tables = GLOSSARY.read_text("utf-8").split("## Words that are not used")[0]
    source = "\n".join(path.read_text("utf-8") for path in (TOP / "voting").rglob("*.py"))
    known = set(re.findall(r"[A-Za-z_]+", source))
    named = {part for name in re.findall(r"`([^`]+)`", tables) for part in re.split(r"[./…]", name)}
    assert len(named) > 60
    assert not {name for name in named - {""} if name not in known and not _begins(name, known)}


def _begins(name: str, known: set[str]) -> bool:
    return any(word.startswith(name) for word in known)
