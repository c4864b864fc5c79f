"""One ballot made, one checked, and slips printed and read again, for ``docs/performance.md``.

The ballot is the reference ballot: 13 subjects, 78 questions, 312 slots. Times are medians over
the runs.
"""

from __future__ import annotations

import importlib.util
import secrets
import statistics
import time
from collections.abc import Callable
from typing import Any

from voting.crypto.group import Point
from voting.crypto.slipcode import encode_code
from voting.demo.node import phone
from voting.documents.slips.sheets import Slip, SlipHeading, slips_pdf
from voting.errors import Refused
from voting.record.ballot import make_ballot
from voting.record.credential import Credential
from voting.record.frozen import check_ballot_of, frozen
from voting.record.reference import reference_manifest, reference_trustees


def _median(runs: int, work: Callable[[], object]) -> float:
    """Seconds: median over ``runs`` after one that is not counted."""
    times = []
    for _ in range(runs + 1):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times[1:])


def bench_ballot(runs: int) -> dict[str, Any]:
    """The phone's code in Node, each run in a fresh process as a phone would."""
    (figures,) = phone("bench", "--runs", str(runs), data=reference_manifest().encode())
    return {"engine": "node", **figures}


def bench_verify(runs: int) -> dict[str, Any]:
    """The server's check of one ballot on one core."""
    manifest = reference_manifest().encode()
    known = frozen(manifest)
    credential = Credential(secrets.token_bytes(16), known.manifest.meeting.id)
    key = Point.decode(bytes.fromhex(reference_trustees().key))
    choices = [(q % 5,) if q % 5 < 4 else () for q in range(known.layout.questions)]
    ballot = make_ballot(
        known.layout, known.context, key, credential, secrets.token_bytes(32), choices
    )
    seconds = _median(runs, lambda: check_ballot_of(manifest, ballot))
    return {
        "median_ms": round(seconds * 1000, 1),
        "slots": len(known.layout.slots),
        "bytes": len(ballot),
    }


def bench_slips(runs: int, number: int) -> dict[str, Any]:
    """Make the PDF, render it at 150 dpi and decode every code in it."""
    heading = SlipHeading(
        "2020年度考核民主测评会",
        "城关镇",
        "2021-01-20 09:00",
        "镇政府三楼会议室",
        "2020年度乡科级领导班子和领导干部考核",
    )
    slips = [_slip(place) for place in range(1, number + 1)]
    seconds = _median(runs, lambda: slips_pdf(heading, slips))
    decoded = _decode(slips_pdf(heading, slips)) & {slip.url for slip in slips}
    return {"slips": number, "seconds": round(seconds, 2), "decoded": len(decoded)}


def _slip(number: int) -> Slip:
    code = encode_code(secrets.token_bytes(16))
    url = f"http://192.168.100.100:8000/v/m3k9x2qa#{code.replace('-', '')}"
    return Slip(number, "A", "县级领导", code, url, False)


def _decode(pdf: bytes) -> set[str]:
    """The texts of all QR codes of a PDF, rendered at 150 dpi."""
    if not (importlib.util.find_spec("zxingcpp") and importlib.util.find_spec("pypdfium2")):
        raise Refused(
            "bench-readers", "reading the codes needs the test environment (scripts/test makes it)"
        )
    import pypdfium2
    import zxingcpp

    texts: set[str] = set()
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=150 / 72, grayscale=True).to_numpy()
        texts |= {
            code.text
            for code in zxingcpp.read_barcodes(
                image, zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
            )
        }
    return texts
