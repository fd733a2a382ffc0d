"""What the documents say is what the code does."""

import re
import tomllib

import pytest

from sla_dash import cli, glossary
from sla_dash.load import canonical
from tests import ROOT

README = (ROOT / "README.md").read_text("utf-8")
DATA = (ROOT / "data" / "README.md").read_text("utf-8")


@pytest.mark.parametrize("term", glossary.TERMS)
def test_the_glossary_repeats_the_words_of_the_screen(term: str) -> None:
    assert glossary.about(term) in DATA.splitlines()


@pytest.mark.parametrize("table", canonical.TABLES, ids=lambda table: table.name)
def test_every_column_of_the_records_is_listed_as_needed_or_not(table: canonical.Table) -> None:
    section = DATA.partition(f"### {table.name}\n")[2].partition("\n#")[0]
    listed = {name: bool(bold) for bold, name in re.findall(r"^\| (\**)`(\w+)`", section, re.MULTILINE)}
    assert listed == {column.name: column.required for column in table.columns}


@pytest.mark.parametrize("table", canonical.TABLES, ids=lambda table: table.name)
def test_every_word_that_is_known_is_listed_with_what_it_means(table: canonical.Table) -> None:
    listed = re.findall(rf"^\| {table.name}\.(\w+) \| `(\w+)` \| (.*) \|$", DATA, re.MULTILINE)
    found = [(name, meaning, words) for name, meaning, words in listed if words != "any other word"]
    assert found == [
        (column.name, meaning, ", ".join(others))
        for column in table.columns
        for meaning, others in column.words.items()
    ]


def test_the_readme_leads_with_the_two_commands_and_names_every_command() -> None:
    assert README.index("make run") < README.index("make test") < README.index("![")
    for command in [*(c.name or c.callback.__name__ for c in cli.app.registered_commands if c.callback), "agreement"]:
        assert f"`sla-dash {command}" in README, command


def test_every_file_that_the_documents_name_exists() -> None:
    for text, folder in ((README, ROOT), (DATA, ROOT / "data")):
        for name in re.findall(r"[`(]((?:data|docs|tests|mappings|\.streamlit)/[\w./-]+\.\w+)[`)]", text):
            assert (folder / name).exists(), name


def test_the_lock_pins_everything_with_hashes_and_names_no_index() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", lock)
    pinned = re.findall(r"^([\w.-]+)==\S+(?: ;[^\\]*)? \\\n    --hash=sha256:", lock, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[\w.-]+==", lock, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for wanted in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        name = re.split(r"[ ><=]", wanted)[0].replace("_", "-")
        assert name in pinned, name
