"""Somebody who has logged in, as the board's pages know them: what each role is let see is tried with them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from streamlit.testing.v1 import AppTest

from sla_dash import journal, load, places
from sla_dash.journal import Journal, deciding
from sla_dash.journal.decisions import Side
from tests import drawn, morning
from tests.screens import APP, explained, foreseen

ACCESS = """
[[person]]
email = "vera@example.com"
roles = ["viewer"]
[[person]]
email = "ann@example.com"
roles = ["rep"]
rep = "ann"
[[person]]
email = "mona@example.com"
roles = ["manager"]
[[person]]
email = "sid@example.com"
signs = ["Sales"]
[[person]]
email = "ada@example.com"
roles = ["admin"]
[[group]]
name = "stand-up"
roles = ["viewer"]
"""
"""One person a role, by their first letter: viewer, rep (ann's leads), manager, signer, admin; and a group."""


def let_in(data: Path, text: str = ACCESS) -> Path:
    """Write who may see what into a data folder and return it."""
    (data / "access.toml").write_text(text, "utf-8")
    return data


def claims(who: str, **more: object) -> dict[str, object]:
    """Return what a login says of somebody."""
    return {"is_logged_in": True, "email": f"{who}@example.com", "name": who.capitalize(), **more}


def opened(name: str, user: Mapping[str, object], **choices: str) -> AppTest:
    """Run the board on one of its pages for somebody, and open every "How counted?" on it."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = dict(user)
    for key, value in choices.items():
        app.query_params[key] = value
    app.run()
    if places.page(name).stem != "standup":
        app.switch_page(str(places.page(name))).run()
    return explained(foreseen(app))


ANN, BOB = "Xanthippe Orr", "Yoric Pell"
"""The reps of a morning on which everybody has a name; bob's are the leads that the rep here must not see."""
NAMED = re.compile(r"Lead \d\d Quill|Quibble \d\d|\bL\d\d\b|quill-\d\d@|Xanthippe Orr|Yoric Pell")
"""Whatever names a person of that morning."""


def write(folder: Path, terms: str = drawn.AGREEMENT, reps: Sequence[str] = (ANN, BOB)) -> Path:
    """Load the morning with a name for every lead, company and rep, and with what was decided about them."""
    morning.write(folder)
    (folder / "agreement.toml").write_text(terms, "utf-8")
    export = folder / "export"
    header, *rows = (export / "leads.csv").read_text("utf-8").splitlines()
    named = [f"{header},name,company,email"]
    for row in rows:
        n = row[1:3]
        row = row.replace(",ann,", f",{ANN},").replace(",bob,", f",{BOB},")
        named.append(f"{row},Lead {n} Quill,Quibble {n} Ltd,quill-{n}@example.com")
    (export / "leads.csv").write_text("\n".join(named) + "\n", "utf-8")
    mapping = morning.MAPPING.replace(
        'owner = "owner"', 'owner = "owner"\nname = "name"\ncompany = "company"\nemail = "email"'
    )
    (export / "mapping.toml").write_text(mapping, "utf-8")
    (export / "reps.csv").write_text("\n".join(["rep", *reps]) + "\n", "utf-8")
    (export / "mapping.toml").write_text(
        f'{mapping}[reps]\nfiles = ["reps.csv"]\n[reps.columns]\nrep = "rep"\n', "utf-8"
    )
    agreements = journal.read(folder).agreements
    load.records(export, export / "mapping.toml", folder, agreements, now=morning.NOW + timedelta(seconds=1))
    book, at = Journal.of(folder), morning.NOW - timedelta(hours=20)
    deciding.decide(book, "Call them", BOB, date(2026, 11, 18), about=None, who="Bob", at=at)
    deciding.note(book, "Wrong number", Side.SALES, lead="L07", who="Bob", at=at)
    book.close()
    return let_in(folder, ACCESS.replace('rep = "ann"', f'rep = "{ANN}"'))


def sent(app: AppTest) -> str:
    """Return whatever a page sends to the browser, as text: elements, what components hold, choices and charts."""
    found = [str(one.proto) for part in (app.main, app.sidebar) for one in part if hasattr(one, "proto")]
    found += [one.proto.bytes.decode() for one in app.get("bidi_component")]
    return "\n".join(found)
