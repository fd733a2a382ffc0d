"""The mappings of the package, each for the layout of one CRM, and those that rest on one."""

import tomllib
from collections.abc import Mapping
from importlib import resources

from sla_dash.errors import MappingError
from sla_dash.load.mapping.mistakes import closest

_FOLDER = resources.files("sla_dash.load") / "presets"


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
    """Return a mapping with what its preset brings: a key, a table or a source that it writes itself replaces that."""
    name = written.get("preset")
    if not isinstance(name, str):
        return dict(written)
    brought = document(name)
    sources = {**_table(brought.get("source")), **_table(written.get("source"))}
    return {**brought, **written, "source": sources}


def _table(value: object) -> dict[str, object]:
    return dict(value) if isinstance(value, dict) else {}
