"""A mapping for a folder that no preset knows: what it proposes, asks and takes for granted, and that it loads."""

import tomllib
from pathlib import Path

import pytest

from sla_dash.errors import MappingError
from sla_dash.load import mapping
from sla_dash.load.mapping.answers import Known
from sla_dash.load.proposal import Proposal, looked, proposed
from tests.loading import Loaded, loaded

ENGLISH = {
    "leads.csv": "Lead number,Created,Owner,E-mail,Source,Qualified at\n"
    + "".join(f"L{n},2026-11-{n:02} 09:00,Ann,l{n}@x.example,Web,2026-11-{n:02} 10:00\n" for n in range(2, 12)),
    "calls.csv": "Lead number,Call date,User,Call outcome\n"
    + "".join(f"L{n},2026-11-{n:02} 11:00,Ann,No answer\n" for n in range(2, 12)),
    "deals.csv": "Deal ID,Lead number,Created,Close date,Stage,Amount,Currency\n"
    "D1,L2,2026-11-03,2026-11-05,Closed won,900,EUR\n",
    "users.csv": "User,Name,Team,Time zone\nAnn,Ann Adams,North,Europe/Warsaw\n",
}
GERMAN = {
    "Kontakte.csv": "Nr;Erstellt am;Zuständig;E-Mail;Quelle;Übergeben am\n"
    + "".join(f"{n};{n:02}.11.2026 09:00;Jörg;l{n}@x.example;Messe;{n:02}.11.2026 10:00\n" for n in range(2, 15)),
    "Anrufe.csv": "Kontakt ID;Datum;Benutzer;Ergebnis\n"
    + "".join(f"{n};{n:02}.11.2026 11:00;Jörg;erreicht\n" for n in range(2, 15)),
    "Aufträge.csv": "Auftragsnummer;Kontakt ID;Angelegt;Abschlussdatum;Phase;Betrag;Währung\n"
    "A1;2;03.11.2026;14.11.2026;Gewonnen;1.234,50;EUR\nA2;3;03.11.2026;;In Prüfung;900,00;EUR\n",
}
POLISH = {
    "leady.csv": "Identyfikator,Data utworzenia,Opiekun,Źródło,Data kwalifikacji\n"
    + "".join(f"{n},2026-11-{n:02} 09:00,Żaneta,Targi,2026-11-{n:02} 10:00\n" for n in range(2, 12)),
    "rozmowy.csv": "Id leada,Data rozmowy,Handlowiec,Wynik\n"
    + "".join(f"{n},2026-11-{n:02} 11:00,Żaneta,odebrano\n" for n in range(2, 12)),
    "transakcje.csv": "Id transakcji,Id leada,Data utworzenia,Data zamknięcia,Etap,Kwota,Waluta\n"
    "T1,2,2026-11-03,2026-11-05,Wygrana,900,PLN\n",
}
FRENCH = {
    "contacts.csv": "Identifiant,Créé le,Propriétaire,Courriel,Origine,Qualifié le\n"
    + "".join(f"{n},{n:02}/11/2026 09:00,Zoé,l{n}@x.example,Salon,{n:02}/11/2026 10:00\n" for n in range(2, 15)),
    "appels.csv": "Id contact,Date de l'appel,Commercial,Résultat\n"
    + "".join(f"{n},{n:02}/11/2026 11:00,Zoé,joint\n" for n in range(2, 15)),
    "opportunités.csv": "Id opportunité,Id contact,Créé le,Date de clôture,Étape,Montant,Devise\n"
    "O1,2,03/11/2026,14/11/2026,Gagnée,900,EUR\n",
}
SPANISH = {
    "contactos.csv": "Código,Fecha de creación,Propietario,Correo electrónico,Fuente,Fecha de calificación\n"
    + "".join(f"{n},{n:02}/11/2026 09:00,Íñigo,l{n}@x.example,Feria,{n:02}/11/2026 10:00\n" for n in range(2, 15)),
    "llamadas.csv": "Id contacto,Fecha de la llamada,Vendedor,Resultado\n"
    + "".join(f"{n},{n:02}/11/2026 11:00,Íñigo,contestó\n" for n in range(2, 15)),
    "negocios.csv": "Id negocio,Id contacto,Fecha de creación,Fecha de cierre,Etapa,Importe,Moneda\n"
    "N1,2,03/11/2026,14/11/2026,Ganado,900,EUR\n",
}


