"""The reference of every key of the agreement, made from the model itself.

``python -m sla_dash.output.reference`` prints it; ``make docs`` writes it to docs/agreement.md.
"""

import sys
from collections.abc import Iterator
from functools import cache

from sla_dash import places, words
from sla_dash.agreement import forms, slips
from sla_dash.agreement.draft import Place
from sla_dash.agreement.fields import As
from sla_dash.agreement.forms import Blank, Form

EXAMPLE = places.DEMO / "agreement.toml"
"""Where the examples come from: what the made-up company has agreed."""
OF_KEYS = {
    "until": "2026-12-31",
    "timezone": '"America/New_York"',
    "subdivision": '"BY"',
    "rep": '"ann"',
    "stale_after": '"8h"',
    "seconds_on_wall": "20",
    "leads": '"named"',
    "margin": "0.6",
    "lead_value": "128.21",
    "average_order_value": "2_500",
    "targets": '{ "2026-11" = 400, "2026-12" = 300 }',
    "team_weights": "{ Americas = 0.5 }",
    "definitions": '{ lead = "A person who left a way to be reached." }',
    "abbreviations": '{ MQL = "marketing-qualified lead" }',
}
"""Examples of keys of which one of their kind would say little."""
UNITS = {
    As.TEXT: "text in quotes",
    As.SENTENCE: "text in quotes",
    As.SHARE: "a part of a whole: 0.34 is 34 %",
    As.NUMBER: "a number",
    As.MONTHLY: "a number, or one by month",
    As.DURATION: "working time in hours and minutes",
    As.DAY: "a day, year first, without quotes",
    As.CLOCK: "a time of day in quotes",
    As.HOURS: "a list of intervals, empty where closed",
    As.LINES: "a list of texts",
    As.WORDS: "a table of texts",
    As.NUMBERS: "a table of numbers",
    As.DAYS: "a table of lists of intervals by day",
    As.CADENCE: "a list of tables, rising",
    As.SERIES: "a list of whole numbers",
}
LISTS = ("schedule", "stream", "lead_type", "step", "objective", "alert", "role")
EVERYTHING = """
[[schedule]]
[[stream]]
[[stream.lead_type]]
[[step]]
[[objective]]
[[alert]]
[[role]]
"""
"""So that every table has a form."""


def lines() -> Iterator[str]:
    """Yield the reference as Markdown, a line at a time."""
    yield "# Every key of the agreement"
    yield ""
    yield "Made from the model by `make docs`; `sla-dash agreement check` names every mistake with its line."
    yield "A minimal agreement that is sound: [agreement-minimal.toml](agreement-minimal.toml). Keys without a default"
    yield "must be given. Examples are of the made-up company, where it has agreed on something."
    for form in forms.forms(EVERYTHING):
        yield from ("", f"## {_header(form.place)}", "", *_said(form), "")
        yield "| key | written as | default | example | what it means, and what follows |"
        yield "|---|---|---|---|---|"
        yield from (_row(form, blank) for blank in form.blanks)


def _header(place: Place) -> str:
    """Write how a table begins in the file."""
    keys = [part for part in place if isinstance(part, str)]
    if not keys:
        return "At the top"
    name = ".".join(keys)
    return f"`[[{name}]]`" if keys[-1] in LISTS else f"`[{name}]`"


def _said(form: Form) -> list[str]:
    about = " ".join((form.model.__doc__ or "").split())
    return [about] if about else []


def _row(form: Form, blank: Blank) -> str:
    unit = " or ".join(f"`{one}`" for one in map(_quoted, blank.options)) or UNITS[blank.unit]
    default = "–" if blank.required else _default(form, blank)
    return f"| `{blank.key}` | {unit} | {default} | `{_example(blank)}` | {' '.join(blank.help.split())} |"


def _default(form: Form, blank: Blank) -> str:
    fields = {field.alias or name: field for name, field in form.model.model_fields.items()}
    value = fields[blank.key].get_default(call_default_factory=True)
    return "nothing" if value in (None, "", (), {}) else words.terms.value(blank.key, value)


def _example(blank: Blank) -> str:
    agreed = forms.source(blank.unit, _agreed().get(blank.place, ""))
    if isinstance(agreed, str):
        return agreed
    return _quoted(blank.options[0]) if blank.options else OF_KEYS.get(blank.key, slips.EXAMPLES[blank.unit])


@cache
def _agreed() -> dict[Place, str]:
    """Return what the made-up company has agreed, by where it stands."""
    found = forms.forms(EXAMPLE.read_text("utf-8"))
    return {blank.place: blank.written for form in found for blank in form.blanks}


def _quoted(text: str) -> str:
    return f'"{text}"'


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines()) + "\n")
