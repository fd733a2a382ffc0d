"""A stage in an empty page, and what somebody could not read on it."""

import base64
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Page

from sla_dash.screen import stage

HERE = Path(__file__).parent
DRAWN = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
"""A stage that is given another size fits what it shows before that is drawn."""
SHOW, FAULTS = ((HERE / name).read_text("utf-8") for name in ("show.js", "faults.js"))


def show(page: Page, scene: stage.Scene) -> None:
    """Show a scene by nothing but the component's own script and styles."""
    folder = files(stage)
    script, style = (folder.joinpath(f"stage.{kind}").read_text("utf-8") for kind in ("js", "css"))
    page.goto("about:blank")
    page.evaluate(SHOW, [script, style, base64.b64encode(stage.encoded(scene)).decode()])


def faults(page: Page) -> list[str]:
    """Name text that is clipped, outside, on other text, or smaller than agreed, once the browser has laid it out."""
    page.evaluate(DRAWN)
    found: list[str] = page.evaluate(FAULTS)
    return found


def renew(page: Page, scene: stage.Scene) -> None:
    """Bring another scene into the stage that is shown."""
    page.evaluate("text => show(text)", base64.b64encode(stage.encoded(scene)).decode())
