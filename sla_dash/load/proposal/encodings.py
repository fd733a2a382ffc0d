"""The encodings of the files of a preset, which its sources do not name."""

from collections.abc import Mapping
from typing import Any

from sla_dash.load.mapping import presets
from sla_dash.load.proposal import parts
from sla_dash.load.proposal.questions import Asked, Question
from sla_dash.load.proposal.recognition import Recognised


def questions(found: Recognised) -> tuple[Question, ...]:
    """Return the question of each file that is not UTF-8, once."""
    asked = Asked({})
    for one in found.fits:
        for seen in one.files:
            parts.encoding(seen, asked)
    return tuple(asked.questions.values())


def sources(found: Recognised, answers: Mapping[str, str]) -> dict[str, Any]:
    """Return the sources of a preset whose files are not UTF-8, each whole and with its encoding: so a mapping has it.

    Raises ``MappingError`` for an answer that a question cannot have.
    """
    asked, changed = Asked(answers), {}
    written = presets.document(found.preset or "").get("source")
    for one in found.fits:
        encoding = next((text for seen in one.files if (text := parts.encoding(seen, asked))), None)
        if encoding and isinstance(written, dict):
            changed[one.source] = {"encoding": encoding, **written[one.source]}
    return changed
