"""The house in order: nothing too long to read at once, and tests where their subject is."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests import ROOT

PACKAGE, TESTS = ROOT / "sla_dash", ROOT / "tests"
FILES = [file for folder in (PACKAGE, TESTS) for file in sorted(folder.rglob("*.py"))]
MODULE, FUNCTION = 300, 50
"""Lines at most."""
REASON = "  # long: "
"""What a longer function writes on its ``def`` line, and then why."""
APART = {"benchmarks", "browser", "golden"}
"""Folders of tests that are about no one folder of the package."""


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """Yield the functions of a file with their lines, but for those that give a reason."""
    text = file.read_text("utf-8")
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            reason = lines[node.lineno - 1].partition(REASON)[2]
            if not reason:
                yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def imports(file: Path) -> Iterator[str]:
    """Yield what a file imports, as dotted names."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{one.name}" for one in node.names)


def test_no_module_is_too_long_to_read_at_once() -> None:
    assert len(FILES) > 200
    lengths = {str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines()) for file in FILES}
    assert {file: lines for file, lines in lengths.items() if lines > MODULE} == {}


def test_no_function_is_too_long_to_read_at_once_without_a_reason() -> None:
    found = [(str(file.relative_to(ROOT)), name, lines) for file in FILES for name, lines in functions(file)]
    assert len(found) > 1000
    assert [one for one in found if one[2] > FUNCTION] == []


def test_every_folder_of_tests_is_that_of_its_subject() -> None:
    folders = {file.parent.relative_to(TESTS) for file in TESTS.rglob("test_*.py")}
    assert len(folders) > 10
    about = {folder for folder in folders if not APART & set(folder.parts)}
    assert [folder for folder in sorted(about) if not (PACKAGE / folder).is_dir()] == []


def test_no_test_imports_what_another_test_file_holds() -> None:
    found = [(file.name, name) for file in FILES for name in imports(file)]
    assert len(found) > 1000
    assert [one for one in found if any(part.startswith("test_") for part in one[1].split("."))] == []
