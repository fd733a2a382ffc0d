"""Signatures that stand in a file, as they did before there was a journal."""

import tomllib
from collections.abc import Iterable
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from sla_dash.agreement.text import canonical, digest
from sla_dash.errors import AgreementError

BEGIN = "\n[[signature]]"
ADVICE = "Take the [[signature]] tables out, and let them sign with `sla-dash agreement sign`."


class Given(BaseModel):
    """One side's consent to the text whose hash it carries, as the file says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1, max_length=200)]
    role: Annotated[str, Field(min_length=1, max_length=200)]
    signed_at: AwareDatetime
    hash: str


def taken_out(text: str, name: str) -> tuple[str, tuple[Given, ...]]:
    """Return a text without the signatures at its end, and those.

    Raises ``AgreementError`` where one is for another text, or is none.
    """
    above, begin, below = canonical(text).partition(BEGIN)
    if not begin:
        return text, ()
    try:
        given = tuple(Given.model_validate(one) for one in tomllib.loads(begin + below)["signature"])
    except (ValueError, ValidationError):
        raise AgreementError(f"{name}: the signatures at its end cannot be read.", advice=ADVICE) from None
    for one in given:
        if one.hash != digest(above):
            raise AgreementError(
                f"{name}: {one.role} signed another text, of the hash {one.hash[:12]}; this one has {digest(above)}.",
                advice=ADVICE,
            )
    return above.strip() + "\n", given


def left_out(files: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return files without the signatures in them, whatever those say."""
    return tuple((name, canonical(text).partition(BEGIN)[0]) for name, text in files)
