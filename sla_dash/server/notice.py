"""A page that needs nothing: one sentence on what is so, one on what to do, and a way back to the board."""

from collections.abc import Mapping
from html import escape

from starlette.responses import HTMLResponse

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>SLA stand-up</title>
<style>
:root {{ color-scheme: light dark; font: 18px/1.5 "Source Sans", "Segoe UI", "Liberation Sans", sans-serif }}
main {{ max-width: 34em; margin: 15vh auto 0; padding: 0 1em }}
h1 {{ font-size: 1.5rem; line-height: 1.25 }}
</style>
<main>
<h1>{message}</h1>
<p>{advice}</p>
<p><a href="{board}">To the board</a></p>
</main>
"""


def notice(
    status: int, message: str, advice: str, board: str, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """Return the page, which nobody keeps; ``board`` is the path of the board."""
    page = PAGE.format(message=escape(message), advice=escape(advice), board=escape(board))
    return HTMLResponse(page, status, {"Cache-Control": "no-store", **(headers or {})})
