"""The empty Word file all papers begin with: python-docx's own, without what no paper uses.

Its thumbnail, second set of styles, custom data and some 160 named styles would be read and written
for every paper again: three quarters of the file and half of the time.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Final

import docx
from docx.document import Document
from docx.oxml.ns import qn

from voting.documents.writing.docx_parts import BODY

_UNUSED: Final = (
    "thumbnail",
    "customXml",
    "stylesWithEffects",
    "webSettings",
    "fontTable",
    "theme",
    "numbering",
)
"""Ends of the kinds of relationships that are cut."""
_NEEDED: Final = frozenset(
    {"Normal", "Header", "Footer", "Default Paragraph Font", "Normal Table", "No List"}
)


def empty_document() -> Document:
    """A new document."""
    return docx.Document(BytesIO(_template()))


@cache
def _template() -> bytes:
    document = docx.Document()
    for part in (document.part, document.part.package):
        for rel_id, relation in list(part.rels.items()):
            if relation.reltype.endswith(_UNUSED):
                del part.rels[rel_id]
    _cut_styles(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _cut_styles(document: Document) -> None:
    """Leave the styles that are needed, without ties to what was cut."""
    styles = document.styles
    for style in list(styles):
        if style.name not in _NEEDED:
            style.delete()
    for tag in ("w:latentStyles", "w:link"):
        for element in list(styles.element.iter(qn(tag))):
            element.getparent().remove(element)
    for fonts in styles.element.iter(qn("w:rFonts")):
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        fonts.set(qn("w:ascii"), BODY)
        fonts.set(qn("w:eastAsia"), BODY)
