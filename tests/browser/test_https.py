"""The whole way of a voter over https, by a certificate of a department's own authority."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import BrowserContext, Error, Playwright

from booth_page import BoothPage
from certificates import Authority, key_hash
from engines import PHONE, QUIET_ARGS, Engine
from open_meeting import printed_hall, usual
from voting.serving.certificates import Tls
from voting.serving.instance import Instance, free_port
from voting.serving.server import serving

NAME = "vote.hall.example"


@dataclass(frozen=True)
class Secure:
    """A meeting on a real server that speaks https under a name."""

    instance: Instance
    meeting: str
    codes: tuple[str, ...]
    address: str
    tls: Tls


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secure]:
    folder = tmp_path_factory.mktemp("secure")
    tls = Authority.found(folder).issue(NAME)
    instance = Instance.prepare(folder / "var")
    hall = printed_hall(instance.db, 4, usual)
    hall.open()
    port = free_port("127.0.0.1")
    address = f"https://{NAME}:{port}"
    with serving(instance, "127.0.0.1", port, address, tls):
        yield Secure(instance, hall.meeting, tuple(hall.codes), address, tls)


@contextmanager
def trusting(playwright: Playwright, engine: Engine, tls: Tls | None) -> Iterator[BrowserContext]:
    """A phone that finds the name by the hall's DNS and trusts this one key; None: nobody's."""
    args = [*QUIET_ARGS, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
    if tls is not None:
        pin = base64.b64encode(key_hash(tls)).decode()
        args.append(f"--ignore-certificate-errors-spki-list={pin}")
    with TemporaryDirectory(prefix="qp-browser-") as folder:
        context = playwright.chromium.launch_persistent_context(
            folder,
            executable_path=engine.program,
            env=engine.environment(Path(folder)),
            args=args,
            timeout=60_000,
            **PHONE,
        )
        yield context
        context.close()


def test_the_whole_way(playwright: Playwright, engine: Engine, secure: Secure) -> None:
    with trusting(playwright, engine, secure.tls) as context:
        phone = BoothPage(context.new_page())
        code = secure.codes[0 if "86" in engine.name else 1]
        phone.scan(secure.address, secure.meeting, code)
        phone.screen("intro")
        assert phone.run("() => self.isSecureContext") is True
        phone.abstain()
        phone.tap("button.send")
        phone.screen("done")
        assert phone.tracker()
        assert not [noise for noise in phone.noises if "Mixed Content" in noise]


def test_a_phone_that_does_not_trust_it_opens_nothing(
    playwright: Playwright, engine: Engine, secure: Secure
) -> None:
    with trusting(playwright, engine, None) as context:
        page = context.new_page()
        with pytest.raises(Error, match="ERR_CERT"):
            page.goto(f"{secure.address}/v/{secure.meeting}", timeout=20_000)
