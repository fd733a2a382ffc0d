"""The funnel's page, as Streamlit runs it, asserting the numbers that a person reads."""

from pathlib import Path

import pytest

from tests import harvest
from tests.screens import charts, metrics, opened, page, row, sheets, titles, traces, words


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return harvest.write(tmp_path_factory.mktemp("harvest"))


@pytest.fixture
def at_harvest(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(data))
    monkeypatch.setenv("SLA_DASH_NOW", harvest.ENVIRONMENT)


@pytest.mark.usefixtures("at_harvest")
def test_every_stage_says_its_rate_its_n_and_what_was_agreed() -> None:
    app = page("funnel")
    assert "Of 200 leads handed over in Sep–Nov 2026, sales accepted 60 so far and 140 are lost" in titles(app)
    shown = metrics(app)
    assert shown["MQL → SQL, 50 % agreed"] == ("30 %", "● Sep–Nov 2026, final")
    assert shown["SQL → Opportunity, 80 % agreed"] == ("80 %", "● Sep–Nov 2026, final")
    assert shown["Opportunity → Won, 25 % agreed"] == ("25 %", "● Sep–Nov 2026, final")
    form = row(sheets(app)[1], Lead_type="SMB · form", Step="MQL → SQL")
    assert form["Passed by now"] == "30 % (24–37 %), 60 of 200"
    assert (form["Lost"], form["Results in"], form["Agreed"], form["In the month"]) == ("140", "100 %", "50 %", "30 %")
    won = row(sheets(app)[1], Lead_type="all", Step="Opportunity → Won")
    assert (won["Passed by now"], won["Lost"]) == ("25 % (15–39 %), 12 of 48", "36")


@pytest.mark.usefixtures("at_harvest")
def test_a_rate_that_has_really_changed_is_to_be_revised_and_the_others_kept() -> None:
    app = page("funnel")
    assert "1 of 3 agreed rates has changed: SMB · form MQL → SQL is 30 %, not 50 %" in words(app)
    assert "**SMB · form MQL → SQL** :red[▼ Revise to 30 %]: the quota takes +67 % leads" in words(app)
    assert "2 of 3 agreed rates stand: every rate with its evidence" in titles(app)
    evidence = sheets(app)[0]
    changed = row(evidence, Step="MQL → SQL")
    assert changed["Found"] == "30 % (26–35 %), 180 of 600"
    assert (changed["Leads of"], changed["Verdict"]) == ("Jul–Sep\N{NO-BREAK SPACE}2026", "▼ Revise to 30 %")
    assert list(evidence[evidence["Verdict"] == "● Keep"]["Step"]) == ["SQL → Opportunity", "Opportunity → Won"]


def test_an_improvement_that_is_behind_is_said_beside_the_rates_and_in_the_agreement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aim = 'rate = "mql_to_sql"\nstream = "SMB"\nfrom = 0.50\nto = 0.60\nsince = 2026-09-14\nby = 2026-10-04\n'
    kept = 'rate = "win"\nfrom = 0.20\nto = 0.25\nsince = 2026-09-14\nby = 2026-10-04\n'
    terms = f"{harvest.AGREEMENT}\n[[objective]]\n{aim}\n[[objective]]\n{kept}"
    monkeypatch.setenv("SLA_DASH_DATA", str(harvest.write(tmp_path / "data", terms)))
    monkeypatch.setenv("SLA_DASH_NOW", "2026-09-24T12:00+02:00")
    late = ":red[1 improvement is behind], apart from the agreed rates: **MQL to SQL** of SMB is 30 %, 55 % due (Agr"
    for script in ("funnel", "agreement"):
        assert late in words(opened(script))


@pytest.mark.usefixtures("at_harvest")
def test_what_has_changed_is_drawn_first_against_what_was_agreed() -> None:
    drawn = charts(opened("funnel"))[0]
    assert [trace.x[0] for trace in drawn.figure.data[1:]] == [0.3, 0.8, 0.25]
    assert list(traces(drawn.figure)["agreed"].x) == [0.5, 0.8, 0.25]
    above = [
        (one.text, one.x, one.y > dot.y[0])
        for one, dot in zip(drawn.figure.layout.annotations, drawn.figure.data[1:], strict=True)
    ]
    assert above[0] == ("SMB · form<br>MQL → SQL: 30 %, not 50 %", 0, True)
    assert all(over for _, _, over in above)  # beside them a phone has no room
    assert not drawn.figure.layout.yaxis.showticklabels
    assert drawn.alt.startswith("SMB · form MQL → SQL 30 %, not 50 %, 30 % (26–35 %), 180 of 600; ")
    assert len(charts(opened("funnel"))) == 1  # the others are drawn once their part is opened


