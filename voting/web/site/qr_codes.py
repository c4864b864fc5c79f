"""A QR code as one path of an SVG, drawn in the page itself: no picture is fetched for it."""

from __future__ import annotations

from dataclasses import dataclass

from voting.documents.slips.qr import QUIET, qr_shape


@dataclass(frozen=True, slots=True)
class QrPath:
    """``path`` in a square of ``size`` modules, its white margin in it."""

    size: int
    path: str


def qr_path(text: str) -> QrPath:
    """The QR code of a text."""
    shape = qr_shape(text)
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h{width}v{height}h-{width}z"
        for x, y, width, height in shape.boxes
    )
    return QrPath(shape.size + 2 * QUIET, path)
