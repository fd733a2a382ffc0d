"""Mappings: what they may say, and how mistakes are named."""

import tomllib
from pathlib import Path

import pytest

from sla_dash.errors import MappingError
from sla_dash.load import canonical, dates, mapping
from tests import ROOT

LEADS = """
[leads]
files = ["leads.csv"]
[leads.columns]
lead_id = "id"
created_at = { column = "created", zone = "UTC" }
"""


def parsed(text: str) -> mapping.Mapping:
    return mapping.parse(tomllib.loads(text), "mapping.toml")


def refusal(text: str) -> str:
    with pytest.raises(MappingError) as refused:
        parsed(text)
    return refused.value.message


MISTAKES = [
    ("[deals]\nfiles = []\n[deals.columns]", "leads is missing"),
    (
        LEADS.replace("files", 'table = "crm.leads"\nfiles'),
        "leads: give one of files, url, source",
    ),
    (LEADS.replace('files = ["leads.csv"]', 'table = "crm leads"'), "leads.table"),
    (LEADS + "[lead]", "lead is not a key of a mapping; did you mean leads?"),
    (
        LEADS.replace("files", 'delimeter = ";"\nfiles'),
        "leads.delimeter is not a key of a mapping; did you mean delimiter?",
    ),
    (LEADS + 'owner = { colum = "x" }', "leads.columns.owner.colum is not a key of a mapping; did you mean column?"),
    (LEADS + 'leadtype = "x"', "leads has no column leadtype; did you mean lead_type?"),
    (LEADS.replace('lead_id = "id"', ""), "leads.lead_id is required and not mapped"),
    (LEADS + 'owner = { column = "a", constant = "b" }', "leads.columns.owner: give either column or constant"),
    (LEADS + "owner = {}", "leads.columns.owner: give either column or constant"),
    (LEADS + 'owner = { column = "a", strict = true }', "strict means nothing without values"),
    (LEADS + 'owner = { constant = "a", values = { b = "c" } }', "a constant has no values to translate"),
    (LEADS + 'owner = { column = "a", zone = "UTC" }', "leads.owner: only an instant has a zone"),
    (LEADS + 'owner = { column = "a", format = "%Y" }', "leads.owner: only a date has a format"),
    (LEADS.replace('"UTC"', '"Europe/Warsow"'), "Europe/Warsow is not a time zone; did you mean Europe/Warsaw?"),
    (LEADS + 'closed_at = { column = "a", format = "%d/%m/%Y" }', "values of this format carry no offset"),
    (LEADS.replace("files = [", 'encoding = "uft-8"\nfiles = ['), "uft-8 is not a known encoding; did you mean utf-8?"),
    (LEADS.replace("leads.csv", "../leads.csv"), "leads.files: ../leads.csv leaves the folder"),
    (LEADS.replace("leads.csv", "/leads.csv"), "leads.files: /leads.csv leaves the folder"),
    (LEADS.replace("files", 'delimiter = ";;"\nfiles'), "leads.delimiter"),
    (LEADS.replace("files", 'delimiter = "x"\nquote = "x"\nfiles'), "delimiter and quote must differ"),
    (LEADS.replace("files", 'decimal = ";"\nfiles'), "leads.decimal"),
    (LEADS + 'fields = "x"', "leads has no column fields: they have a table of their own, [leads.fields]"),
    (
        LEADS + 'owner = { column = "a", separator = ";" }',
        "leads.owner: only a column that lists the minimum information",
    ),
    (
        LEADS + '[leads.fields]\nneed = { colum = "a" }',
        "leads.fields.need.colum is not a key of a mapping; did you mean",
    ),
    (
        LEADS + '[leads.fields]\nneed = { column = "a", zone = "UTC" }',
        "leads.fields.need: only a date has a format or a zone",
    ),
    (
        LEADS + '[leads.fields]\nneed = { column = "a", values = { b = "" }, strict = true }',
        "so nothing is strict here",
    ),
    (
        LEADS + '[leads.fields]\nneed = { constant = "a", separator = ";" }',
        "leads.fields.need: a constant lists no names",
    ),
    (LEADS + '[leads.fields]\nneed = { column = "a", separator = "" }', "leads.fields.need.separator"),
    (LEADS + '[leads.fields]\n"" = "a"', "give it the name that the agreement requires it by"),
    (LEADS + "[leads.fields]\nneed = 3", "leads.fields.need: write"),
    (LEADS.replace("[leads.columns]", "fields = 3\n[leads.columns]"), "leads.fields: write a table"),
    (
        LEADS
        + '[touches]\nfiles = ["t"]\n[touches.columns]\nlead_id = "l"\ntouched_at = "t"\n[touches.fields]\nneed = "n"',
        "touches.fields: only leads carry the minimum information",
    ),
    (LEADS + '[crm]\nlead_link = "x"', "crm.lead_link is not a key of a mapping; did you mean lead_url?"),
    (LEADS + '[crm]\nlead_url = "crm.example/{lead_id}"', "crm: lead_url begins with https:// or http://"),
    (LEADS + "[crm]\nlead_url = 3", "crm.lead_url: write text in quotes"),
    (LEADS + '[source.calls]\nfiles = ["c"]', "source.calls: no table asks for it: give one sql or source"),
    ('robots = ["bot"]\n' + LEADS, "robots: only the sql of a table can ask for it"),
    ('handed_over = ["MQL"]\n' + LEADS, "handed_over: only the sql of a table can ask for it"),
    ('stages = { Signed = "won" }\n' + LEADS, "stages: there are no deals"),
    (
        LEADS + '[deals]\nfiles = ["d"]\n[deals.columns]\ndeal_id = "d"\nopened_at = "o"\n'
        'stage = { column = "s", values = { Won = "wn" } }',
        "deals.stage: 'wn' is none of open, won, lost; did you mean won?",
    ),
]


