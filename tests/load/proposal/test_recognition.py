"""Which preset a folder fits, and which of its files are the sources of a mapping."""

import tomllib
from pathlib import Path

import pytest

from sla_dash.errors import MappingError
from sla_dash.load import mapping
from sla_dash.load.proposal import fit, looked, recognised

LEADS = """
[leads]
source = "people"
[leads.columns]
lead_id = "id"
created_at = { column = "created", zone = "UTC" }
"""
SMALL = f"""{LEADS}
[source.people.columns]
id = "Record ID"
created = ["Create Date", "Created"]
[source.calls]
optional = true
[source.calls.columns]
lead = "Contact IDs"
at = "Activity date"
"""
LARGE = f"""{SMALL}
[source.people.optional_columns]
owner = "Contact owner"
"""
NEEDY = SMALL.replace("optional = true", "")


def preset(text: str) -> mapping.Mapping:
    return mapping.parse(tomllib.loads(text), "preset.toml")


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


CONTACTS = "Record ID,Create Date,Contact owner\n1,2026-11-02,Ann\n"
CALLS = "Contact IDs,Activity date\n1,2026-11-02 10:00\n"


def test_a_preset_is_recognised_by_its_headers_and_says_why(tmp_path: Path) -> None:
    seen = looked(write(tmp_path, contacts=CONTACTS, other="a,b\n1,2\n"))
    found = recognised(seen, {"small": preset(SMALL)})
    assert found
    assert (found.preset, found.question) == ("small", None)
    assert found.lines() == [
        "people: contacts.csv has Record ID, Create Date.",
        "Not there, and not needed to start: calls.",
        "Left out: other.csv.",
    ]


def test_headers_are_compared_without_case_and_the_space_around_them(tmp_path: Path) -> None:
    seen = looked(write(tmp_path, contacts="\ufeffRECORD id , created\n1,2026-11-02\n"))
    found = recognised(seen, {"small": preset(SMALL)})
    assert found
    assert [one.name for one in found.fits[0].files] == ["contacts.csv"]


def test_the_preset_that_knows_the_most_columns_wins(tmp_path: Path) -> None:
    seen = looked(write(tmp_path, contacts=CONTACTS))
    found = recognised(seen, {"small": preset(SMALL), "large": preset(LARGE)})
    assert found
    assert found.preset == "large"


def test_two_presets_that_fit_equally_well_are_a_question(tmp_path: Path) -> None:
    seen = looked(write(tmp_path, contacts=CONTACTS))
    presets = {"small": preset(SMALL), "twin": preset(SMALL)}
    found = recognised(seen, presets)
    assert found
    assert (found.preset, found.fits) == (None, ())
    assert found.question
    assert found.question.text == "The files fit small and twin equally well. Which of them wrote these files?"
    assert found.question.choices == ("small", "twin")
    assert found.question.default is None
    answered = recognised(seen, presets, {"preset": "twin"})
    assert answered
    assert answered.preset == "twin"


def test_a_preset_whose_source_is_missing_does_not_fit(tmp_path: Path) -> None:
    seen = looked(write(tmp_path, contacts=CONTACTS))
    assert recognised(seen, {"needy": preset(NEEDY)}) is None
    assert recognised((), {"small": preset(SMALL)}) is None


def test_sources_are_given_their_files_and_how_those_are_written(tmp_path: Path) -> None:
    text = "Contacts of November\nRecord ID;Create Date;Contact owner\n1;2026-11-02;Ann\n"
    write(tmp_path, contacts=text, older=text, calls=CALLS)
    found = fit(tmp_path, preset(SMALL)).source
    assert found["people"].files == ["contacts.csv", "older.csv"]
    assert (found["people"].delimiter, found["people"].header) == (";", "Record ID")
    assert found["calls"].files == ["calls.csv"]


def test_names_of_files_with_signs_of_patterns_are_found_again(tmp_path: Path) -> None:
    (tmp_path / "contacts [1].csv").write_text(CONTACTS)
    patterns = fit(tmp_path, preset(SMALL)).source["people"].files or []
    assert [path.name for pattern in patterns for path in tmp_path.glob(pattern)] == ["contacts [1].csv"]


def test_what_a_source_says_itself_stays(tmp_path: Path) -> None:
    write(tmp_path, contacts=CONTACTS)
    named = preset(
        f'{SMALL}\n[source.more]\nfiles = ["more.csv"]\n'.replace(
            "[source.people.columns]", '[source.people]\nquote = ""\n[source.people.columns]'
        )
    )
    found = fit(tmp_path, named).source
    assert (found["people"].quote, found["more"].files) == ("", ["more.csv"])


def test_a_missing_file_is_said_with_the_columns_that_it_would_have(tmp_path: Path) -> None:
    write(tmp_path, calls=CALLS)
    with pytest.raises(MappingError) as refused:
        fit(tmp_path, preset(SMALL))
    assert refused.value.message == (
        f"{tmp_path} lacks files that the mapping needs:\n"
        "- people: no file has the columns Record ID, Create Date or Created"
    )


def test_files_of_one_source_that_are_written_in_different_ways_are_refused(tmp_path: Path) -> None:
    write(tmp_path, contacts=CONTACTS, older=CONTACTS.replace(",", ";"))
    with pytest.raises(MappingError) as refused:
        fit(tmp_path, preset(SMALL))
    assert refused.value.message == (
        "The files of the source people are written in different ways: contacts.csv has a comma between its values; "
        "older.csv has a semicolon between its values."
    )


def test_a_mapping_whose_sources_name_their_files_needs_no_look(tmp_path: Path) -> None:
    named = preset(LEADS.replace('source = "people"', 'files = ["leads.csv"]'))
    assert fit(tmp_path / "nowhere", named) is named
