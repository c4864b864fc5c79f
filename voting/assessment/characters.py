"""Counting characters (字数) as people count them in a Chinese report. Written out for readers in
docs/counting.md.

- Each Chinese character counts one, and so does each kana, syllable or letter of a script that is
  set in full-width cells.
- A run of letters and digits counts one, whatever its length: ``GDP``, ``2020``, ``COVID-19``,
  ``3.5%``, ``1,200``, ``10:30``. Full-width letters and digits are letters and digits.
- Each punctuation mark and symbol outside such a run counts one; ``……`` and ``——`` are two each.
- Spaces, line breaks and what cannot be seen do not count.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# A letter or digit of a script written in runs: no ideograph, kana, hangul or bopomofo.
_IN_RUN: Final = (
    "[^\\W_\u1100-\u11ff\u2460-\u24ff\u2776-\u2793\u2e80-\u2fff\u3005-\u30ff\u3100-\u318f"
    "\u31a0-\u31bf\u31f0-\u33ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U00016fe0-\U00018aff\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
_RUN: Final = re.compile(f"{_IN_RUN}+(?:[.,:'’/_@&+\\-‐‑]{_IN_RUN}+)*[%‰％℃°]?")
_UNCOUNTED: Final = ("Z", "C", "M")


def count(text: str) -> int:
    """How many characters (字) a text has, by the rule of this module."""
    composed = unicodedata.normalize("NFC", text)
    rest, runs = _RUN.subn(" ", composed)
    return runs + sum(1 for c in rest if not unicodedata.category(c).startswith(_UNCOUNTED))


_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]"
)
_ENDS: Final = re.compile("\r\n|\r|\x0b|\x0c|\u0085|\u2028|\u2029")
_GAPS: Final = re.compile("\n{3,}")


def tidy(text: str) -> str:
    """A text as it is kept: lines end with ``\\n``, no spaces at their ends, at most one empty line
    between two; characters that cannot be seen or that turn the writing direction are dropped."""
    lines = _HIDDEN.sub("", _ENDS.sub("\n", text).replace("\t", " ")).split("\n")
    return _GAPS.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")
