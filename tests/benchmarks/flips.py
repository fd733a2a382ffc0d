"""Flip single comparisons, conjunctions and signs of the rules and the SQL, and see whether the tests notice.

    python -m tests.benchmarks.flips --count 60 --seed 1

A flip makes ``<`` of ``<=`` or ``>`` of ``>=`` and back, ``or`` of ``and``, ``-`` of ``+``. Each is tried alone in a
copy of the repository: against the tests of its name and of the edges, then of its folder, then against all that need
no browser. What became of each is printed with its line; the run fails where more than one in twenty lives.
"""

import argparse
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tokenize
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from tests import ROOT

PAIRS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "and": "or", "or": "and", "+": "-", "-": "+"}
PYTHON = ("sla_dash/rules", "sla_dash/statistics", "sla_dash/calendar.py")
SQL = ("sla_dash/records/sql",)
NOT_CODE = re.compile(r"--[^\n]*|\bcreate or replace\b|'(?:[^']|'')*'|\"[^\"]*\"|\$\w+|->|<>|\bbetween\b[^\n]*?\band\b")
IN_SQL = re.compile(r"(?<=\s)(<=|>=|<|>|\+|-|and|or)(?=\s)")
OPERAND = re.compile(r"[\w)\]]$")
NEEDED = ("app.py", "data", "docs", "sla_dash", "tests", ".streamlit", "pyproject.toml", "README.md", "Makefile")
WHOLE = ("tests/rules", "tests/statistics", "tests/records", "tests/board", "tests/load", "tests/pages", "tests")
LEFT_OUT = ("tests/browser", "tests/benchmarks", "tests/server", "tests/test_wheel.py")
EDGES = ("tests/records/test_instants.py", "tests/records/test_pieces.py", "tests/load/test_turns.py")
SLOW = ("tests/load/test_kill.py", "tests/load/test_olist.py")
LEAST = 0.95
MOST = 1200
"""Seconds, after which the tests are taken to run for ever."""


@dataclass(frozen=True)
class Flip:
    """One operator of one file."""

    path: str
    start: int
    end: int
    was: str

    @property
    def flipped(self) -> str:
        """What stands there instead."""
        return PAIRS[self.was]

    def in_text(self, text: str) -> str:
        """Flip it."""
        return text[: self.start] + self.flipped + text[self.end :]

    def told(self, text: str) -> str:
        """Say where it is and what it does."""
        line = text[: self.start].count("\n")
        return f"{self.path}:{line + 1}: `{self.was}` → `{self.flipped}` in `{text.splitlines()[line].strip()}`"


def in_python(path: str, text: str) -> Iterator[Flip]:
    """Find the operators of a module; a sign before a number is none."""
    begins = [0]
    for line in text.splitlines(keepends=True):
        begins.append(begins[-1] + len(line))
    before = ""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.string in PAIRS and token.type in (tokenize.OP, tokenize.NAME) and OPERAND.search(before):
            (row, start), (_, end) = token.start, token.end
            yield Flip(path, begins[row - 1] + start, begins[row - 1] + end, token.string)
        before = token.string or before


def in_sql(path: str, text: str) -> Iterator[Flip]:
    """Find the operators of a statement, outside of comments and texts."""
    code = NOT_CODE.sub(lambda found: "·" * len(found[0]), text)
    for found in IN_SQL.finditer(code):
        yield Flip(path, found.start(), found.end(), found[0])


def candidates() -> list[Flip]:
    """List every operator there is."""
    found: list[Flip] = []
    for places, suffix, finder in ((PYTHON, "py", in_python), (SQL, "sql", in_sql)):
        for place in places:
            for path in sorted((ROOT / place).rglob(f"*.{suffix}")) or [ROOT / place]:
                if path.is_file():
                    found += finder(str(path.relative_to(ROOT)), path.read_text("utf-8"))
    return found


def stages(flip: Flip, *, near: bool) -> list[list[str]]:
    """Name the tests to ask, one after another: those of its name, of its folder, and unless ``near`` all of them."""
    path = Path(flip.path)
    of_sql = path.suffix == ".sql"
    name = path.stem.partition("_")[0] if of_sql else path.stem
    own = Path("tests", *path.relative_to("sla_dash").parent.parts[:1])
    if of_sql:
        own = Path("tests/load") if name in ("load", "facts") else own / "queries"
    named = [
        str(file.relative_to(ROOT))
        for file in sorted((ROOT / "tests").rglob("test_*.py"))
        if name in file.stem.split("_")[1:] and not set(file.parts) & {"pages", "browser", "benchmarks", "screen"}
    ]
    edges = list(EDGES) if of_sql else ["tests/rules/test_edges.py"]
    found = [edges + named, [] if own == Path("tests") else [str(own)], [] if near else list(WHOLE)]
    return [tests for tests in found if tests]


def noticed(copy: Path, flip: Flip, *, near: bool) -> str | None:
    """Return the first test that fails, or what else goes wrong; None where all pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    left_out = [f"--ignore={one}" for one in (*LEFT_OUT, *(SLOW if near else ()))]
    for tests in stages(flip, near=near):
        try:
            ran = subprocess.run(
                [*command, *left_out, *tests],
                cwd=copy,
                env={**os.environ, "PYTHONPATH": str(copy)},
                capture_output=True,
                text=True,
                timeout=MOST,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "no end"
        if ran.returncode:
            failed = re.search(r"^(?:FAILED|ERROR) (\S+)", ran.stdout, re.MULTILINE)
            return failed[1] if failed else (ran.stdout + ran.stderr).strip().splitlines()[-1]
    return None


def tried(copies: Queue[Path], flip: Flip, *, near: bool) -> tuple[str, bool]:
    """Flip one operator in a copy that nobody else uses, and tell what came of it."""
    copy = copies.get()
    text = (copy / flip.path).read_text("utf-8")
    (copy / flip.path).write_text(flip.in_text(text), "utf-8")
    by = noticed(copy, flip, near=near)
    (copy / flip.path).write_text(text, "utf-8")
    copies.put(copy)
    return f"{flip.told(text)}: {by or 'NOBODY NOTICED'}", by is not None


def main() -> None:
    """Try a sample and print what came of it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=60)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=2, help="flips tried at once, each in a copy of its own")
    options.add_argument("--near", action="store_true", help="ask the tests of its name and folder alone")
    options.add_argument("--only", default="", help="only flips of files whose path contains this")
    chosen = options.parse_args()
    every = [flip for flip in candidates() if chosen.only in flip.path]
    sample = random.Random(chosen.seed).sample(every, min(chosen.count, len(every)))
    lived = 0
    with tempfile.TemporaryDirectory(prefix="flips-") as folder, ThreadPoolExecutor(chosen.jobs) as pool:
        copies: Queue[Path] = Queue()
        for number in range(chosen.jobs):
            copies.put(copied(Path(folder, str(number))))
        found = [pool.submit(tried, copies, flip, near=chosen.near) for flip in sample]
        for number, one in enumerate(as_completed(found), 1):
            told, seen = one.result()
            lived += not seen
            print(f"{number}/{len(sample)} {told}", flush=True)
    share = 1 - lived / len(sample)
    print(f"{len(sample) - lived} of {len(sample)} of {len(every)} operators noticed, {share:.0%}")
    sys.exit(share < LEAST)


def copied(to: Path) -> Path:
    """Copy what the tests need of the repository."""
    to.mkdir()
    for name in NEEDED:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, to / name)
    return to


if __name__ == "__main__":
    main()
