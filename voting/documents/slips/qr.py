"""QR codes as a few rectangles, for drawing as vectors.

Error correction M: a crease or a thumb mark does not spoil a slip, and the modules stay large. The
mask is fixed, because trying all eight takes ten times as long and every reader undoes any mask.
The code at the end of a slip's address is written as an alphanumeric segment, which often makes
the whole QR one version smaller.
"""

from __future__ import annotations

from dataclasses import dataclass

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, MODE_ALPHA_NUM, QRData

MASK = 2
QUIET = 4
"""Modules of white that a reader needs on every side (ISO/IEC 18004)."""

_ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


@dataclass(frozen=True, slots=True)
class QrShape:
    """``size`` modules a side without the quiet zone; dark ``boxes`` as (x, y, width, height)."""

    size: int
    boxes: tuple[tuple[int, int, int, int], ...]


def qr_shape(url: str) -> QrShape:
    """The QR code of an address, in modules, dark parts joined to few boxes."""
    code: QRCode = QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=MASK, border=0)
    head, mark, tail = url.rpartition("#")
    if mark and len(tail) > 1 and _ALPHANUMERIC.issuperset(tail):
        code.add_data(QRData((head + mark).encode(), mode=MODE_8BIT_BYTE, check_data=False))
        code.add_data(QRData(tail.encode("ascii"), mode=MODE_ALPHA_NUM, check_data=False))
    else:
        code.add_data(QRData(url.encode(), mode=MODE_8BIT_BYTE, check_data=False))
    code.make(fit=True)
    rows = code.modules
    return QrShape(len(rows), _boxes([[cell is True for cell in row] for row in rows]))


def _boxes(rows: list[list[bool]]) -> tuple[tuple[int, int, int, int], ...]:
    """Runs of dark modules in each row; a run repeated in the next row makes its box taller."""
    done: list[tuple[int, int, int, int]] = []
    growing: dict[tuple[int, int], int] = {}
    for y, row in enumerate([*rows, []]):
        runs = _runs(row)
        for run, top in list(growing.items()):
            if run not in runs:
                done.append((run[0], top, run[1], y - top))
                del growing[run]
        for run in runs:
            growing.setdefault(run, y)
    return tuple(done)


def _runs(row: list[bool]) -> set[tuple[int, int]]:
    """(first module, length) of every run of dark modules."""
    runs = set()
    start = -1
    for x, dark in enumerate([*row, False]):
        if dark and start < 0:
            start = x
        elif not dark and start >= 0:
            runs.add((start, x - start))
            start = -1
    return runs
