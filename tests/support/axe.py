"""axe-core over a page: what it finds that keeps somebody out."""

from __future__ import annotations

from functools import cache

from playwright.sync_api import Page

from engines import ROOT

PROGRAM = ROOT / "node_modules" / "axe-core" / "axe.min.js"

_RUN = """async () => {
  const { violations } = await axe.run(document, {
    resultTypes: ['violations'], rules: { 'target-size': { enabled: true } },
  });
  return violations.map(({ id, nodes }) => `${id}: `
    + nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(' | '));
}"""


def faults(page: Page) -> list[str]:
    """Every rule that the page breaks as it stands, with the first elements that break it; all
    rules of axe-core, those beyond WCAG 2.2 AA too, and its size of targets, off by itself."""
    page.evaluate(_program())
    found: list[str] = page.evaluate(_RUN)
    return found


@cache
def _program() -> str:
    return PROGRAM.read_text(encoding="utf-8")
