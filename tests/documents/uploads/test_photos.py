"""Photos on the ballot: what becomes of an uploaded picture, and what is refused."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from portraits import encoded, portrait, zipped, zipped_on_windows
from voting.documents.uploads.photos import MOST_BYTES, MOST_FILES, pictures, small
from voting.errors import BadInput


def look(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def reddish(colour: object) -> bool:
    return isinstance(colour, tuple) and colour[0] > 200 > 60 > colour[2]


def bluish(colour: object) -> bool:
    return isinstance(colour, tuple) and colour[2] > 200 > 60 > colour[0]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_small_and_upright(kind: str) -> None:
    made = small(portrait(kind=kind))
    picture = look(made)
    assert (picture.format, picture.size, picture.mode) == ("JPEG", (96, 128), "RGB")
    assert len(made) <= 6000
    assert reddish(picture.getpixel((48, 20))) and bluish(picture.getpixel((48, 110)))


def test_nothing_of_the_file_goes_along() -> None:
    """Place, camera, comment, colour profile: gone; turned as the camera meant it."""
    exif = Image.Exif()
    exif[0x0110] = "CAMERA-OF-SOMEBODY"
    exif[0x0112] = 3  # upside down
    exif.get_ifd(0x8825)[2] = (39.0, 54.0, 20.0)
    data = portrait(exif=exif, comment=b"SECRET-COMMENT", icc_profile=b"PROFILE" * 20)
    assert b"CAMERA-OF-SOMEBODY" in data and b"SECRET-COMMENT" in data
    made = small(data + b"TRAILING-PAYLOAD")
    for word in (b"CAMERA", b"SECRET", b"PROFILE", b"Exif", b"TRAILING"):
        assert word not in made
    assert bluish(look(made).getpixel((48, 20))), "the lower half is up"


def test_other_shapes_and_transparency() -> None:
    assert look(small(portrait(2000, 500))).size == (96, 128)
    assert look(small(portrait(3, 900, "PNG"))).size == (96, 128)
    clear = Image.new("RGBA", (60, 80), (0, 0, 0, 0))
    assert look(small(encoded(clear, "PNG"))).getpixel((48, 64)) == (255, 255, 255)
    grey = Image.new("L", (60, 80), 128)
    assert look(small(encoded(grey, "PNG"))).mode == "RGB"
    ink = Image.new("CMYK", (60, 80), (0, 255, 255, 0))
    assert reddish(look(small(encoded(ink, "JPEG"))).getpixel((48, 64)))


def test_the_noisiest_picture_fits() -> None:
    noise = Image.effect_noise((400, 500), 255).convert("RGB")
    assert len(small(encoded(noise, "PNG"))) <= 6000


def test_a_large_jpeg_of_a_phone_is_taken() -> None:
    assert look(small(portrait(8000, 6000, quality=20))).size == (96, 128)


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is this large and holds a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "photo-kind"),
        (b"GIF89a" + b"\0" * 50, "photo-kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo-kind"),
        (b"%PDF-1.7", "photo-kind"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "photo-kind"),
        (portrait()[:400], "photo-damaged"),
        (portrait(kind="PNG")[:100], "photo-damaged"),
        (b"\xff\xd8\xff" + b"\0" * 100, "photo-damaged"),
        (b"RIFF\x10\0\0\0WEBPVP8 \0\0\0\0", "photo-damaged"),
        (png_of(60_000, 60_000), "photo-large"),
        (png_of(5000, 5000), "photo-large"),
        (png_of(100, 100), "photo-damaged"),
        (b"\xff\xd8\xff" + b"a" * MOST_BYTES, "photo-large"),
    ],
    ids=str,
)
def test_refused(data: bytes, code: str) -> None:
    with pytest.raises(BadInput) as error:
        small(data)
    assert error.value.code == code


def test_a_picture_of_many_pixels_in_few_bytes() -> None:
    """A PNG of 400 million pixels in 49 kB, and a text chunk that unpacks to a hundred MB."""
    bomb = encoded(Image.new("1", (20_000, 20_000)), "PNG")
    assert len(bomb) < 100_000
    with pytest.raises(BadInput) as error:
        small(bomb)
    assert error.value.code == "photo-large"
    packed = zlib.compress(b"a" * (100 << 20), 9)
    chunk = b"zTXt" + b"Comment\0\0" + packed
    chunk = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    plain = portrait(kind="PNG")
    with pytest.raises(BadInput) as error:
        small(plain[:33] + chunk + plain[33:])
    assert error.value.code == "photo-damaged"


def test_names_of_files_and_zips() -> None:
    files = [
        ("C:\\照片\\王伟.jpg", b"1"),
        (
            "all.zip",
            zipped(
                {
                    "城关镇/李敏.png": b"2",
                    "城关镇/": b"",
                    "__MACOSX/._李敏.png": b"x",
                    ".DS_Store": b"x",
                    "../../etc/张强.jpg": b"3",
                    "Thumbs.db": b"x",
                }
            ),
        ),
        ("old.zip", zipped_on_windows("刘洋.jpg", b"4")),
    ]
    assert list(pictures(files)) == [("王伟", b"1"), ("李敏", b"2"), ("张强", b"3"), ("刘洋", b"4")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({"a.jpg": b"\0" * (MOST_BYTES + 1)}), "photo-large"),
        (zipped({f"{n}.jpg": b"" for n in range(MOST_FILES + 1)}), "photos-many"),
        (b"PK\x03\x04cut", "photo-damaged"),
    ],
    ids=["bomb", "many", "cut"],
)
def test_zips_refused(data: bytes, code: str) -> None:
    with pytest.raises(BadInput) as error:
        list(pictures([("a.zip", data)]))
    assert error.value.code == code
