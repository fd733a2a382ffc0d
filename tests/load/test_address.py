"""Where the CRM shows a lead: an id is never read as anything but an id, and no other server is asked."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sla_dash.load import address
from sla_dash.load.address import Crm

TEMPLATE = "https://crm.example/leads/{lead_id}?view=full"


@pytest.mark.parametrize(
    "template",
    [
        TEMPLATE,
        "http://crm.intern:8080/#/lead={lead_id}",
        "https://eu1.crm.example/a/b?id={lead_id}&x=1",
        "https://[2001:db8::1]/{lead_id}",
    ],
)
def test_an_address_of_the_web_with_the_id_behind_the_server_is_taken(template: str) -> None:
    assert Crm(lead_url=template).lead_url == template


@pytest.mark.parametrize(
    "template",
    [
        "javascript:alert({lead_id})",
        "data:text/html,{lead_id}",
        "ftp://crm.example/{lead_id}",
        "//crm.example/{lead_id}",
        "/leads/{lead_id}",
        "https://{lead_id}/",
        "https://{lead_id}.example/{lead_id}",
        "https://crm.example{lead_id}/",
        "https://ann:secret@crm.example/{lead_id}",
        "https://crm.example@evil.example/{lead_id}",
        "https://crm.example\\evil.example/{lead_id}",
        "https:///{lead_id}",
        "https:/crm.example/{lead_id}",
        "https://crm.example/leads",
        "https://crm.example/{lead_id}/{lead_id}",
        "https://crm.example/{lead}",
        "https://crm.example/{lead_id}?{x}",
        "https://crm.example/a b/{lead_id}",
        "https://crm.example/\n{lead_id}",
        " https://crm.example/{lead_id}",
        "https://[crm/{lead_id}",
        "https://crm.example/" + "a" * 1000 + "{lead_id}",
        "",
    ],
)
def test_whatever_else_is_refused(template: str) -> None:
    with pytest.raises(ValidationError):
        Crm(lead_url=template)


@given(st.text(min_size=1))
def test_whatever_the_id_the_address_leads_to_the_same_server_and_to_that_id(lead_id: str) -> None:
    found = address.of(TEMPLATE, lead_id)
    if found is None:
        assert lead_id in (".", "..")
        return
    assert address.is_safe(found)
    parts = urlsplit(found)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("https", "crm.example", "view=full", "")
    assert parts.path.count("/") == 2
    assert unquote(parts.path.removeprefix("/leads/")) == lead_id


def test_a_lead_has_no_address_where_nobody_knows_one() -> None:
    assert address.of(None, "L1") is None
    assert address.of(TEMPLATE, "..") is None


@pytest.mark.parametrize(
    "lead_id", ["../../admin", "//evil.example", "javascript:alert(1)", "a b", '"><img src=x>', "?x=1#y"]
)
def test_hostile_ids_are_quoted(lead_id: str) -> None:
    found = address.of(TEMPLATE, lead_id)
    assert found is not None
    assert not set(found.removeprefix("https://crm.example/leads/").removesuffix("?view=full")) & set('/?#"<> ')


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "https://a b", "https://x/\x00", "", "http:", "https://a@b/", "https://[x"]
)
def test_what_a_browser_would_read_as_more_than_an_address_is_none(text: str) -> None:
    assert not address.is_safe(text)
