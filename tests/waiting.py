"""A company in which some leads wait for their first contact, and the messages that go out about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from typer.testing import CliRunner

from sla_dash import cli, journal, load
from sla_dash.errors import SlaDashError
from tests import drawn, morning

LADDER = """
[[alert]]
at = 0.5
to = ["owner"]
[[alert]]
at = 0.8
to = ["owner", "lead"]
[[alert]]
at = 1
to = ["manager"]
"""
"""Of four hours: after 2 h, after 3 h 12 min, and after 4 h of working time."""
MORE = """
name = "name"
assigned_at = { column = "qualified_at", format = "%Y-%m-%d %H:%M:%S", zone = "UTC" }
[reps]
files = ["reps.csv"]
[reps.columns]
rep = "rep"
team = "team"
[touches]"""
MAPPING = morning.MAPPING.replace("[touches]", MORE, 1)
AT_NINE = "2026-11-19 08:00:00"
"""When the clock of a lead starts at nine in Warsaw."""


@dataclass(frozen=True, slots=True)
class Lead:
    id: str
    owner: str = "ann"
    at: str = AT_NINE
    touched: str = ""
    name: str = ""


LONG_AGO = Lead("L0", at="2026-09-07 08:00:00", touched="2026-09-07 09:00:00")
"""So that there is a touch."""


def company(folder: Path, leads: Iterable[Lead], now: str, agreement: str = drawn.AGREEMENT + LADDER) -> Path:
    """Load leads into a data folder as of an instant in Warsaw, like "2026-11-19T11:00", and return it."""
    found = [LONG_AGO, *leads]
    source = folder / "source"
    source.mkdir(parents=True, exist_ok=True)
    rows = [f'{one.id},form,SMB,{one.owner},{one.at},"{one.name}"' for one in found]
    (source / "leads.csv").write_text("\n".join(["lead_id,lead_type,stream,owner,qualified_at,name", *rows]), "utf-8")
    touched = [f"{one.id},{one.touched}" for one in found if one.touched]
    (source / "touches.csv").write_text("\n".join(["lead_id,touched_at", *touched]), "utf-8")
    (source / "reps.csv").write_text("rep,team\nann,North\nbob,South\n", "utf-8")
    (source / "mapping.toml").write_text(MAPPING, "utf-8")
    (folder / "agreement.toml").write_text(agreement, "utf-8")
    terms = journal.read(folder).agreements
    load.records(source, source / "mapping.toml", folder, terms, now=datetime.fromisoformat(f"{now}+01:00"))
    return folder


def addresses(folder: Path, quiet: str = "", tables: Mapping[str, Mapping[str, str]] = {}, **keys: str) -> None:
    """Write where messages go: one address a key, and by name in tables."""
    lines = [f"quiet = {quiet or '[]'}", *(f'{key} = "{address}"' for key, address in keys.items())]
    for table, named in tables.items():
        lines += [f"[{table}]", *(f'{name} = "{address}"' for name, address in named.items())]
    (folder / "notify.toml").write_text("\n".join(lines), "utf-8")


def notify(data: Path, at: str, *words: str) -> tuple[int, str]:
    """Run ``sla-dash notify`` as of an instant in Warsaw, and return how it ended and what it said."""
    now = {"SLA_DASH_NOW": f"{at}+01:00"}
    found = CliRunner().invoke(cli.app, ["notify", "--data", str(data), *words], env=now)
    if isinstance(found.exception, SlaDashError):
        return 1, str(found.exception)
    assert found.exception is None, found.exception
    return found.exit_code, found.output