def proposal(
    folder: Path, files: dict[str, str], answers: dict[str, str] | None = None, encoding: str = "utf-8"
) -> Proposal:
    source = folder / "source"
    source.mkdir(exist_ok=True)
    for name, text in files.items():
        (source / name).write_text(text, encoding)
    return proposed(looked(source), answers, known=Known("Europe/Warsaw"))


def back(folder: Path, made: Proposal) -> Loaded:
    """Load the files by the mapping that was proposed for them."""
    return loaded(folder, made.toml())


def columns(made: Proposal, table: str) -> dict[str, str | None]:
    """Return which source column each column of a table is taken from."""
    mapped: mapping.Table = getattr(mapping.parse(tomllib.loads(made.toml()), "proposed"), table)
    return {name: column.column for name, column in mapped.columns.items()}


@pytest.mark.parametrize(
    ("files", "encoding", "kept"),
    [
        (ENGLISH, "utf-8", (10, 10, 1)),
        (GERMAN, "utf-8", (13, 13, 2)),
        (GERMAN, "cp1252", (13, 13, 2)),
        (POLISH, "utf-8", (10, 10, 1)),
        (POLISH, "cp1250", (10, 10, 1)),
        (FRENCH, "utf-8", (13, 13, 1)),
        (SPANISH, "cp1252", (13, 13, 1)),
    ],
    ids=["english", "german", "german-cp1252", "polish", "polish-cp1250", "french", "spanish-cp1252"],
)
def test_a_folder_in_five_languages_loads_as_it_is_proposed(
    tmp_path: Path, files: dict[str, str], encoding: str, kept: tuple[int, int, int]
) -> None:
    made = proposal(tmp_path, files, encoding=encoding)
    found = back(tmp_path, made)
    assert found.rejects == []
    assert found.rows(
        "select (select count(*) from leads), (select count(*) from touches), (select count(*) from deals)"
    ) == [kept]
    assert found.rows(
        "select count(*) from leads where qualified_at is null or owner is null or lead_type is null"
    ) == [(0,)]
    assert found.rows("select stage, amount from deals order by 1 desc limit 1") == [
        ("won", found.rows("select max(amount) from deals")[0][0])
    ]
    assert found.rows("select distinct channel from touches") == [("call",)]


def test_every_line_has_its_reason(tmp_path: Path) -> None:
    made = proposal(tmp_path, ENGLISH)
    assert "\n".join(made.toml().splitlines()[:20]) == (
        "# Proposed from a look at the files: check every line, and correct what is not so.\n"
        "# Taken for granted, as nobody answered: times without an offset are in Europe/Warsaw (the agreement's).\n"
        "# The zone of all times that carry no offset from UTC.\n"
        'zone = "Europe/Warsaw"\n'
        "\n"
        "[leads]\n"
        "# Its name says leads, and Lead number tells its rows apart, which have a date of creation.\n"
        'files = ["leads.csv"]\n'
        "\n"
        "[leads.columns]\n"
        "# Its name says so, and every row has one of its own, such as L2, L3, L4.\n"
        'lead_id = "Lead number"\n'
        "# Its name says so; it holds Web.\n"
        'lead_type = "Source"\n'
        "# Its name says so; 1 different value.\n"
        'owner = "Owner"\n'
        "# Its name says so, and its values are addresses.\n"
        'email = "E-mail"\n'
        "# Its name says so, and its values are dates, such as 2026-11-02 09:00, 2026-11-03 09:00, 2026-11-04 09:00.\n"
        'created_at = "Created"'
    )
    assert columns(made, "reps") == {"rep": "User", "name": "Name", "team": "Team", "timezone": "Time zone"}


AMBIGUOUS = {"leads.csv": "id,created,qualified\n" + "".join(f"{n},0{n}/04/2026,0{n}/05/2026\n" for n in range(1, 6))}


