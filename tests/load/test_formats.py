"""Formats of dates: several in turn, ISO 8601 among them, numbers since 1970, and months in other languages."""

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from sla_dash.errors import MappingError
from tests.loading import LEADS, Loaded, loaded

PLAIN = 'format = "%Y-%m-%d", zone = "UTC"'
GENITIVE = (
    *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca"),
    *("lipca", "sierpnia", "września", "października", "listopada", "grudnia"),
)
SHORT = ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru")


def created(folder: Path, formats: str, *texts: str, zone: str = "UTC", months: tuple[str, ...] = ()) -> Loaded:
    """Load leads created at these texts, L0 and so on, by these formats."""
    mapping = LEADS.replace(PLAIN, f'format = {formats}, zone = "{zone}"')
    listed = ", ".join(f'"{name}"' for name in months)
    mapping = mapping.replace("[leads.columns]", f'delimiter = ";"\nmonths = [{listed}]\n[leads.columns]')
    rows = "".join(f"L{n};{text}\n" for n, text in enumerate(texts))
    return loaded(folder, mapping, leads=f"id;created\n{rows}last;{texts[0]}\n")


def instants(found: Loaded) -> list[datetime]:
    return [at for (at,) in found.rows("select created_at from leads where lead_id <> 'last' order by lead_id")]


def test_several_formats_are_tried_in_turn_and_each_says_whether_the_hour_is_known(tmp_path: Path) -> None:
    formats = '["%d.%m.%Y", "%d.%m.%Y %H:%M", "iso"]'
    texts = ("02.11.2026", "02.11.2026 00:00", "2026-11-02", "2026-11-02T00:00", "2026-11-02T10:00Z")
    found = created(tmp_path, formats, *texts, zone="Europe/Warsaw")
    night, day = datetime(2026, 11, 1, 23), datetime(2026, 11, 2, 23)
    assert instants(found) == [night, night, night, night, datetime(2026, 11, 2, 10)]
    assert found.rows("select created_until from leads where lead_id <> 'last' order by lead_id") == [
        (day,),
        (None,),
        (day,),
        (None,),
        (None,),
    ]


def test_what_two_formats_read_differently_is_rejected_with_both_readings(tmp_path: Path) -> None:
    texts = ("04/04/2026", "03/04/2026", "31/12/2025", "2026-04-03", "soon")
    found = created(tmp_path, '["%d/%m/%Y", "%m/%d/%Y"]', *texts)
    assert instants(found) == [datetime(2026, 4, 4), datetime(2025, 12, 31)]
    assert [row[3:] for row in found.rejects] == [
        ("03/04/2026", "could be 3 April 2026 or 4 March 2026"),
        ("2026-04-03", "not a date such as 19/11/2026 or 11/19/2026"),
        ("xxxx", "not a date such as 19/11/2026 or 11/19/2026"),
    ]


def test_readings_of_one_day_are_told_apart_by_their_hours(tmp_path: Path) -> None:
    found = created(tmp_path, '["%d.%m.%Y %H.%M", "%d.%m.%Y %M.%H"]', "02.11.2026 05.05", "02.11.2026 05.06")
    assert [row[4] for row in found.rejects] == ["could be 2 November 2026 05:06 or 2 November 2026 06:05"]


def test_a_year_of_two_digits_is_not_read_as_one_of_four(tmp_path: Path) -> None:
    assert instants(created(tmp_path, '["%d/%m/%Y", "%d/%m/%y"]', "03/04/2026", "03/04/26")) == [
        datetime(2026, 4, 3),
        datetime(2026, 4, 3),
    ]


