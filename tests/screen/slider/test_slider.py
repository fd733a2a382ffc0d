"""Sliders: what the URL says of their places, and what a browser may make of it."""

from fractions import Fraction

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from sla_dash.screen import slider
from sla_dash.screen.slider import Slider


class Address(dict[str, str]):
    """Stands in for the part of the URL after the question mark."""


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Address:
    found = Address()
    monkeypatch.setattr(st, "query_params", found)
    return found


def rate(exact: Fraction = Fraction(1, 3)) -> Slider:
    return Slider(
        "win",
        "Opportunity → Won",
        exact,
        Fraction(333, 10),
        Fraction(1, 2),
        Fraction(100),
        Fraction(1, 10),
        lambda at: f"{float(at):.1f} %",
        unit=Fraction(1, 100),
    )


def promise() -> Slider:
    names, one = ["1 h", "2 h", "4 h"], Fraction(1)
    return Slider("promise", "Within", one, one, Fraction(0), Fraction(2), one, lambda at: names[int(at)], names=names)


def test_a_number_that_nobody_moves_stays_exactly_as_it_was(address: Address) -> None:
    assert rate().value == Fraction(1, 3)
    address["win"] = "12.5"
    assert rate().value == Fraction(1, 8)
    assert (rate().sent()["at"], rate().sent()["shown"]) == ("12.5", "12.5 %")
    address["win"] = "33.3"
    assert rate().value == Fraction(1, 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plenty",
        "nan",
        "inf",
        "-Infinity",
        "0.4",
        "100.1",
        "-5",
        "1e9999999999999999999",
        "1e999999999",
        "1e-999999999",
    ],
)
def test_a_place_that_there_is_not_is_its_start(address: Address, text: str) -> None:
    address["win"] = text
    assert rate().value == Fraction(1, 3)
    rate().move(text)
    assert address["win"] == text


def test_the_ends_are_places(address: Address) -> None:
    for text, value in (("0.5", Fraction(1, 200)), ("100", Fraction(1))):
        rate().move(text)
        assert address["win"] == text
        assert rate().value == value


def test_the_url_says_only_what_was_moved(address: Address) -> None:
    rate().move("40")
    assert address == {"win": "40"}
    rate().move("33.3")
    assert address == {}


def test_names_stand_in_the_url_where_places_have_them(address: Address) -> None:
    assert promise().value == 1
    promise().move("2")
    assert address == {"promise": "4 h"}
    assert promise().value == 2
    assert (promise().sent()["at"], promise().sent()["shown"]) == ("2", "4 h")
    address["promise"] = "3 h"
    assert promise().value == 1


def test_only_sliders_that_are_shown_can_be_moved(address: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    class Sent:
        moved = {"win": "25", "as_of": "soon", "promise": 0}  # noqa: RUF012 - what a browser sent

    monkeypatch.setattr(st, "session_state", {"sliders": Sent})
    slider._moved("sliders", {one.key: one for one in (rate(), promise())})
    assert address == {"win": "25", "promise": "1 h"}
    Sent.moved = ["win"]  # type: ignore[assignment]  # from whoever is no browser
    slider._moved("sliders", {"win": rate()})
    assert address == {"win": "25", "promise": "1 h"}


def test_a_place_of_many_digits_is_written_whole(address: Address) -> None:
    exact, one = Fraction(123_456_789_012), Fraction(1)
    quota = Slider("quota", "Quota", exact, exact, Fraction(0), exact * 3, one, str)
    assert quota.sent()["at"] == "123456789012"
    quota.move(quota.sent()["at"])
    assert (address, quota.value) == ({}, exact)


def test_what_is_typed_beyond_the_range_makes_it_longer_by_whole_steps(address: Address) -> None:
    start, one = Fraction(200), Fraction(1)
    reach = Fraction(100), Fraction(400)
    quota = Slider("quota", "Quota", start, start, one, Fraction(10_000), Fraction(25), str, reach=reach, whole=True)
    assert (quota.sent()["low"], quota.sent()["high"]) == ("100", "400")
    address["quota"] = "911"
    assert quota.value == 911
    assert (quota.sent()["low"], quota.sent()["high"], quota.sent()["at"]) == ("100", "925", "911")
    quota.move("30")
    assert (quota.sent()["low"], quota.sent()["high"]) == ("25", "400")
    quota.move("9999")
    assert quota.sent()["high"] == "10000"


def test_where_only_whole_numbers_are_places_others_are_refused_and_it_is_said(address: Address) -> None:
    three, one = Fraction(3), Fraction(1)
    ramp = Slider("ramp", "Ramp", three, three, Fraction(0), Fraction(6), one, str, whole=True)
    address["ramp"] = "2.5"
    assert ramp.value == 3
    assert not ramp.moved
    ramp.move("1.5")
    assert address["ramp"] == "2.5"
    ramp.move("4")
    assert ramp.value == 4
    assert ramp.moved
    assert ramp.sent()["typed"]["refusal"] == "Not taken: write a whole number from 0 to 6."


@pytest.mark.usefixtures("address")
def test_what_has_names_is_not_typed() -> None:
    assert "typed" not in promise().sent()


def test_a_page_under_test_holds_the_sliders_that_were_placed() -> None:
    def page() -> None:
        from fractions import Fraction

        from sla_dash.screen import slider

        one = Fraction(1)
        moved = slider.Slider("ramp", "Months of ramp", one, one, Fraction(0), Fraction(6), one, str)
        slider.place([("", [moved]), ("<b>form</b>", [])], key="sliders")

    app = AppTest.from_function(page)
    app.query_params["ramp"] = "3"
    app.run()
    assert not app.exception
    [placed] = app.get("bidi_component")
    named = {"key": "ramp", "label": "Months of ramp", "shown": "3", "note": "", "back": "Back to 1"}
    places = {"low": "0", "high": "6", "step": "1", "at": "3", "start": "1"}
    refusal = "Not taken: write a number from 0 to 6."
    ramp = named | places | {"typed": {"least": "0", "most": "6", "whole": False, "refusal": refusal}}
    assert slider.decoded(placed.proto.bytes) == [
        {"name": "", "sliders": [ramp]},
        {"name": "<b>form</b>", "sliders": []},
    ]