@pytest.mark.parametrize(("text", "words"), MISTAKES)
def test_mistakes_are_named_with_the_nearest_right_word(text: str, words: str) -> None:
    assert words in refusal(text)


def test_all_mistakes_are_named_at_once() -> None:
    message = refusal(LEADS.replace('lead_id = "id"', 'lead = "id"') + 'closed_at = { column = "a", format = "%d" }')
    assert message.count("\n- ") == 4


FORMATS = [
    ("%d/%m/%Y", None),
    ("%Y-%m-%dT%H:%M:%S.%f%z", None),
    ("%-d %B %Y %I:%M %p", None),
    ("%Y-%j", None),
    ("%d/%m", "has no year (%Y)"),
    ("%m/%Y", "has no day and month (%d, %m)"),
    ("%d/%m/%Y %I:%M", "needs %I and %p together: a twelve-hour clock without AM or PM is half a guess"),
    ("%d/%d/%Y", "names one part twice"),
    ("%d/%m/%Y %M", "has minutes without hours"),
]


@pytest.mark.parametrize(("text", "mistake"), FORMATS)
def test_a_format_names_one_instant_or_is_refused(text: str, mistake: str | None) -> None:
    assert dates.format_mistake(text) == mistake


def test_an_unknown_part_of_a_format_is_refused_with_the_known_ones() -> None:
    assert "uses %Q, which is not one of" in str(dates.format_mistake("%Q"))


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("03/04/2026", ("3 April 2026", "4 March 2026")),
        ("25/12/2026 10:00", ("25 December 2026",)),
        ("2026/03/04", ("4 March 2026", "3 April 2026")),
        ("04.04.2026", ("4 April 2026",)),
        ("soon", ()),
        ("99/99/2026", ()),
    ],
)
def test_the_readings_of_a_date(text: str, readings: tuple[str, ...]) -> None:
    assert dates.readings(text) == readings


def test_a_mapping_that_is_not_toml_or_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="cannot be read"):
        mapping.read(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_text("[leads\n")
    with pytest.raises(MappingError, match="not valid TOML"):
        mapping.read(tmp_path / "bad.toml")


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "mappings").glob("*.toml")), ids=lambda path: path.name)
def test_the_mappings_that_come_with_the_project_are_sound(path: Path) -> None:
    assert mapping.read(path).leads.files


def test_the_example_shows_every_key_and_every_column() -> None:
    text = (ROOT / "data" / "mappings" / "example.toml").read_text("utf-8")
    example = mapping.parse(tomllib.loads(text), "example.toml")
    for table, mapped in example.tables():
        assert mapped is not None
        assert mapped.given == {column.name for column in table.columns}
    assert example.crm.lead_url
    shapes = (mapping.Mapping, mapping.Source, mapping.Table, mapping.Column)
    for key in (key for shape in shapes for key in shape.model_fields):
        assert key in text, key


def test_every_optional_column_says_what_is_lost_without_it() -> None:
    for table in canonical.TABLES:
        for column in table.columns:
            assert bool(column.without) != column.required, column.name


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ('["leads.csv"]', '[""]', "'' names no file: write a name or a pattern like"),
        ('["leads.csv"]', '["**leads"]', "'**leads' names no file"),
        ('["leads.csv"]', '["a\\u0000"]', "names no file"),
        ('["leads.csv"]', '"leads.csv"', 'write a list in brackets, like ["leads.csv"]'),
        ('["leads.csv"]', "[3]", "write text in quotes"),
        ('["leads.csv"]', '["leads.csv"]\nencoding = "undefined"', "undefined is not a known encoding"),
        ('["leads.csv"]', '["leads.csv"]\nencoding = "a\\u0000"', "is not a known encoding"),
        ('["leads.csv"]', f'["leads.csv"]\nencoding = {"9" * 5_000}', "is not valid TOML"),
    ],
)
def test_what_cannot_stand_in_a_mapping_is_said(written: str, instead: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text(LEADS.replace(written, instead), "utf-8")
    with pytest.raises(MappingError) as refused:
        mapping.read(tmp_path / "mapping.toml")
    assert said in refused.value.message
