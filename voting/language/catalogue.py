"""What the software says. A text is known by its Chinese (the msgid); its English stands in en.po.

``N_`` marks a text that is looked up later, :func:`message` makes a sentence with its values, and
:func:`inline` a name that stands inside sentences: there English writes it small.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, reduce
from pathlib import Path
from typing import Protocol

LANGUAGES = ("zh", "en")
CATALOGUE = Path(__file__).with_name("en.po")
INLINE = "inline"
"""The context (msgctxt) of names that stand inside sentences."""


class Said(Protocol):
    """Something that can be said in both languages: a :class:`Message`, a note, a kept text."""

    @property
    def zh(self) -> str:
        """The text in Chinese."""

    @property
    def en(self) -> str:
        """The text in English."""

    def in_language(self, language: str) -> str:
        """The text for ``zh`` or ``en``."""


Value = str | int | Said


def N_(msgid: str) -> str:
    """Mark ``msgid`` for the catalogue; it is looked up when the reader is known."""
    return msgid


@cache
def english() -> Mapping[str, str]:
    """Read en.po: the English of every msgid; a context goes before its msgid, parted by EOT."""
    texts: dict[str, str] = {}
    entry: dict[str, str] = {}
    name = ""
    for line in [*CATALOGUE.read_text("utf-8").splitlines(), ""]:
        if line.startswith("msg"):
            name, _, line = line.partition(" ")
            entry[name] = ""
        if line.startswith('"'):
            entry[name] += json.loads(line)
        if not line and entry.get("msgid"):
            texts[_key(entry["msgid"], entry.get("msgctxt", ""))] = entry["msgstr"]
        entry = entry if line else {}
    return texts


def translate(msgid: str, language: str, context: str = "") -> str:
    """The text for ``zh…`` or, for every other language, its English."""
    if language.startswith("zh"):
        return msgid
    plain = english().get(msgid, msgid)
    return english().get(_key(msgid, context), plain) if context else plain


def say(msgid: str, language: str, /, **values: object) -> str:
    """The text in ``language`` with ``values`` in its braces."""
    return fill(translate(msgid, language), values, language)


def fill(template: str, values: Mapping[str, object], language: str) -> str:
    """``template`` with ``values`` in its braces, each said in ``language``."""
    return template.format(**{name: _said(value, language) for name, value in values.items()})


@dataclass(frozen=True, slots=True)
class Message:
    """A text of the catalogue with the values of its braces."""

    msgid: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)
    context: str = ""

    @property
    def zh(self) -> str:
        """The text in Chinese."""
        return self.in_language("zh")

    @property
    def en(self) -> str:
        """The text in English."""
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        """The text for ``zh…`` or English."""
        return fill(translate(self.msgid, language, self.context), self.values, language)


def message(msgid: str, /, **values: Value) -> Message:
    """A sentence of the catalogue; ``values`` fill its braces."""
    return Message(msgid, values)


def inline(msgid: str) -> Message:
    """A name as it stands inside a sentence."""
    return Message(msgid, context=INLINE)


def both(text: Said) -> dict[str, str]:
    """The text as manifests and reports hold it: ``{"zh", "en"}``."""
    return {"zh": text.zh, "en": text.en}


def listing(parts: Iterable[Said], pair: str) -> Said:
    """Parts one after another; ``pair`` is the msgid that puts ``{first}`` before ``{second}``."""
    return reduce(lambda first, second: message(pair, first=first, second=second), parts)


def _key(msgid: str, context: str) -> str:
    return f"{context}\x04{msgid}" if context else msgid


def _said(value: object, language: str) -> object:
    say = getattr(value, "in_language", None)
    return value if say is None else say(language)
