"""What the set-up promises the other tests: a real PostgreSQL, the font, the built assets."""

from __future__ import annotations

import hashlib
import json

import pytest
from PIL import ImageFont
from sqlalchemy import create_engine, inspect, text

from voting import paths


@pytest.mark.postgres
@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_gets_an_empty_postgres(postgres_url: str, turn: int) -> None:
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        assert inspect(connection).get_table_names() == []
        assert connection.scalar(text("SELECT version()")).startswith("PostgreSQL")
        connection.execute(text("CREATE TABLE left_over (turn integer)"))
    engine.dispose()


def test_the_font_is_the_one_the_documents_name() -> None:
    font = ImageFont.truetype(paths.font_path(), 20)
    assert font.getname()[0] == paths.FONT_FAMILY
    assert bytes(font.getmask("优")) != bytes(font.getmask("秀"))


def test_manifest_of_the_assets_names_what_is_there() -> None:
    """The sums and the bundle hash are recomputed here from the files, as a voter could."""
    folder = paths.build_dir()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    sums = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "manifest.json" and path.suffix not in (".gz", ".br")
    }
    assert manifest["files"] == sums
    loaded = (
        "booth-en.js",
        "booth.css",
        "booth.js",
        "check.js",
        "kiosk.css",
        "kiosk.js",
        "worker.js",
    )
    bundle = [f"{name} {sums[name]}\n" for name in loaded if name in sums]
    assert manifest["bundle_hash"] == hashlib.sha256("".join(bundle).encode()).hexdigest()
