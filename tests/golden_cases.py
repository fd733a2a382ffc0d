"""The worked cases of ``golden/cases.json``: numbers computed by hand or by other libraries, never by this project."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

DOCUMENT: dict[str, Any] = json.loads((Path(__file__).parent / "golden" / "cases.json").read_text("utf-8"))


def cases(*names: str) -> pytest.MarkDecorator:
    """Parametrize a test over the cases of the given ideas; at least one must exist."""
    found = [case for case in DOCUMENT["cases"] if case["fn"] in names]
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
