"""How a number was counted is worked out and sent when somebody asks, and then in full."""

import pytest

from sla_dash import sql
from tests.screens import explained, opened


@pytest.mark.usefixtures("at_morning")
@pytest.mark.parametrize("name", ["delivery", "contact", "act", "followup", "data"])
def test_nothing_of_it_is_sent_until_it_is_opened(name: str) -> None:
    app = opened(name)
    assert app.get("popover")
    assert not app.code
    assert not app.get("download_button")
    assert explained(app).code


@pytest.mark.usefixtures("at_morning")
def test_every_question_is_shown_though_a_viewer_before_had_the_answers() -> None:
    seen = [[code.value for code in explained(opened("delivery")).code] for _ in range(2)]
    assert seen[0] == seen[1]
    asked = ("leads_by_day_prepared", "delivery_rejections")
    assert {sql.statement(name).strip() for name in asked} <= set(seen[0])
