"""A page's HTML without what a browser does not show: how its template is broken into lines."""

from __future__ import annotations

import re

_INSIDE = r"""(?:[^>"']|"[^"]*"|'[^']*')*>"""
_BLOCKS = (
    "html|head|body|title|meta|link|main|header|footer|nav|section|article|aside|div|p|ul|ol|li|dl"
    "|dt|dd|table|caption|thead|tbody|tfoot|tr|th|td|h[1-6]|form|fieldset|legend|details|summary"
    "|option|optgroup|figure|figcaption|blockquote|br"
)
_KEPT = re.compile(r"(<(textarea|pre|script|style)\b.*?</\2>)", re.DOTALL)
_TAG = re.compile(rf"<[a-zA-Z]{_INSIDE}")
_BESIDE = re.compile(rf"\s*(</?(?:{_BLOCKS})\b{_INSIDE})\s*", re.ASCII)
_WITHIN = re.compile(rf"(<(?:button|select)\b{_INSIDE})\s+|\s+(</(?:button|select)>)", re.ASCII)


def folded(html: str) -> str:
    """The same page with no blank beside blocks and one in the place of several elsewhere; what
    stands in text areas and ``pre`` stays as it is, and a full-width space is no blank."""
    parts = _KEPT.split(html)
    # split gives text, the element that is kept, its name, text, …
    return "".join(part if k % 3 == 1 else _fold(part) for k, part in enumerate(parts) if k % 3 < 2)


def _fold(html: str) -> str:
    html = _TAG.sub(lambda tag: re.sub(r"\s+(>?)", _blank, tag[0], flags=re.ASCII), html)
    html = _WITHIN.sub(lambda edge: edge[1] or edge[2], _BESIDE.sub(r"\1", html))
    return re.sub(r"\s+", " ", html, flags=re.ASCII)


def _blank(place: re.Match[str]) -> str:
    return place[1] or " "
