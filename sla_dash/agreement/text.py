"""The text of one version: read, checked and told apart from every other by its hash."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from sla_dash.agreement import mistakes
from sla_dash.agreement.mistakes import Mistake
from sla_dash.agreement.terms import Terms
from sla_dash.errors import AgreementError

FILES = "agreement*.toml"
"""The files of a data folder that are versions of the agreement."""
NO_KEYS = frozenset(key for key, field in Terms.model_fields.items() if field.exclude)
"""What is told of a version beside its text."""
ADVICE = "Correct the file and run `sla-dash agreement check`."


def canonical(text: str) -> str:
    """Return a text as it is signed: lines end in one way, and nothing stands around them, nor an editor's mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip()


def digest(text: str) -> str:
    """Return the SHA-256 of the canonical text, in hex."""
    return hashlib.sha256(canonical(text).encode()).hexdigest()


@lru_cache(maxsize=64)  # a page reads the terms at every click, and they are frozen
def parse(text: str, name: str = "agreement.toml") -> Terms:
    """Read one version from TOML text; ``name`` is how mistakes call the file.

    Raises ``AgreementError`` naming every mistake with its line.
    """
    raw, wrong = mistakes.document(text, name)
    lines = list(wrong.values())
    if "signature" in raw:
        raise AgreementError(
            f"{name}: holds [[signature]]: who signed stands in the journal now, not in the file.",
            advice=f"`sla-dash agreement propose {name}` takes text and signatures over, and leaves the text.",
        )
    lines += [f"{name}: unknown key {key!r}" for key in sorted(NO_KEYS & raw.keys())]
    try:
        told = {key: value for key, value in raw.items() if key not in NO_KEYS}
        terms = Terms.model_validate(told | {"text_hash": digest(text)})
    except ValidationError as error:
        lines += mistakes.lines(error, raw, text, name, wrong)
    if lines:
        raise AgreementError("\n".join(lines), advice=ADVICE)
    return terms


def sound(text: str) -> Terms | None:
    """Read one version, or return None where it has a mistake."""
    try:
        return parse(text)
    except AgreementError:
        return None


def wrong(text: str) -> tuple[Mistake, ...]:
    """Return every mistake in a text of valid TOML, by its place."""
    raw, _ = mistakes.document(text, "the draft")
    try:
        Terms.model_validate(raw | {"text_hash": ""})
    except ValidationError as error:
        return tuple(mistakes.found(error))
    return ()


def draft_file(folder: Path, number: int) -> Path:
    """Return where the draft of a version lies: beside the versions, and not one of them."""
    return folder / f"draft-{number}.toml"


def files(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield name and text of every version that lies in a data folder.

    Raises ``AgreementError`` naming those that cannot be read.
    """
    found, wrong = list[tuple[str, str]](), list[str]()
    for file in sorted(folder.glob(FILES)):
        try:
            found.append((file.name, file.read_text("utf-8-sig")))
        except UnicodeDecodeError:
            wrong.append(f"{file.name}: is not UTF-8 text")
        except OSError as error:
            wrong.append(f"{file.name}: cannot be read: {error.strerror}")
    if wrong:
        raise AgreementError("\n".join(wrong), advice=ADVICE)
    yield from found
