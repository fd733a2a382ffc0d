"""A company whose every name is written to be read as something else than text."""

import csv
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sla_dash import journal, load
from sla_dash.journal import Journal, agreeing
from tests import drawn

NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)
ENVIRONMENT = "2026-11-19T09:00+01:00"
ELSEWHERE = "198.51.100.7"
"""An address that nobody may ask."""
STREAM = f"# ![s](http://{ELSEWHERE}/s.png) <h1>s</h1> :material/star: :smile:"
KINDS = (
    f"[k](http://{ELSEWHERE}/k) <img src='http://{ELSEWHERE}/i.png'> $k^2$ :red[k]",
    f"1. **k** `k` ~~k~~ _k_ http://{ELSEWHERE}/u www.{ELSEWHERE}.example k@k.example",
    f"<a href='http://{ELSEWHERE}/a'>k</a><br>k<b>k</b> &lt;k&gt; -> k :streamlit:",
)
OWNERS = (f"> ![o](http://{ELSEWHERE}/o.png)<h1>o", "=o|*o* $o$ :balloon:\x1b[31m", "\u202eo\n\n# o\ud7ff" + "o" * 500)
FORMULA = "=cmd|' /c calc'!A1 "
REASON = f"- ![r](http://{ELSEWHERE}/r.png) <h1>r</h1> $r$"
FILE = "<h1>**leads**.csv"
FORBIDDEN = "img, h1, em, del, blockquote, hr, .katex, a[href^='http:']:not([href*='//localhost']), a[href^=mailto], "
FORBIDDEN += "[aria-label$=icon], p code, label code, li li, ol"
"""Elements of a page that only a name read as Markdown or HTML could bring."""

FIELDS = KINDS[0], KINDS[2]
"""The names of the minimum information."""

TEXT, NAME = json.dumps(f"{REASON} {KINDS[2]}"), json.dumps(KINDS[0])
AGREEMENT = (
    f"""
purpose = {TEXT}
goal = {TEXT}
hand_off = {TEXT}
disposition = {TEXT}
exceptions = [{TEXT}]
consequence = {TEXT}
signed_by = [{NAME}]
"""
    + drawn.AGREEMENT.partition("[[stream]]")[0].replace('"Test"', f'"""{STREAM}"""')
    + f'''
[definitions]
{NAME} = {TEXT}
[abbreviations]
{NAME} = {TEXT}
[qualified]
requires = [{", ".join(map(json.dumps, FIELDS))}]
share = 0.8
[distribution]
rule = {TEXT}
rep_weights = {{ {NAME} = 2 }}
[[step]]
name = {NAME}
done_when = {TEXT}
[[role]]
name = {NAME}
owns = {TEXT}
should = [{TEXT}]
should_not = [{TEXT}]
[[objective]]
rate = "win"
stream = """{STREAM}"""
from = 0.2
to = 0.3
by = 2027-06-01
[[alert]]
at = 0.5
to = ["owner", "lead", "manager"]
[[stream]]
name = """{STREAM}"""
quota = 100_000
average_order_value = 2_000
'''
    + "".join(
        f'''
[[stream.lead_type]]
name = """{kind}"""
share = {share}
rates = {{ mql_to_sql = 0.50, sql_to_opportunity = 0.80, win = 0.25 }}
respond_within = "4h"
respond_share = 0.9
'''
        for kind, share in zip(KINDS, (0.5, 0.3, 0.2), strict=True)
    )
)
INSTANT = 'format = "%Y-%m-%d %H:%M:%S", zone = "UTC"'


def _mapping(table: str, file: str, texts: str, instants: str) -> str:
    lines = [f'{name} = "{name}"' for name in texts.split()]
    lines += [f'{name} = {{ column = "{name}", {INSTANT} }}' for name in instants.split()]
    return "\n".join([f"[{table}]", f'files = ["{file}"]', f"[{table}.columns]", *lines, ""])


