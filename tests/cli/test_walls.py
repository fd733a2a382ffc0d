"""``sla-dash wall``: what a person types, and what comes of it."""

from pathlib import Path

from typer.testing import CliRunner

from sla_dash import access
from sla_dash.cli import app
from sla_dash.errors import TypedError

run = CliRunner().invoke


def test_a_link_is_made_named_and_revoked(tmp_path: Path) -> None:
    made = run(app, ["wall", "link", "floor 2", "--data", str(tmp_path), "--address", "https://board.example.com/"])
    assert made.exit_code == 0
    address, _, token = made.output.strip().partition("/?wall=")
    assert address == "https://board.example.com"
    found = access.links.find(access.read(tmp_path), token)
    assert found is not None
    assert run(app, ["wall", "list", "--data", str(tmp_path)]).output.startswith("floor 2, since 20")
    again = run(app, ["wall", "link", "floor 2", "--data", str(tmp_path)])
    assert isinstance(again.exception, TypedError)
    gone = run(app, ["wall", "revoke", "floor 2", "--data", str(tmp_path)])
    assert gone.output == "The link of floor 2 does not open the board any more.\n"
    assert run(app, ["wall", "list", "--data", str(tmp_path)]).output == "There are none.\n"


def test_check_names_a_role_for_which_nobody_can_sign(own_morning: Path) -> None:
    (own_morning / "access.toml").write_text('[[person]]\nemail = "a@b.c"\nsigns = ["Head of Sails"]\n', "utf-8")
    found = run(app, ["check", "--data", str(own_morning)])
    assert str(found.exception).startswith("access.toml: 'Head of Sails' is no role that signs the agreement.")
