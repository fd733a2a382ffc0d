"""The mappings of the package, each for the layout of one CRM, and those that rest on one."""

import tomllib
from collections.abc import Mapping
from importlib import resources

from sla_dash.errors import MappingError
from sla_dash.load.mapping.mistakes import closest

_FOLDER = resources.files("sla_dash.load") / "presets"
_COLUMNS = ("columns", "optional_columns")


def names() -> tuple[str, ...]:
    """Return the names of all presets, by the alphabet."""
    return tuple(
        sorted(found.name.removesuffix(".toml") for found in _FOLDER.iterdir() if found.name.endswith(".toml"))
    )


def document(name: str) -> dict[str, object]:
    """Return a preset as it is written; raise ``MappingError`` for a name that none has."""
    if name not in names():
        raise MappingError(
            f"There is no preset {name}{closest(name, names())}".rstrip("?") + ("?" if closest(name, names()) else "."),
            advice=f"The presets are {', '.join(names())}.",
        )
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


def merged(written: Mapping[str, object]) -> dict[str, object]:
    """Return a mapping with what its preset brings: a key or a table that it writes itself replaces that.

    Of a source, each key and each column does, so that one which says only where its rows lie keeps its columns.
    """
    name = written.get("preset")
    if not isinstance(name, str):
        return dict(written)
    brought = document(name)
    sources = _table(brought.get("source"))
    if isinstance(own := written.get("source", {}), dict):
        sources |= {source: _source(sources.get(source), keys) for source, keys in own.items()}
    return {**brought, **written, "source": sources if isinstance(own, dict) else own}


def _source(brought: object, written: object) -> object:
    """Return a source with the columns that the preset knows it by; one that is written again is taken as written."""
    if not isinstance(brought, dict) or not isinstance(written, dict):
        return written
    groups = [group for group in _COLUMNS if group in {**brought, **written}]
    if not all(isinstance(written.get(group, {}), dict) for group in groups):
        return written
    again = {column for group in groups for column in _table(written.get(group))}
    kept = {
        group: {column: headers for column, headers in _table(brought.get(group)).items() if column not in again}
        for group in groups
    }
    return {**brought, **written, **{group: {**kept[group], **_table(written.get(group))} for group in groups}}


def _table(value: object) -> dict[str, object]:
    return dict(value) if isinstance(value, dict) else {}
