"""The editor of forms in a browser: a scale comes in by one tap, the picture of the phone follows
what is typed, and no page of it is wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from desk import PASSWORD, have_account
from hall_server import ServedHall, served_hall
from office import OFFICER
from voting.services.forms import edit
from voting.services.forms.views import forms_page
from voting.services.meetings import plan

WAIT = 15_000


@dataclass
class Editor:
    """An officer's screen, and what the browser complained of."""

    page: Page
    hall: ServedHall
    noises: list[str]

    @property
    def round(self) -> str:
        """The round of the hall's meeting."""
        return plan.get_meeting(self.hall.db, self.hall.meeting).round_id

    def go(self, path: str) -> None:
        self.page.goto(f"{self.hall.address}/rounds/{self.round}{path}")

    def run(self, script: str, argument: object = None) -> object:
        return self.page.evaluate(script, argument)

    def type(self, name: str, text: str) -> None:
        self.run(
            "([n, t]) => { const e = document.querySelector(`[name='${n}']`); e.value = t;"
            " e.dispatchEvent(new Event('input', { bubbles: true })); }",
            [name, text],
        )

    def press(self, selector: str) -> None:
        self.run("s => document.querySelector(s).click()", selector)

    def look(self, text: str) -> None:
        """Wait until the picture of the phone says this."""
        self.page.wait_for_function(
            "t => document.querySelector('[data-live=look]').textContent.includes(t)",
            arg=text,
            timeout=WAIT,
        )


@pytest.fixture
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    with served_hall(tmp_path_factory.mktemp("forms"), 2) as made:
        yield made


@pytest.fixture
def editor(browser: Browser, hall: ServedHall) -> Iterator[Editor]:
    """Somebody of the department, signed in."""
    have_account(hall.db, "经办人", "officer")
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        noises: list[str] = []
        page.on("console", lambda m: noises.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: noises.append(str(error)))
        page.goto(f"{hall.address}/login")
        made = Editor(page, hall, noises)
        made.type("name", "经办人")
        made.type("password", PASSWORD)
        with page.expect_navigation():
            made.press("main button[type=submit]")
        yield made
        assert not noises


def test_the_phone_follows_and_a_scale_is_one_tap(editor: Editor) -> None:
    editor.go("/forms/cadre/questions/virtue")
    assert editor.run("document.querySelector('[data-several]').hidden") is True
    editor.type("zh", "政德")
    editor.look("政德")
    editor.press("button[value='scale:good-bad']")
    editor.look("较好")
    assert editor.run("document.querySelector('[name=\"options-1-zh\"]').value") == "较好"
    assert editor.run("document.querySelector('[name=zh]').value") == "政德", "typed text stays"
    editor.press("input[name=kind][value=several]")
    assert editor.run("document.querySelector('[data-several]').hidden") is False
    editor.press("input[name=kind][value=single]")
    with editor.page.expect_navigation():
        editor.press("p.toolbar button[value=save]")
    question = forms_page(editor.hall.db, OFFICER, editor.round).form("cadre").question("virtue")
    assert question.text.zh == "政德"
    assert [o.text.zh for o in question.options] == ["好", "较好", "一般", "差"]


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_of_the_editor_is_wider_than_the_screen(editor: Editor, width: int) -> None:
    for template in ("selection", "politics", "recommendation"):
        edit.add_forms(editor.hall.db, OFFICER, editor.round, template)
    editor.page.set_viewport_size({"width": width, "height": 800})
    for path in (
        "/forms",
        "/forms/new",
        "/forms/selection",
        "/forms/cadre/who",
        "/forms/promoted/who",
        "/forms/cadre/limits",
        "/forms/cadre/rates",
        "/forms/selection/questions/problems",
        "/forms/cadre/questions/new",
        "/class-tables",
        "/plan",
        "/forms/preview",
    ):
        for language in ("zh", "en"):
            editor.go(f"{path}?lang={language}")
            assert editor.run("document.documentElement.scrollWidth <= innerWidth"), (
                path,
                language,
            )
