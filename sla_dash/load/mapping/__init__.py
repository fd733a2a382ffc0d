"""The mapping: which source column becomes which canonical column, and how its text is read."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from sla_dash.errors import MappingError
from sla_dash.load.mapping import mistakes, presets
from sla_dash.load.mapping.mistakes import closest
from sla_dash.load.mapping.model import Column, Mapping, Source, Table, Written

__all__ = ["Column", "Mapping", "Source", "Table", "Written", "closest", "parse", "read"]


def read(path: Path) -> Mapping:
    """Read and check a mapping; raise ``MappingError`` that names every mistake found."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(
            f"The mapping {path} cannot be read: {error}.", advice="Check the path given to --mapping."
        ) from error
    try:
        return parse(tomllib.loads(text), path.name)
    except (ValueError, ArithmeticError, RecursionError) as error:  # an impossible number among them
        raise MappingError(
            f"{path.name} is not valid TOML: {error}.",
            advice="Text goes in quotes, tables in [brackets]; data/mappings/example.toml shows every key.",
        ) from error


def parse(document: dict[str, object], name: str) -> Mapping:
    """Check a mapping already read from TOML, with what its preset brings.

    ``name`` appears in the message of a ``MappingError``.
    """
    try:
        mapping = Mapping.model_validate(presets.merged(document))
    except ValidationError as error:
        raise mistakes.refused(name, mistakes.of_shape(error)) from error
    if found := list(mistakes.of_meaning(mapping)):
        raise mistakes.refused(name, found)
    return mapping
