"""What is printed and filed: slips, charts and the workbook, as pictures."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import pypdfium2
from PIL import Image

from pictures.camera import Camera
from pictures.scene import County

DPI = 100
CHART_WIDTH = 1200
# Pictures of the workbook, by words that stand on their pages only.
WORKBOOK_PAGES = {"workbook-teams": "汇总表（班子）", "workbook-cadres": "汇总表（干部）",
                  "workbook-proposals": "等次建议表", "workbook-meeting": "封存指纹"}


def take(camera: Camera, county: County, environment: dict[str, str]) -> None:
    """The first sheet of slips, the charts of a unit, pages of the workbook."""
    demo = county.folder / "demo"
    town = demo / county.places["town"]
    slips = pypdfium2.PdfDocument(county.slips_pdf)
    camera.keep("paper-slips", _drawn(slips, 0))
    slips.close()
    for kind in ("grades", "profile", "spread"):
        with Image.open(town / "charts" / f"{kind}.png") as chart:
            height = round(chart.height * CHART_WIDTH / chart.width)
            camera.keep(f"chart-{kind}", chart.convert("RGB").resize((CHART_WIDTH, height)))
    office = which("soffice") or which("libreoffice")
    if office is None:
        print("no LibreOffice here: the pictures of the workbook are left as they were")
        return
    _workbook(camera, demo / "tally.xlsx", office, environment)


def _workbook(camera: Camera, workbook: Path, office: str, environment: dict[str, str]) -> None:
    profile = (workbook.parent / "office").as_uri()
    subprocess.run(
        [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(workbook.parent), str(workbook)],
        env=environment, check=True, stdout=subprocess.DEVNULL, timeout=180)
    document = pypdfium2.PdfDocument(workbook.with_suffix(".pdf"))
    texts = [page.get_textpage().get_text_range() for page in document]
    for name, words in WORKBOOK_PAGES.items():
        first = next(number for number, text in enumerate(texts) if words in text)
        camera.keep(name, _drawn(document, first))
    document.close()


def _drawn(document: pypdfium2.PdfDocument, page: int) -> Image.Image:
    image: Image.Image = document[page].render(scale=DPI / 72).to_pil()
    return image