def test_day_or_month_first_is_a_question_where_nothing_decides(tmp_path: Path) -> None:
    made = proposal(tmp_path, AMBIGUOUS)
    question = next(one for one in made.questions if one.key == "order:leads.csv")
    assert question.text == (
        "In leads.csv, is the day or the month first in dates such as 01/04/2026 (created)? No value decides it."
    )
    assert (question.choices, question.default) == (("day first", "month first"), "day first")
    assert made.granted[0] == "in leads.csv dates such as 01/04/2026 are day first, as most countries write them"
    found = back(tmp_path, made).rows("select min(created_at), max(created_at) from leads")
    assert [str(at) for at in found[0]] == ["2026-03-31 22:00:00", "2026-04-04 22:00:00"]
    answered = back(tmp_path, proposal(tmp_path, AMBIGUOUS, {"order:leads.csv": "month first"}))
    assert [str(at) for at in answered.rows("select min(created_at) from leads")[0]] == ["2026-01-03 23:00:00"]


def test_answers_can_come_after_the_proposal(tmp_path: Path) -> None:
    made = proposal(tmp_path, AMBIGUOUS)
    text = made.toml({"order:leads.csv": "month first", "zone": "UTC"})
    assert tomllib.loads(text)["leads"]["columns"]["created_at"] == {"column": "created", "format": "%m/%d/%Y"}
    assert tomllib.loads(text)["zone"] == "UTC"
    assert "Taken for granted" not in text


def test_an_answer_that_cannot_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="Europe/Warsow is not a time zone; did you mean Europe/Warsaw"):
        proposal(tmp_path, AMBIGUOUS, {"zone": "Europe/Warsow"})
    with pytest.raises(MappingError, match="sideways is no answer to: In leads"):
        proposal(tmp_path, AMBIGUOUS, {"order:leads.csv": "sideways"})


def test_the_hand_off_is_a_question_where_no_date_or_several_are_named_for_it(tmp_path: Path) -> None:
    files = {"leads.csv": "id,created,changed\n1,2026-11-02,2026-11-03\n"}
    made = proposal(tmp_path, files)
    (question,) = [one for one in made.questions if one.key == "qualified_at"]
    assert question.text == "When is a lead handed over to sales? A date that could say it: created, changed."
    assert question.choices == ("created", "changed", "no column")
    assert question.granted == (
        "a lead is handed over at created, when it was created, as no column is named for the hand-off"
    )
    assert columns(made, "leads")["qualified_at"] == "created"
    assert "qualified_at" not in columns(proposal(tmp_path, files, {"qualified_at": "no column"}), "leads")
    two = {"leads.csv": "id,created,MQL date,handed over at\n1,2026-11-02,2026-11-03,2026-11-04\n"}
    (question,) = [one for one in proposal(tmp_path, two).questions if one.key == "qualified_at"]
    assert question.choices == ("MQL date", "handed over at", "no column")


def test_stages_that_nobody_knows_are_asked_for(tmp_path: Path) -> None:
    made = proposal(tmp_path, GERMAN)
    asked = {one.key: (one.text, one.default) for one in made.questions if one.key.startswith("stage")}
    assert asked == {
        "stage:Gewonnen": ("What is a deal in the stage Gewonnen (1 row of the sample)?", "won"),
        "stage:In Prüfung": ("What is a deal in the stage In Prüfung (1 row of the sample)?", "open"),
    }
    answered = proposal(tmp_path, GERMAN, {"stage:In Prüfung": "lost"})
    assert tomllib.loads(answered.toml())["deals"]["columns"]["stage"]["values"] == {
        "Gewonnen": "won",
        "In Prüfung": "lost",
    }


def test_the_decimal_mark_is_a_question_where_each_could_part_thousands(tmp_path: Path) -> None:
    deals = "Deal ID,Created,Stage,Amount\nD1,2026-11-03,won,1.234\nD2,2026-11-03,won,2.500\n"
    files = {"leads.csv": ENGLISH["leads.csv"], "deals.csv": deals}
    made = proposal(tmp_path, files)
    (question,) = [one for one in made.questions if one.key == "decimal:deals.csv"]
    assert question.text == "Is 1.234 in Amount the whole number 1234, or are its last digits decimals?"
    assert question.granted == "1.234 in Amount is 1234, as amounts seldom have three decimals"
    assert [str(amount) for (amount,) in back(tmp_path, made).rows("select amount from deals order by 1")] == [
        "1234.00",
        "2500.00",
    ]


