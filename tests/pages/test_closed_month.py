"""A month that is over, as the pages call it."""

import pytest

from tests.screens import page, sheets


@pytest.mark.usefixtures("at_morning")
def test_of_a_closed_month_the_agreement_says_which_and_what_was_promised() -> None:
    promises = sheets(page("agreement", month="2026-10"))[0]
    assert not any("this month" in one for one in promises["Promise"])
    assert any(one.endswith(" in October 2026") for one in promises["Promise"])
    assert any(str(one).endswith(" promised") for one in promises["So far"])
