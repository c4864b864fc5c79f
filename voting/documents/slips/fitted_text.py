"""Words fitted into the room they have on a slip: measured, made smaller, broken, shortened."""

from __future__ import annotations

from fpdf import FPDF

TEXT = "text"
"""The name of the text font in the file."""
SHORTENED = "…"


class FittedText:
    """Measures and breaks in the text font of a file, each piece once: most words stand on every
    slip. Rooms are millimetres, sizes points."""

    def __init__(self, pdf: FPDF) -> None:
        self._pdf = pdf
        self._widths: dict[tuple[str, float], float] = {}
        self._wrapped: dict[tuple[str, float, float, int], list[str]] = {}

    def width(self, words: str, size: float) -> float:
        """Millimetres, measured once: most words stand on every slip."""
        if (words, size) not in self._widths:
            self._pdf.set_font(TEXT, size=size)
            self._widths[words, size] = float(self._pdf.get_string_width(words))
        return self._widths[words, size]

    def shrink(self, words: str, size: float, room: float) -> tuple[str, float]:
        """The words and a size at which they fit, not below 5.5 points."""
        smaller = min(size, max(5.5, size * room / max(self.width(words, size), 0.1)))
        return self.wrap(words, smaller, room + 0.01, 1)[0], smaller

    def wrap(self, words: str, size: float, room: float, lines: int) -> list[str]:
        """At most ``lines`` lines no wider than ``room``; what does not fit ends in an ellipsis."""
        key = (words, size, room, lines)
        if key not in self._wrapped:
            self._wrapped[key] = self._break(*key)
        return self._wrapped[key]

    def _break(self, words: str, size: float, room: float, lines: int) -> list[str]:
        self._pdf.set_font(TEXT, size=size)
        fitted = [""]
        for character in words.strip():
            if self._pdf.get_string_width(fitted[-1] + character) <= room:
                fitted[-1] += character
            elif len(fitted) < lines:
                fitted.append(character)
            else:
                while fitted[-1] and self._pdf.get_string_width(fitted[-1] + SHORTENED) > room:
                    fitted[-1] = fitted[-1][:-1]
                fitted[-1] += SHORTENED
                break
        return fitted
