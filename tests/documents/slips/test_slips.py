"""Slips: every QR of the printed sheet reads, and the file tells nothing besides."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp

from voting.crypto.slipcode import encode_code
from voting.documents.slips.qr import qr_shape
from voting.documents.slips.sheets import COLUMNS, ROWS, Slip, SlipHeading, slips_pdf

HEADING = SlipHeading(
    "柳格镇2020年度考核民主测评", "柳格镇党委", "2021-01-20 09:00", "三楼会议室", "2020年度考核"
)
BASE = "https://qingping.example.gov.cn:8443/v/7h2k9xqd"


def slip(number: int, class_id: str = "A", spare: bool = False) -> Slip:
    code = encode_code(hashlib.sha256(str(number).encode()).digest()[:16])
    return Slip(
        number,
        class_id,
        {"A": "领导", "B": "中层干部"}[class_id],
        code,
        f"{BASE}#{code.replace('-', '')}",
        spare,
    )


def decoded(pdf: bytes) -> list[set[str]]:
    """The texts of the QR codes of each page, rendered at 150 dpi."""
    pages = pypdfium2.PdfDocument(pdf)
    return [
        {
            found.text
            for found in zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil().convert("L"))
        }
        for page in pages
    ]


def words(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def test_every_code_reads_and_stands_beside_its_typed_form() -> None:
    slips = [slip(number) for number in range(1, 26)]
    pdf = slips_pdf(HEADING, slips)
    assert set().union(*decoded(pdf)) == {one.url for one in slips}
    text = "".join("".join(words(pdf)).split())
    for one in slips:
        assert one.code.replace("-", "") in text


def test_classes_and_spares_stand_on_pages_of_their_own() -> None:
    mixed = [
        slip(1, "B"),
        slip(2, "A"),
        slip(3, "B", spare=True),
        slip(4, "B"),
        slip(5, "A", spare=True),
    ]
    pages = decoded(slips_pdf(HEADING, mixed))
    assert pages == [{mixed[0].url, mixed[3].url}, {mixed[2].url}, {mixed[1].url}, {mixed[4].url}]
    texts = words(slips_pdf(HEADING, mixed))
    assert ["备 用" in text for text in texts] == [False, True, False, True]


@pytest.mark.parametrize(("language", "said"), [("zh", "这不是选票"), ("en", "Not a ballot")])
def test_the_last_page_tests_the_network_and_is_no_slip(language: str, said: str) -> None:
    address = f"{BASE}/test"
    pdf = slips_pdf(replace(HEADING, test=address), [slip(1)], language)
    assert decoded(pdf) == [{slip(1).url}, {address}]
    last = words(pdf)[-1]
    assert said in last and address in "".join(last.split()) and slip(1).code not in last


def test_ten_slips_fill_a_page() -> None:
    full = [slip(number) for number in range(COLUMNS * ROWS)]
    assert len(decoded(slips_pdf(HEADING, full))) == 1
    assert len(decoded(slips_pdf(HEADING, [*full, slip(99)]))) == 2


def test_the_file_tells_neither_its_time_nor_the_secrets() -> None:
    slips = [slip(number) for number in range(3)]
    pdf = slips_pdf(HEADING, slips)
    assert pdf == slips_pdf(HEADING, slips), "something of the moment is in the file"
    assert b"/ID" not in pdf
    meta = pypdfium2.PdfDocument(pdf).get_metadata_dict()
    assert {key: value for key, value in meta.items() if value} == {
        "Title": "民主测评票",
        "Producer": "qingping",
        "CreationDate": "D:20000101000000Z",
    }
    assert not any(one.code.encode() in pdf for one in slips), "a code stands uncompressed"


@pytest.mark.parametrize("language, said", [("zh", "扫一扫"), ("en", "Scan the code")])
def test_instructions_in_the_language_asked_for(language: str, said: str) -> None:
    assert said in words(slips_pdf(HEADING, [slip(1)], language))[0]


def test_long_names_are_shortened_not_spilt_over_the_cut() -> None:
    long = SlipHeading(
        "很长的名称" * 30, "很长的单位名称" * 20, "2021-01-20", "很长的地点" * 30, "轮次" * 60
    )
    text = words(slips_pdf(long, [slip(1)]))[0]
    assert "…" in text
    page = pypdfium2.PdfDocument(slips_pdf(long, [slip(1)]))[0]
    inked = page.render(scale=1).to_pil().convert("L").crop((306, 34, 560, 180))
    assert inked.getextrema()[0] > 60, "words run into the neighbouring slip"


def test_boxes_of_a_qr_cover_its_dark_modules_once() -> None:
    shape = qr_shape(slip(7).url)
    cells = [
        (x, y)
        for left, top, width, height in shape.boxes
        for x in range(left, left + width)
        for y in range(top, top + height)
    ]
    assert len(cells) == len(set(cells))
    assert {(0, 0), (6, 6), (shape.size - 1, 0), (0, shape.size - 1)} <= set(cells)
    assert (7, 7) not in cells
    assert len(shape.boxes) < len(cells) // 2


def test_an_address_without_a_code_still_makes_a_qr() -> None:
    assert qr_shape("http://例子.example/v/x").size >= 21