def test_numbers_since_1970_are_instants_of_utc(tmp_path: Path) -> None:
    at = datetime(2026, 11, 2, 10, 0, 0, 250000)
    assert instants(created(tmp_path, '"epoch seconds"', "1793613600.25", zone="Europe/Warsaw")) == [at]
    assert instants(created(tmp_path, '"epoch milliseconds"', "1793613600250")) == [at]
    both = created(tmp_path, '["epoch milliseconds", "epoch seconds", "iso"]', "1793613600250", "1793613600.25")
    assert instants(both) == [at, at]
    wrong = created(tmp_path, '"epoch seconds"', "1793613600", "1793613600250", "2026-11-02", "1,5")
    assert [row[4] for row in wrong.rejects] == ["not a date such as 1795080600 (epoch seconds)"] * 3


@pytest.mark.parametrize(("text", "name"), [("1793613600", "epoch seconds"), ("1793613600250", "epoch milliseconds")])
def test_a_bare_number_since_1970_is_refused_with_the_format_it_needs(tmp_path: Path, text: str, name: str) -> None:
    mapping = LEADS.replace('format = "%Y-%m-%d", ', "")
    with pytest.raises(MappingError) as refused:
        loaded(tmp_path, mapping, leads=f"id,created\nL1,2026-11-01\nL2,{text}\n")
    assert refused.value.message == (
        f"leads.created_at: {text} (leads.csv line 3) could be 2 November 2026 10:00 UTC, as a number since 1970: "
        "give the column a format."
    )
    assert refused.value.advice == f'Such as format = "{name}".'


def test_spaces_and_halves_of_the_day_are_read_however_they_are_typed(tmp_path: Path) -> None:
    texts = ("2.11.2026 1:05 pm", "2.11.2026\u00a01:05\u202fPM", "2.11.2026 1:05 p.m.", "2.11.2026 1:05 P. M.")
    assert instants(created(tmp_path, '"%d.%m.%Y %I:%M %p"', *texts)) == [datetime(2026, 11, 2, 13, 5)] * 4
    iso = LEADS.replace('format = "%Y-%m-%d", ', "")
    found = loaded(tmp_path, iso, leads="id,created\nL1,2026-11-02\u202f10:00\n")
    assert found.rows("select created_at from leads") == [(datetime(2026, 11, 2, 10),)]


def test_months_are_read_by_the_names_that_the_mapping_lists(tmp_path: Path) -> None:
    texts = ("2 listopada 2026", "2 LISTOPADA 2026", "2 lis 2026", "2 November 2026", "1 maja 2026")
    found = created(tmp_path, '"%d %B %Y"', *texts, "2 noviembre 2026", months=GENITIVE + SHORT)
    assert instants(found) == [datetime(2026, 11, 2)] * 4 + [datetime(2026, 5, 1)]
    assert [row[3:] for row in found.rejects] == [("2 noviembre 2026", "not a date such as 19 November 2026")]
    assert instants(created(tmp_path, '"%b %d, %Y"', "Paź 2, 2026", months=SHORT)) == [datetime(2026, 10, 2)]
    french = (*("janv.", "févr.", "mars", "avr.", "mai", "juin"), *("juil.", "août", "sept.", "oct.", "nov.", "déc."))
    assert instants(created(tmp_path, '"%d %b %Y"', "2 févr. 2026", months=french)) == [datetime(2026, 2, 2)]


def test_a_typed_date_of_parquet_may_stand_beside_text_where_iso_is_among_the_formats(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    statement = "copy (select 'L1' as id, timestamp '2026-11-02 10:00' as created) to $path"
    duckdb.execute(statement, {"path": str(source / "leads.parquet")})
    mapping = LEADS.replace(PLAIN, 'format = ["%d.%m.%Y", "iso"], zone = "UTC"').replace("leads.csv", "leads.*")
    found = loaded(tmp_path, mapping, leads="id,created\nL2,03.11.2026\n")
    assert found.rows("select created_at from leads order by lead_id") == [
        (datetime(2026, 11, 2, 10),),
        (datetime(2026, 11, 3),),
    ]


def test_a_name_of_two_months_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="leads: months gives two months one name"):
        created(tmp_path, '"%d %B %Y"', "1 maja 2026", months=(*GENITIVE[:-1], "Maja"))
