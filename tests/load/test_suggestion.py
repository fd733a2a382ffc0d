"""A folder without a mapping: the one that is recognised or proposed for it, and what only people know in its text."""

import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from sla_dash import journal
from sla_dash.errors import MappingError
from sla_dash.load import mapping, proposal, suggestion
from sla_dash.load.mapping import presets
from sla_dash.load.mapping.answers import Known
from sla_dash.load.proposal import Question
from sla_dash.load.suggestion import Suggestion
from sla_dash.output import trial
from tests import exported
from tests.loading import loaded

HUBSPOT = exported.EXPORTS / "hubspot"
AGREED = Known("Europe/Warsaw", "the agreement's", ("S",), ("web",))
HOSTILE = (
    'say "hi"',
    "it's",
    "back\\slash",
    "# no",
    "a.b = [1]",
    "tab\tand\nline",
    "\u202egnilaets",
    "[[x]]",
    "{ a = 1 }",
)
LEADS = "id,created,kind\n" + "".join(f"{n},2026-11-0{n}T09:00:00Z,web\n" for n in range(1, 6))


def suggested(folder: Path, known: Known = AGREED, words: tuple[Question, ...] = (), /, **answers: str) -> Suggestion:
    return suggestion.suggested(folder, proposal.looked(folder), known, answers, words)


def written(found: Suggestion) -> dict[str, object]:
    return tomllib.loads(found.text)


@pytest.mark.parametrize("name", ["hubspot", "salesforce-report"])
def test_what_is_recognised_is_a_mapping_that_loads_the_folder(name: str, tmp_path: Path) -> None:
    folder = exported.EXPORTS / name
    found = suggested(folder)
    assert found.preset == exported.preset(name)
    held, as_of = journal.read(folder).agreements, datetime.fromisoformat((folder / "as_of").read_text().strip())
    report = trial.tried(folder, found.text, tmp_path, held, as_of).report
    assert sum(one.rows_kept for one in report.files if one.table == "leads") + len(report.asked) > 0
    assert report.granted == ()
    assert [path.name for path in tmp_path.iterdir()] == ["trying.lock"]


def test_the_reasons_and_what_was_taken_for_granted_stand_in_the_mapping() -> None:
    found = suggested(HUBSPOT)
    assert found.text.splitlines()[0] == (
        "# contacts: hubspot-crm-exports-all-contacts-2026-11-19.csv has Record ID, Contact owner, Create Date, Became "
        "a Marketing Qualified Lead Date."
    )
    assert written(found) == {
        "preset": "hubspot",
        "zone": "Europe/Warsaw",
        "streams": "S",
        "handed_over": ["Marketing Qualified Lead"],
    }
    assert [one.granted for one in found.questions] == [
        "times without an offset are in Europe/Warsaw (the agreement's)",
        "every lead and deal is of the stream S",
        "a lead is handed over when its status becomes Marketing Qualified Lead",
        "every user is a person",
    ]


@pytest.mark.parametrize(
    ("known", "choices", "default", "granted"),
    [
        (AGREED, ("S", suggestion.AS_THE_CRM_SAYS), "S", "every lead and deal is of the stream S"),
        (
            Known("UTC", streams=("S", "T")),
            ("S", "T", suggestion.AS_THE_CRM_SAYS),
            suggestion.AS_THE_CRM_SAYS,
            "streams are called as the CRM calls them",
        ),
        (Known(), (), "Sales", "every lead and deal is of the stream Sales"),
    ],
)
def test_the_stream_is_asked_among_those_of_the_agreement(
    known: Known, choices: tuple[str, ...], default: str, granted: str
) -> None:
    (asked,) = [one for one in suggested(HUBSPOT, known).questions if one.key == suggestion.STREAM]
    assert (asked.choices, asked.default, asked.granted) == (choices, default, granted)
    assert asked.text.endswith("Of several, write: as the CRM calls them.") is (not choices)


def test_streams_that_the_crm_names_are_not_those_of_the_only_one_after_all(tmp_path: Path) -> None:
    found = suggested(HUBSPOT, streams=suggestion.AS_THE_CRM_SAYS)
    assert written(found)["streams"] == {}
    held = journal.read(HUBSPOT).agreements
    as_of = datetime.fromisoformat((HUBSPOT / "as_of").read_text().strip())
    assert trial.tried(HUBSPOT, found.text, tmp_path, held, as_of).report.granted == ()