def write(folder: Path) -> Path:
    """Load the company into ``folder`` and return it."""
    leads: list[tuple[object, ...]] = []
    touches, deals = [], []
    for n in range(600):
        at = datetime(2026, 6, 1, 8) + timedelta(hours=7 * n)
        kind, owner, hour = KINDS[n % 3], OWNERS[n % 2 if n % 50 else 2], timedelta(hours=1)
        gone, reason = (at + 60 * hour, REASON) if n % 4 == 3 else ("", "")
        first = f"<h1>L{n}", kind, STREAM, owner, at, at, at + 30 * hour if n % 2 else ""
        about = (STREAM, KINDS[0], n % 100, "<i>x</i>" if n % 3 else "", "x" if n % 5 else "-")
        leads.append((*first, gone, reason, gone if n % 8 == 7 else "", reason, *about))
        if n % 7:
            touches.append((f"<h1>L{n}", at + (hour if n % 2 else 90 * hour), owner))
        if n % 4 == 1:
            stage = "won" if n % 8 == 1 else "lost"
            deals.append((f"D{n}", f"<h1>L{n}", STREAM, owner, at + 60 * hour, at + 200 * hour, stage, 2000))
    leads.append((*leads[0][:4], "<h1>x", *[""] * 11))
    source = folder / "export"
    source.mkdir(parents=True)
    texts = "lead_id lead_type stream owner disposition reject_reason name company score"
    instants = "created_at qualified_at accepted_at closed_at rejected_at"
    names = "lead_id lead_type stream owner created_at qualified_at accepted_at"
    names += " closed_at disposition rejected_at reject_reason name company score n f"
    _csv(source / FILE, names, leads)
    _csv(source / "touches.csv", "lead_id touched_at rep", touches)
    _csv(source / "deals.csv", "deal_id lead_id stream owner opened_at closed_at stage amount", deals)
    written = f'[crm]\nlead_url = "https://{ELSEWHERE}/leads/{{lead_id}}"\n'
    written += _mapping("leads", "*leads*.csv", texts, instants)
    written += f"[leads.fields]\n{json.dumps(FIELDS[0])} = 'n'\n{json.dumps(FIELDS[1])} = 'f'\n"
    written += _mapping("touches", "touches.csv", "lead_id rep", "touched_at")
    written += _mapping("deals", "deals.csv", "deal_id lead_id stream owner stage amount", "opened_at closed_at")
    mapping = source / "<h1>mapping.toml"
    mapping.write_text(written, "utf-8")
    (folder / "agreement.toml").write_text(AGREEMENT, "utf-8")
    (folder / "notify.toml").write_text('manager = "env:MANAGER"\ndigest = "env:MANAGER"', "utf-8")
    load.records(source, mapping, folder, journal.read(folder).agreements, now=NOW)
    book, known = Journal.of(folder), journal.read(folder)
    second = AGREEMENT.replace("version = 1", "version = 2").replace("2026-09-01", "2027-01-01")
    second = second.replace("2026-12-01", "2027-04-01")
    agreeing.propose(book, known, second, who=KINDS[1], at=NOW - timedelta(hours=2))
    _decide(folder)
    return folder


def _decide(folder: Path) -> None:
    """Write down decisions and notes in which everything is written to be read as something else."""
    held, at = Journal.of(folder), NOW - timedelta(days=3)
    then = {"value": 0.9, "low": 0.85, "high": 0.95, "n": 200}
    for key, kind in zip(("contact.share", "delivery.leads", "<h1>key"), KINDS, strict=True):
        about = {"key": key, "stream": STREAM, "lead_type": kind, "said": f"{REASON}\n# {kind}", "then": then}
        body = {"what": FORMULA + kind, "owner": OWNERS[0], "due": "2026-11-17", "about": about}
        made = held.append("decision", kind, body, who=OWNERS[1], at=at)
        held.append("progress", kind, {"decision": made.id, "text": f"{REASON}\r\n# {kind}"}, who=STREAM, at=at)
        note = {"text": f"{FORMULA}\n\n- {kind}", "side": "sales on a lead", "lead": "<h1>L3"}
        held.append("note", kind, note, who=OWNERS[2], at=at)
    held.append("progress", STREAM, {"decision": made.id, "text": FORMULA, "state": "done"}, who=OWNERS[0], at=at)
    seen = {"stream": STREAM, "lead_type": KINDS[0], "up_to": "2026-11-12"}
    held.append("acknowledged", STREAM, seen, who=STREAM, at=at)
    held.close()


def _csv(file: Path, header: str, rows: Sequence[tuple[object, ...]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([tuple(header.split()), *rows])