@pytest.mark.usefixtures("at_harvest")
def test_the_closed_loop_goes_from_promised_to_won_and_its_pieces_sum() -> None:
    app = page("funnel")
    assert (
        "22 k is won where 200 k was due by now; leads of Sep–Oct 2026 were promised to be worth 200 k in the end"
        in titles(app)
    )
    assert "From due to won: fewer leads took 160 k off" in words(app)
    shown = metrics(app)
    assert shown["Value delivered, 200 k promised"] == ("40 k", "● −80 % against the promise")
    assert shown["Won so far, 200 k due by now"] == ("22 k", "● 1 win without an amount")
    assert shown["Leads won, 20 expected by now"] == ("12", "● 0.60 of expected (0.31–1.05)")
    bridge = traces(charts(app)[2].figure)["Bridge"]
    assert list(bridge.y) == [200_000, -160_000, -16_000, 0, -2_000, 22_000]
    assert "number of leads −160 k, share won −16 k" in charts(app)[2].alt
    september = row(sheets(app)[2], **{"Handed over": "Sep 2026"})
    assert (september["Wins"], september["By number of leads"]) == ("12 of 20 expected", "−60 k")


@pytest.mark.usefixtures("at_harvest")
def test_deals_say_both_win_rates_the_order_value_and_how_long_they_take() -> None:
    app = page("funnel", cohorts="year")
    said = "144 deals, not leads, closed in Dec 2025–Nov 2026, 36 of them won; half of all deals close within 12 days"
    assert said in titles(app)
    deals = row(sheets(app)[3], Lead_type="SMB · form")
    assert (deals["Win rate by count"], deals["By amount"], deals["Average order"]) == ("25 %", "23 %", "2,000")
    assert (deals["Without amount"], deals["Deals"]) == ("3", "144 closed, 0 open")
    ended = sheets(app)[4]
    assert (ended.iloc[0]["Reason"], ended.iloc[0]["Leads"]) == ("no budget", "456")
    assert "456 leads ended without a deal, most often “no budget” (456)" in titles(app)


@pytest.mark.usefixtures("at_harvest")
def test_without_a_margin_in_the_agreement_none_is_said_to_be_won() -> None:
    assert row(sheets(page("funnel", cohorts="year"))[3], Lead_type="SMB · form")["Margin won"] == "–"


def test_the_margin_won_stands_beside_the_order_value_where_the_agreement_gives_a_margin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terms = harvest.AGREEMENT.replace("average_order_value = 2_000", "average_order_value = 2_000\nmargin = 0.25")
    monkeypatch.setenv("SLA_DASH_DATA", str(harvest.write(tmp_path, terms)))
    monkeypatch.setenv("SLA_DASH_NOW", harvest.ENVIRONMENT)
    app = page("funnel", cohorts="year")
    for leads in ("SMB · form", "all"):
        deals = row(sheets(app)[3], Lead_type=leads)
        assert (deals["Won amount"], deals["Average order"], deals["Margin won"]) == ("66 k", "2,000", "16 k")
    assert "margin won: 16 k of 66 k won in streams whose margin the agreement gives" in words(app)


@pytest.mark.usefixtures("at_harvest")
def test_young_cohorts_are_hollow_and_say_where_they_will_end() -> None:
    app = page("funnel", as_of="2026-09-14T09:00+02:00", cohorts="month")
    assert metrics(app)["Opportunity → Won, 25 % agreed"][1] == "○ Sep 2026, too early to tell"
    cohorts = traces(charts(app)[1].figure)
    assert [month[:7] for month in cohorts["Opportunity → Won mature"].x] == ["2026-07", "2026-08"]
    young = [*cohorts["Opportunity → Won still growing"].x, *cohorts["Opportunity → Won too early"].x]
    assert [month[:7] for month in young] == ["2026-09"]
    assert cohorts["Opportunity → Won still growing"].marker.color == "var(--st-background-color)"
    assert set(cohorts["MQL → SQL agreed"].y) == {0.5}


@pytest.mark.usefixtures("at_harvest")
@pytest.mark.parametrize("choice", ["fortnight", "", "quarter"])
def test_a_span_that_nobody_offers_is_a_quarter(choice: str) -> None:
    assert any("handed over in Sep–Nov 2026" in title for title in titles(opened("funnel", cohorts=choice)))


@pytest.mark.usefixtures("at_harvest")
@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("2026-06-30T09:00Z", "No rates are agreed, so none can have changed"),
        ("2026-07-01T00:00+02:00", "No rates are agreed, so none can have changed"),
        ("2028-11-03T09:00Z", "None of 3 agreed rates has changed; 3 cannot be judged yet"),
    ],
)
def test_the_page_stands_before_the_first_lead_and_long_after_the_last(as_of: str, said: str) -> None:
    text = words(page("funnel", as_of=as_of))
    assert said in text
    assert "nan" not in text


@pytest.mark.usefixtures("at_morning")
def test_without_deals_and_rates_the_page_says_so() -> None:
    text = words(page("funnel", lead_type="outbound"))
    assert "No rates are agreed, so none can have changed" in text
    found = titles(opened("funnel", lead_type="outbound"))
    assert "No deals are on record" in found
    assert "Nothing was promised of the leads of closed months that could have come back" in found
