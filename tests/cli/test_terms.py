"""The life of an agreement on the command line."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sla_dash import agreement, clock, journal
from sla_dash.cli import app
from tests import ROOT, drawn, morning

SIDES = 'signed_by = ["marketing", "sales"]\n'


@pytest.fixture(autouse=True)
def present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.ENVIRONMENT, morning.ENVIRONMENT)


def run(data: Path, *command: str) -> str:
    done = CliRunner().invoke(app, ["agreement", *command, "--data", str(data)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_a_version_is_proposed_signed_and_verified(tmp_path: Path) -> None:
    file = tmp_path / "draft-1.toml"
    file.write_text(SIDES + drawn.AGREEMENT, "utf-8")
    said = run(tmp_path, "propose", str(file), "--name", "ann")
    assert f"the hash of its text is {agreement.digest(SIDES + drawn.AGREEMENT)}" in said
    assert "Still to sign it: marketing, sales" in said
    assert "Still to sign it: sales" in run(tmp_path, "sign", "--name", "ann", "--role", "marketing")
    assert "Everybody has signed it" in run(tmp_path, "sign", "1", "--name", "bob")
    said = run(tmp_path, "verify")
    assert "3 entries, every one as it was written." in said
    assert "Version 1, in force" in said
    assert "signed as sales by bob (name typed, no login)" in said
    assert run(tmp_path, "print", "1") == (SIDES + drawn.AGREEMENT).strip() + "\n"


def test_a_version_is_withdrawn_with_its_reason(tmp_path: Path) -> None:
    file = tmp_path / "draft-1.toml"
    file.write_text(SIDES + drawn.AGREEMENT, "utf-8")
    run(tmp_path, "propose", str(file), "--name", "ann")
    assert "Version 1 is withdrawn." in run(tmp_path, "withdraw", "--name", "ann", "--why", "too many leads")
    assert journal.Journal.of(tmp_path).entries()[-1].body["why"] == "too many leads"
    assert "withdrawn by ann" in run(tmp_path, "verify")


def test_signatures_in_a_file_are_taken_over_and_out_of_it(tmp_path: Path) -> None:
    file = tmp_path / "agreement.toml"
    text = SIDES + drawn.AGREEMENT
    signatures = "".join(
        f'\n[[signature]]\nname = "{who}"\nrole = "{role}"\nsigned_at = 2026-08-28T10:00:00+02:00\n'
        f'hash = "{agreement.digest(text)}"\n'
        for who, role in (("ann", "marketing"), ("bob", "sales"))
    )
    file.write_text(text + signatures, "utf-8")
    done = CliRunner().invoke(app, ["agreement", "check", "--data", str(tmp_path)])
    assert "holds [[signature]]" in str(done.exception)
    assert "It is signed by marketing, sales." in run(tmp_path, "propose", str(file), "--name", "ann")
    assert "signature" not in file.read_text("utf-8")
    (terms,) = journal.read(tmp_path).agreements.versions
    assert (terms.signed, terms.held_from) == (True, None)
    assert "dated 28 August 2026 in the file" in run(tmp_path, "verify")


def test_two_files_with_signatures_are_taken_over_one_after_the_other_by_their_names_alone(tmp_path: Path) -> None:
    second = drawn.AGREEMENT.replace("version = 1", "version = 2").replace("2026-09-01", "2026-11-01")
    for name, text in (("agreement-1.toml", SIDES + drawn.AGREEMENT), ("agreement.toml", SIDES + second)):
        signature = (
            '\n[[signature]]\nname = "ann"\nrole = "sales"\nsigned_at = 2026-08-28T10:00:00Z\n'
            f'hash = "{agreement.digest(text)}"\n'
        )
        (tmp_path / name).write_text(text + signature, "utf-8")
    for name in ("agreement-1.toml", "agreement.toml"):
        assert "Still to sign it: marketing" in run(tmp_path, "propose", name, "--name", "ann")
    assert [one.number for one in journal.read(tmp_path).versions] == [1, 2]


def test_a_signature_for_another_text_is_not_taken_over(tmp_path: Path) -> None:
    file = tmp_path / "agreement.toml"
    signature = '\n[[signature]]\nname = "A"\nrole = "A"\nsigned_at = 2026-09-01T10:00:00Z\nhash = "old"\n'
    file.write_text(drawn.AGREEMENT + signature, "utf-8")
    done = CliRunner().invoke(app, ["agreement", "propose", str(file), "--name", "a", "--data", str(tmp_path)])
    assert "A signed another text, of the hash old" in str(done.exception)
    assert journal.Journal.of(tmp_path).entries() == ()


def test_a_difference_is_said_in_words_and_numbers(tmp_path: Path) -> None:
    one, two = ROOT / "data" / "agreement-1.toml", ROOT / "data" / "agreement.toml"
    said = run(tmp_path, "diff", str(one), str(two))
    for line in (
        "SMB: quota: 180,000 → 200,000 (+11 %)",
        "SMB · website form: MQL to SQL: 36 % → 34 %",
        "SMB · demo request: respond within: 1 h → 30 min",
        "valid from: 1 July 2025 → 1 October 2026",
    ):
        assert line in said
    assert re.search(r"→ SMB · website form: 667 → 783 leads a month \(\+17 %\)", said)
    assert "say the same" in run(tmp_path, "diff", str(one), str(one))


def test_the_records_are_prepared_again_when_the_last_side_signs(tmp_path: Path) -> None:
    data = morning.write(tmp_path)
    file = tmp_path / "draft-2.toml"
    changed = drawn.AGREEMENT.replace("version = 1", "version = 2").replace("2026-09-01", "2026-11-01")
    file.write_text(SIDES + changed.replace('"4h"', '"24h"'), "utf-8")
    run(data, "propose", str(file), "--name", "ann")
    before = sorted(data.glob("records-*"))
    assert "prepared" not in run(data, "sign", "--role", "sales", "--name", "ann")
    assert sorted(data.glob("records-*")) == before
    assert "The records are prepared under these terms" in run(data, "sign", "--name", "bob")
    assert len(sorted(data.glob("records-*"))) == len(before) + 1
