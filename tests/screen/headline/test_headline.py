"""Large numbers, each with its word and how it stands."""

from streamlit.testing.v1 import AppTest

from sla_dash.screen import headline


def test_a_page_under_test_holds_the_numbers_that_were_placed() -> None:
    def page() -> None:
        from sla_dash.screen import headline
        from sla_dash.theme import Mark
        from sla_dash.words.phrase import Headline

        headline.place([Headline("Leads, 84 expected", "90", Mark("●", "In range", "green"))], key="headlines")

    app = AppTest.from_function(page).run()
    assert not app.exception
    [placed] = app.get("bidi_component")
    assert headline.decoded(placed.proto.bytes) == [["Leads, 84 expected", "90", "● In range", "green"]]