def test_answers_stand_in_the_text_as_they_were_given() -> None:
    listed = ", ".join(one for one in HOSTILE if "," not in one)
    found = written(
        suggested(HUBSPOT, zone="Asia/Tokyo", streams=HOSTILE[0], robots=f"{listed}, ,", handed_over="A,  B")
    )
    assert found["zone"] == "Asia/Tokyo"
    assert found["streams"] == HOSTILE[0]
    assert found["robots"] == list(HOSTILE)
    assert found["handed_over"] == ["A", "B"]


def test_hostile_words_stand_in_the_text_as_they_are(tmp_path: Path) -> None:
    types = suggestion.about_lead_types(dict.fromkeys(HOSTILE, 3), ("web",))
    stages = suggestion.about_stages(dict.fromkeys(HOSTILE, 3))
    answers = {one.key: "web" for one in types} | {one.key: "won" for one in stages}
    found = suggested(HUBSPOT, AGREED, (*types, *stages), **answers)
    assert written(found)["lead_types"] == dict.fromkeys(HOSTILE, "web")
    assert written(found)["stages"] == dict.fromkeys(HOSTILE, "won")
    mapping.parse(written(found), "mapping.toml")
    (tmp_path / "leads.csv").write_text(LEADS)
    proposed = suggested(tmp_path, AGREED, (*types, *stages), **answers)
    assert written(proposed)["lead_types"] == dict.fromkeys(HOSTILE, "web")


def test_a_word_that_keeps_its_name_is_not_written() -> None:
    types = suggestion.about_lead_types({"Fair": 3, "Web": 2}, ("web",))
    found = written(suggested(HUBSPOT, AGREED, types, **{"lead_types.Web": "web", "lead_types.Fair": "Fair"}))
    assert found["lead_types"] == {"Web": "web"}
    assert "lead_types" not in written(suggested(HUBSPOT, AGREED, types))


def test_a_zone_that_there_is_not_is_refused() -> None:
    with pytest.raises(MappingError, match="zone: Europe/Warsow is not a time zone; did you mean Europe/Warsaw"):
        suggested(HUBSPOT, zone="Europe/Warsow")


def test_a_folder_of_no_known_crm_is_proposed_a_mapping_that_loads_it(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "leads.csv").write_text(LEADS)
    found = suggested(tmp_path / "mine", Known())
    assert found.preset is None
    assert found.why[0] == (
        "leads: leads.csv; its name says leads, and id tells its rows apart, which have a date of creation."
    )
    assert loaded(tmp_path, found.text, leads=LEADS).rows("select count(*) from leads") == [(5,)]


def test_two_that_fit_are_a_question_before_there_is_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("twin-a", "twin-b"):
        (tmp_path / f"{name}.toml").write_bytes(
            (Path(suggestion.__file__).parent / "presets" / "hubspot.toml").read_bytes()
        )
    monkeypatch.setattr(presets, "_FOLDER", tmp_path)
    found = suggested(HUBSPOT)
    (question,) = found.questions
    assert (found.text, found.preset, question.choices) == ("", None, ("twin-a", "twin-b"))
    assert question.text == "The files fit twin-a and twin-b equally well. Which of them wrote these files?"
    chosen = suggested(HUBSPOT, preset="twin-b")
    assert chosen.preset == "twin-b"
    assert chosen.questions[0] == question


def test_a_preset_that_is_named_is_taken_or_refused_with_what_it_misses() -> None:
    seen = proposal.looked(HUBSPOT)
    assert suggestion.suggested(HUBSPOT, seen, AGREED, {}, preset="hubspot").preset == "hubspot"
    with pytest.raises(MappingError, match="lacks files that the mapping needs:\n- inbox: no file has the columns"):
        suggestion.suggested(HUBSPOT, seen, AGREED, {}, preset="pipedrive")
    with pytest.raises(MappingError, match="There is no preset hubspt; did you mean hubspot"):
        suggestion.suggested(HUBSPOT, seen, AGREED, {}, preset="hubspt")


