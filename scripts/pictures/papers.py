"""What is printed and filed: slips, charts and papers, as pictures."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import pypdfium2
from PIL import Image

from pictures.camera import Camera
from pictures.scene import OPEN, County
from voting.services.documents import offers
from voting.services.paper_ballots import prints

DPI = 100
CHART_WIDTH = 1200
# Picture → kind of paper, the place it is of, number of the page.
PAPERS = {
    "paper-meeting": ("meeting-table", "town", 0),
    "paper-round": ("round-table", "round", 0),
    "paper-proposal": ("unit-proposal", "town-unit", 0),
    "paper-decision": ("unit-decision", "decided", 0),
    "paper-report": ("report", "town-unit", 0),
    "paper-report-2": ("report", "town-unit", 1),
    "paper-brief": ("brief", "town-unit", 0),
}
# The same as other programs show them.
OFFICE = {
    "paper-meeting-excel": ("meeting-table", "town", "xlsx"),
    "paper-decision-word": ("unit-decision", "decided", "docx"),
    "paper-report-word": ("report", "town-unit", "docx"),
}


def take(camera: Camera, county: County, environment: dict[str, str]) -> None:
    """The first sheet of slips, the charts of a unit, pages of papers."""
    town = county.folder / "demo" / county.places["town"]
    camera.keep("paper-slips", _drawn(county.slips_pdf, 0))
    camera.keep("paper-test", _drawn(county.slips_pdf, -1))
    camera.keep("paper-trial", _drawn(county.trial_pdf, 0))
    _on_paper(camera, county)
    for kind in ("grades", "profile", "spread"):
        with Image.open(town / "charts" / f"{kind}.png") as chart:
            height = round(chart.height * CHART_WIDTH / chart.width)
            camera.keep(f"chart-{kind}", chart.convert("RGB").resize((CHART_WIDTH, height)))
    for name, (kind, place, page) in PAPERS.items():
        camera.keep(name, _drawn(_file(county, kind, place, "pdf"), page))
    office = which("soffice") or which("libreoffice")
    if office is None:
        print("no LibreOffice here: pictures of papers in it are left as they were")
        return
    for name, (kind, place, suffix) in OFFICE.items():
        path = county.folder / f"{name}.{suffix}"
        path.write_bytes(_file(county, kind, place, suffix))
        camera.keep(name, _drawn(_printed(path, office, environment), 0))


def _on_paper(camera: Camera, county: County) -> None:
    """What those without a phone fill in, and what it is counted on."""
    for kind, page in (("ballot", 1), ("count", 0)):
        made = prints.paper_print(
            county.instance.db, county.actor, county.meetings[OPEN], kind, "C", "pdf"
        )
        camera.keep(f"paper-{kind}", _drawn(made.data, page))


def _file(county: County, kind: str, place: str, suffix: str) -> bytes:
    return offers.paper(county.instance.db, county.actor, kind, county.places[place], suffix).data


def _printed(path: Path, office: str, environment: dict[str, str]) -> bytes:
    """A file as LibreOffice prints it."""
    profile = (path.parent / "office").as_uri()
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(path.parent),
            str(path),
        ],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=180,
    )
    return path.with_suffix(".pdf").read_bytes()


def _drawn(data: bytes, page: int) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    image: Image.Image = document[page % len(document)].render(scale=DPI / 72).to_pil()
    document.close()
    return image
