"""Flip single comparisons, conjunctions and signs of the rules and the SQL, and see whether the tests notice.

    python -m tests.benchmarks.flips --count 60 --seed 1

A flip makes ``<`` of ``<=`` or ``>`` of ``>=`` and back, ``or`` of ``and``, ``-`` of ``+``. Each is tried alone in a
copy of the repository: first against the tests of its own folder, then against all that need no browser. Those that
nobody notices are printed with their lines; the run fails where more than one in twenty lives.
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
from dataclasses import dataclass
from pathlib import Path

from tests import ROOT

PAIRS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "and": "or", "or": "and", "+": "-", "-": "+"}
PYTHON = ("sla_dash/rules", "sla_dash/statistics", "sla_dash/calendar.py")
SQL = ("sla_dash/records/sql",)
NOT_CODE = re.compile(r"--[^\n]*|'(?:[^']|'')*'|\"[^\"]*\"|\$\w+|->|<>|\bbetween\b[^\n]*?\band\b")
IN_SQL = re.compile(r"(?<=\s)(<=|>=|<|>|\+|-|and|or)(?=\s)")
OPERAND = re.compile(r"[\w)\]]$")
NEEDED = ("app.py", "data", "docs", "sla_dash", "tests", ".streamlit", "pyproject.toml", "README.md", "Makefile")
WHOLE = ("tests/rules", "tests/statistics", "tests/records", "tests/board", "tests/load", "tests/pages", "tests")
LEFT_OUT = ("tests/browser", "tests/benchmarks", "tests/server", "tests/test_wheel.py")
LEAST = 0.95
MOST = 1800
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


def noticed(copy: Path, flip: Flip) -> str | None:
    """Return the first test that fails, or what else goes wrong; None where all pass."""
    own = copy / "tests" / Path(flip.path).relative_to("sla_dash").parent
    for tests in ([str(own)] if own != copy / "tests" and own.is_dir() else [], list(WHOLE)):
        left_out = [f"--ignore={one}" for one in LEFT_OUT]
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-x",
            "-q",
            "-n",
            "2",
            "--dist",
            "worksteal",
            "-p",
            "no:cacheprovider",
        ]
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
        if tests and ran.returncode:
            failed = re.search(r"^(?:FAILED|ERROR) (\S+)", ran.stdout, re.MULTILINE)
            return failed[1] if failed else ran.stdout.strip().splitlines()[-1]
    return None


def main() -> None:
    """Try a sample and print what came of it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=60)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    every = candidates()
    sample = random.Random(chosen.seed).sample(every, min(chosen.count, len(every)))
    lived = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in NEEDED:
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, copy / name)
        for number, flip in enumerate(sample, 1):
            text = (copy / flip.path).read_text("utf-8")
            (copy / flip.path).write_text(flip.in_text(text), "utf-8")
            by = noticed(copy, flip)
            (copy / flip.path).write_text(text, "utf-8")
            if by is None:
                lived.append(flip)
            print(f"{number}/{len(sample)} {flip.told(text)}: {by or 'NOBODY NOTICED'}", flush=True)
    share = 1 - len(lived) / len(sample)
    print(f"{len(sample) - len(lived)} of {len(sample)} of {len(every)} operators noticed, {share:.0%}")
    sys.exit(share < LEAST)


if __name__ == "__main__":
    main()