def test_a_folder_in_which_nothing_looks_like_leads_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingError) as caught:
        suggested(tmp_path)
    assert caught.value.message == "No file of the folder looks like leads."


def test_types_that_the_agreement_does_not_name_are_asked_the_commonest_first() -> None:
    found = {f"type {n:02}": n for n in range(1, 21)} | {"web": 90}
    asked = suggestion.about_lead_types(found, ("web", "fair"))
    assert [one.key for one in asked] == [f"lead_types.type {n:02}" for n in range(20, 8, -1)]
    assert asked[0] == Question(
        "lead_types.type 20",
        "What does the agreement call the lead type type 20 (20 leads)?",
        choices=("type 20", "web", "fair"),
        default="type 20",
        granted="the lead type type 20 keeps its name, and the agreement promises nothing of it",
    )
    assert suggestion.about_lead_types({"one": 1}, ("web",))[0].text.endswith("the lead type one (1 lead)?")
    assert suggestion.about_lead_types(found, ()) == ()


def test_stages_that_nobody_knows_are_asked() -> None:
    assert suggestion.about_stages({"Signed": 2, "Verbal": 1}) == (
        Question(
            "stages.Signed",
            "Is a deal at the stage Signed (2 deals) open, won or lost?",
            choices=("open", "won", "lost"),
            default="open",
            granted="a deal at the stage Signed is open",
        ),
        Question(
            "stages.Verbal",
            "Is a deal at the stage Verbal (1 deal) open, won or lost?",
            choices=("open", "won", "lost"),
            default="open",
            granted="a deal at the stage Verbal is open",
        ),
    )


DEALS = "deal,lead,opened,stage\n"
MAPPED = """
zone = "UTC"
[leads]
files = ["leads.csv"]
[leads.columns]
lead_id = "id"
created_at = "created"
lead_type = "kind"
[deals]
files = ["deals.csv"]
[deals.columns]
deal_id = "deal"
lead_id = "lead"
opened_at = "opened"
stage = "stage"
"""


def asked(folder: Path, mapped: str, deals: str) -> dict[str, str]:
    """Load leads and deals by suggested of trial, and return what is asked about words."""
    (folder / "files").mkdir()
    (folder / "files" / "leads.csv").write_text(LEADS.replace("5,2026-11-05T09:00:00Z,web", "5,2026-11-05,Fair"))
    (folder / "files" / "deals.csv").write_text(DEALS + deals)
    held = journal.read(HUBSPOT).agreements
    as_of = datetime.fromisoformat((HUBSPOT / "as_of").read_text().strip())
    return {one.key: one.text for one in trial.tried(folder / "files", mapped, folder / "data", held, as_of).words}


def test_words_of_the_records_are_asked_and_the_answers_settle_them(tmp_path: Path) -> None:
    stages = "D1,1,2026-11-03,Signed off\nD2,2,2026-11-03,Signed off\nD3,3,2026-11-03,lost\n"
    assert asked(tmp_path, MAPPED, stages) == {
        "lead_types.Fair": "What does the agreement call the lead type Fair (1 lead)?",
        "stages.Signed off": "Is a deal at the stage Signed off (2 deals) open, won or lost?",
    }
    (tmp_path / "again").mkdir()
    settled = f'lead_types = {{ Fair = "web" }}\nstages = {{ "Signed off" = "won" }}\n{MAPPED}'
    assert asked(tmp_path / "again", settled, stages) == {}


def test_nobody_is_asked_what_several_words_at_once_mean(tmp_path: Path) -> None:
    stages = "".join(f"D{n},1,2026-11-03,Step {n:02}\n" for n in range(20))
    found = [key for key in asked(tmp_path, MAPPED, stages) if key.startswith(suggestion.STAGE)]
    assert found == [f"stages.Step {n:02}" for n in range(10)]


def test_types_are_not_asked_where_no_column_holds_them(tmp_path: Path) -> None:
    without = MAPPED.replace('lead_type = "kind"\n', "")
    assert asked(tmp_path, without, "") == {}
    (tmp_path / "constant").mkdir()
    constant = MAPPED.replace('lead_type = "kind"\n', 'lead_type = { constant = "Fair" }\n')
    assert asked(tmp_path / "constant", constant, "") == {}
