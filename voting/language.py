"""What the software says to a person when something is refused, in Chinese and English.

``ERRORS`` maps the code of a :class:`voting.errors.VotingError` to its two texts; the error's
``values`` fill the braces. Every code raised anywhere stands here (tests/house holds it).
"""

from __future__ import annotations

from voting.errors import VotingError

LANGUAGES = ("zh", "en")

ERRORS: dict[str, tuple[str, str]] = {
    # slip codes
    "code-length": ("编码应为28位，现在是{length}位，请核对纸条。",
                    "The code has 28 characters, this has {length}. Please check the slip."),
    "code-symbol": ("编码第{group}组有不能用的字符，请核对纸条。",
                    "Group {group} of the code has a character that cannot occur. Please check."),
    "code-check": ("编码有误，请核对第{group}组。",
                   "The code is mistyped. Please check group {group}."),
    "code-padding": ("编码有误，请核对最后几组。",
                     "The code is mistyped. Please check the last groups."),
}


def explain(error: VotingError, language: str = "zh") -> str:
    """The error as a sentence in ``language`` (``zh`` or ``en``); English message if unknown."""
    texts = ERRORS.get(error.code)
    if texts is None:
        return error.message
    return texts[LANGUAGES.index(language)].format(**error.values)
