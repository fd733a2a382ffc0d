"""The reference of the agreement's keys is what the model says, and its example is sound."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sla_dash.agreement import draft, forms, parse, wrong
from sla_dash.cli import app
from sla_dash.output import reference
from tests import ROOT

EVERYTHING = (ROOT / "tests" / "everything.toml").read_text("utf-8")


def test_the_reference_is_up_to_date() -> None:
    assert (ROOT / "docs" / "agreement.md").read_text("utf-8") == "\n".join(reference.lines()) + "\n", "run make docs"


def test_every_key_has_its_row_with_a_meaning_and_an_example() -> None:
    said = list(reference.lines())
    for form in forms.forms(EVERYTHING):
        at = said.index(f"## {reference._header(form.place)}")
        rows = []
        for line in said[at + 1 :]:
            if line.startswith("## "):
                break
            rows.append(line)
        for blank in form.blanks:
            (row,) = (line for line in rows if line.startswith(f"| `{blank.key}` |"))
            _, unit, default, example, meaning = (cell.strip() for cell in row.strip("| ").split(" | "))
            assert all((unit, default, example, meaning)), row


@pytest.mark.parametrize("words", [["check"], ["show"]])
def test_the_minimal_example_is_sound(tmp_path: Path, words: list[str]) -> None:
    text = (ROOT / "docs" / "agreement-minimal.toml").read_text("utf-8")
    assert parse(text).streams[0].lead_types[0].targets == {None: 100}
    (tmp_path / "agreement.toml").write_text(text, "utf-8")
    done = CliRunner().invoke(app, ["agreement", *words, "--data", str(tmp_path)])
    assert done.exit_code == 0, done.output


def test_every_example_can_stand_where_it_is_given() -> None:
    for form in forms.forms(EVERYTHING):
        for blank in form.blanks:
            written = draft.changed(EVERYTHING, {blank.place: reference._example(blank)})
            found = [one for one in wrong(written) if one.place[: len(blank.place)] == blank.place]
            assert found == [], blank.place