def test_touches_of_several_files_are_put_together_without_those_that_never_took_place(tmp_path: Path) -> None:
    files = {
        "leads.csv": ENGLISH["leads.csv"],
        "calls.csv": "Lead ID,Date,Status\nL2; L3,2026-11-03 10:00,Done\nL4,2026-11-20 10:00,Planned\n",
        "meetings.csv": "Contact,Start,Host\nL5,2026-11-06T10:00:00Z,Ann\n",
    }
    made = proposal(tmp_path, files)
    assert made.granted[-1] == "where Status of calls.csv says Planned, nobody has been contacted"
    found = back(tmp_path, made)
    assert found.rows("select lead_id, channel, rep from touches order by 1") == [
        ("L2", "call", None),
        ("L3", "call", None),
        ("L5", "meeting", "Ann"),
    ]
    kept = proposal(tmp_path, files, {"planned:calls.csv:Status:Planned": "a touch"})
    assert back(tmp_path, kept).rows("select count(*) from touches") == [(4,)]


def test_files_that_are_nothing_are_left_out_by_name(tmp_path: Path) -> None:
    files = {
        "leads.csv": ENGLISH["leads.csv"],
        "calls.csv": "Lead,Date\nX1,2026-11-02\nX2,2026-11-02\n",
        "notes.txt": "Dear all\n",
        "empty.csv": "Lead,When\n",
    }
    assert proposal(tmp_path, files).left == (
        ("calls.csv", "no column of it holds ids of leads"),
        ("empty.csv", "it has no row to tell by"),
        ("notes.txt", "no line of its beginning holds two names or more"),
    )


def test_files_that_are_written_alike_are_one_table(tmp_path: Path) -> None:
    october = ENGLISH["leads.csv"].replace("-11-", "-10-").replace("\nL", "\nK")
    made = proposal(tmp_path, {"leads-10.csv": october, "leads-11.csv": ENGLISH["leads.csv"]})
    assert tomllib.loads(made.toml())["leads"]["files"] == ["leads-10.csv", "leads-11.csv"]
    assert back(tmp_path, made).rows("select count(*) from leads") == [(20,)]


def test_which_of_two_files_holds_the_leads_is_a_question(tmp_path: Path) -> None:
    files = {"a.csv": "id,created\n1,2026-11-02\n", "b.csv": "id,created\n2,2026-11-02\n3,2026-11-02\n"}
    files["b.csv"] = files["b.csv"].replace(",", ";")
    made = proposal(tmp_path, files)
    (question,) = [one for one in made.questions if one.key == "leads.file"]
    assert (question.choices, question.default) == (("a.csv", "b.csv"), "a.csv")
    other = proposal(tmp_path, files, {"leads.file": "b.csv"})
    assert tomllib.loads(other.toml())["leads"]["files"] == ["b.csv"]


def test_a_folder_without_leads_says_what_each_file_lacks(tmp_path: Path) -> None:
    with pytest.raises(MappingError) as refused:
        proposal(tmp_path, {"list.csv": "what,who\nx,Ann\n", "deals.csv": "id,amount\n1,5\n"})
    assert refused.value.message == (
        "No file of the folder looks like leads.\n- deals.csv: it lacks a date of creation\n"
        "- list.csv: it lacks a column of ids, one for each row and a date of creation"
    )


def test_names_that_toml_would_read_otherwise_load(tmp_path: Path) -> None:
    header = 'id,"Created\nat","Owner ""of"" \\ it\'s","Lead type # = [x]"'
    files = {'leads [1] "a".csv': f'{header}\n1,2026-11-02,Ann,"a""b\\c"\n'}
    made = proposal(tmp_path, files)
    assert columns(made, "leads")["created_at"] == "Created\nat"
    found = back(tmp_path, made)
    assert found.rows("select owner, lead_type from leads") == [("Ann", 'a"b\\c')]


def test_no_address_and_no_name_of_a_person_is_written_into_the_mapping(tmp_path: Path) -> None:
    text = proposal(tmp_path, ENGLISH).toml()
    assert "@" not in text
    assert "Adams" not in text


def test_files_too_large_to_compare_are_known_by_how_their_ids_are_written(tmp_path: Path) -> None:
    leads = "id,created\n" + "".join(f"L{n:07},2026-11-02\n" for n in range(5000))
    calls = "Lead ID,Date\n" + "".join(f"L{n:07},2026-11-03\n" for n in range(4000, 5000))
    made = proposal(tmp_path, {"leads.csv": leads, "calls.csv": calls})
    part = made.parts[1]
    assert part.why == "Lead ID is named like ids of leads and written like them; only samples were compared."
    assert back(tmp_path, made).rows("select count(*) from touches") == [(1000,)]
