"""The worked cases of ``golden/``: numbers computed by hand or by other libraries, never by this project."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).with_name("golden")
DOCUMENT: dict[str, Any] = json.loads((FOLDER / "cases.json").read_text("utf-8"))
SECOND: dict[str, Any] = json.loads((FOLDER / "cases-2.json").read_text("utf-8"))
REPLACED = frozenset({"L55", "P39", "P42", "P43"})
"""Cases of the first set whose place one of the second has taken; P: a forecast that believes every promise alike."""


def cases(*names: str) -> pytest.MarkDecorator:
    """Parametrize a test over the cases of the given ideas; at least one must exist."""
    every = [*DOCUMENT["cases"], *SECOND["cases"]]
    found = [case for case in every if case["fn"] in names and case["id"] not in REPLACED]
    assert found, names
    return pytest.mark.parametrize("case", found, ids=[case["id"] for case in found])


def assert_agrees(actual: Any, case: dict[str, Any]) -> None:
    """Compare with what is expected: exactly when ``tol`` is 0, else relatively (absolutely below one)."""
    _agree(actual, case["expected"], case["tol"], case["id"])


def _agree(actual: Any, expected: Any, tol: float, place: str) -> None:
    if isinstance(expected, dict):
        assert actual is not None, place
        for key, value in expected.items():
            _agree(actual[key], value, tol, f"{place}.{key}")
    elif isinstance(expected, list):
        assert len(actual) == len(expected), place
        for n, (one, value) in enumerate(zip(actual, expected, strict=True)):
            _agree(one, value, tol, f"{place}[{n}]")
    elif isinstance(expected, float) or (isinstance(expected, int) and tol):
        assert actual is not None, place
        assert math.isclose(actual, expected, rel_tol=tol, abs_tol=tol if abs(expected) < 1 else 0), (
            place,
            actual,
            expected,
        )
    else:
        assert actual == expected, (place, actual, expected)
