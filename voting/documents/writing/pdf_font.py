"""The text font of PDF documents: widths of its characters, and a small copy with some of them.

Reading the whole font takes a fifth of a second, so it is read once in a process; a document then
carries (and its maker reads) only the characters it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont, newTable
from fpdf import FPDF
from fpdf.fonts import TTFFont

from voting.documents.writing.fonts import chinese_font

ASCII = "".join(map(chr, range(32, 127)))
_LOCK = Lock()
_NOTDEF, _MISSING = ".notdef", "□"
_EPOCH = 3_029_529_600
"""1 January 2000 in seconds since 1904: a font says nothing of the moment it was cut."""


@cache
def _font() -> TTFont:
    return TTFont(chinese_font(), lazy=True, recalcTimestamp=False)


@cache
def widths() -> dict[str, float]:
    """Character → width in em."""
    with _LOCK:
        font = _font()
        metrics, unit = font["hmtx"].metrics, font["head"].unitsPerEm
        return {chr(code): metrics[name][0] / unit for code, name in font.getBestCmap().items()}


def shown(words: str) -> str:
    """The words with a box for every character that the font does not have."""
    known = widths()
    return "".join(c if c in known else _MISSING for c in words)


def font_with(characters: Iterable[str]) -> bytes:
    """A TrueType font with these characters of the text font and nothing else."""
    with _LOCK:
        font = _font()
        cmap = font.getBestCmap()
        wanted = sorted(map(ord, {*characters, " ", _MISSING}))
        codes = {code: cmap[code] for code in wanted if code in cmap}
        names = [_NOTDEF, *dict.fromkeys(codes.values())]
        builder = FontBuilder(font["head"].unitsPerEm, isTTF=True)
        builder.setupGlyphOrder(names)
        builder.setupCharacterMap(codes)
        builder.font.recalcBBoxes = False
        outlines = newTable("glyf")
        outlines.glyphOrder = names
        # as bytes: no character of this font is made of others, so that none needs renumbering
        outlines.glyphs = {name: font["glyf"].glyphs[name] for name in names}
        builder.font["glyf"], builder.font["loca"] = outlines, newTable("loca")
        builder.setupMaxp()
        vars(builder.font["maxp"]).update(vars(font["maxp"]))
        builder.setupHorizontalMetrics({name: font["hmtx"].metrics[name] for name in names})
        hhea, os2 = font["hhea"], font["OS/2"]
        builder.setupHorizontalHeader(
            ascent=hhea.ascent, descent=hhea.descent, advanceWidthMax=hhea.advanceWidthMax
        )
        builder.setupNameTable({"familyName": "Noto Sans SC", "styleName": "Regular"})
        builder.setupOS2(
            sTypoAscender=os2.sTypoAscender,
            sTypoDescender=os2.sTypoDescender,
            sCapHeight=os2.sCapHeight,
            usWeightClass=os2.usWeightClass,
        )
        builder.setupPost(keepGlyphNames=False)
        head = font["head"]
        builder.updateHead(
            created=_EPOCH,
            modified=_EPOCH,
            xMin=head.xMin,
            yMin=head.yMin,
            xMax=head.xMax,
            yMax=head.yMax,
        )
        out = BytesIO()
        builder.save(out)
    return out.getvalue()


@contextmanager
def font_file(characters: Iterable[str]) -> Iterator[Path]:
    """The font as a file: fpdf2 reads fonts from files only, and until its document is written."""
    with TemporaryDirectory(prefix="qingping-") as folder:
        path = Path(folder) / "text.ttf"
        path.write_bytes(font_with(characters))
        yield path


def keep_bounds(pdf: FPDF, family: str) -> None:
    """Let a font of :func:`font_file` be embedded with its bounds as they are: working them out
    anew for every document takes longer than all the rest."""
    font = pdf.fonts[family]
    if isinstance(font, TTFFont):
        font.ttfont.recalcBBoxes = False
