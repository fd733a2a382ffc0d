"""Which of the mappings of the package fits the files of a folder, by their headers alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sla_dash.errors import MappingError
from sla_dash.load import mapping
from sla_dash.load.mapping.model import Names
from sla_dash.load.proposal import written
from sla_dash.load.proposal.looking import looked
from sla_dash.load.proposal.questions import Question
from sla_dash.load.proposal.seen import Seen, shown
from sla_dash.load.sources import preflight

NAMED = 4
"""Columns that a reason names."""
PRESET = "preset"
"""Key of the question which of several mappings is meant."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The files of one source, and why they are its."""

    source: str
    files: tuple[Seen, ...]
    """By name, each with its delimiter, encoding and header; none for a source that may be missing and is."""
    why: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """A mapping of the package that fits a folder."""

    preset: str | None
    """Its name; None where several fit equally well and the question is not answered."""
    fits: tuple[Fit, ...]
    """One for each source that the mapping looks for; none where it is not known which mapping is meant."""
    left: tuple[Seen, ...]
    """Files that no source takes."""
    question: Question | None = None
    """Which of the mappings is meant, where several fit equally well."""

    def lines(self) -> list[str]:
        """Say, a line a source, which files are its and why; then what is missing, and which files are nobody's."""
        absent = [fit.source for fit in self.fits if not fit.files]
        missing = [f"Not there, and not needed to start: {', '.join(absent)}."] if absent else []
        left = [f"Left out: {seen.label}{f', as {seen.why}' if seen.why else ''}." for seen in self.left]
        return [*(fit.why for fit in self.fits if fit.files), *missing, *left]


def recognised(
    seen: Iterable[Seen], presets: Mapping[str, mapping.Mapping], answers: Mapping[str, str] | None = None
) -> Recognised | None:
    """Return the preset of which every source that must be there has a file; None where no preset fits.

    Of several, the one whose sources know the most columns of the files; where those are equally many it is a question,
    which the answer under ``preset`` settles. Headers are compared without case and the white space around them.
    """
    seen = tuple(seen)
    found = {name: _fits(preset, seen) for name, preset in presets.items()}
    whole = {name: fits for name, fits in found.items() if fits and not _missing(presets[name], fits)}
    if not whole:
        return None
    known = {name: _columns(presets[name], fits) for name, fits in whole.items()}
    best = sorted(name for name in whole if known[name] == max(known.values()))
    chosen = best[0]
    question = None
    if len(best) > 1:
        text = f"The files fit {' and '.join(best)} equally well. Which of them wrote these files?"
        question = Question(PRESET, text, tuple(best))
        answer = (answers or {}).get(PRESET)
        if answer not in best:
            return Recognised(None, (), seen, question)
        chosen = answer
    taken = {file.label for fit in whole[chosen] for file in fit.files}
    return Recognised(chosen, whole[chosen], tuple(one for one in seen if one.label not in taken), question)


def fit(folder: Path, mapped: mapping.Mapping) -> mapping.Mapping:
    """Give the sources of a mapping that name no files the files of a folder that have their columns.

    What a source says itself of how its files are written stays. An encoding is never guessed here: where a file is not
    UTF-8, loading refuses it and names what to write.

    Raises ``MappingError`` that names each source without a file and the columns it would be known by, and for files of
    one source that are written in different ways; ``RecordsError`` where the folder cannot be read.
    """
    if not any(_sought(source) for source in mapped.source.values()):
        return mapped
    fits = _fits(mapped, looked(folder, names_only=True))
    missing = _missing(mapped, fits)
    if missing:
        raise MappingError(
            "\n- ".join([f"{folder} lacks files that the mapping needs:", *map(_wanted, missing.items())]),
            advice="Export what is missing into the folder, or name the file under files of the source.",
        )
    given = {one.source: _given(one, mapped.source[one.source]) for one in fits if one.files}
    return mapped.model_copy(update={"source": {**mapped.source, **given}})


def _fits(mapped: mapping.Mapping, seen: Sequence[Seen]) -> tuple[Fit, ...]:
    return tuple(
        _fit(name, source, [one for one in seen if not one.why and _is_of(source, one)])
        for name, source in mapped.source.items()
        if _sought(source)
    )


def _sought(source: mapping.Source) -> bool:
    return source.files is None and source.url is None


def _missing(mapped: mapping.Mapping, fits: Iterable[Fit]) -> dict[str, mapping.Source]:
    return {
        one.source: mapped.source[one.source]
        for one in fits
        if not one.files and not mapped.source[one.source].optional
    }


def _is_of(source: mapping.Source, seen: Seen) -> bool:
    names = {_plain(name) for name in seen.header}
    return bool(source.columns) and all(names & set(map(_plain, headers)) for headers in source.columns.values())


def _columns(mapped: mapping.Mapping, fits: Iterable[Fit]) -> int:
    """Count the columns of the files that the sources of a mapping know, each once."""
    known: set[tuple[str, str]] = set()
    for one in fits:
        source = mapped.source[one.source]
        sought = {_plain(name) for names in (source.columns, source.optional_columns) for name in _every(names)}
        known |= {(file.label, name) for file in one.files for name in map(_plain, file.header) if name in sought}
    return len(known)


def _every(names: Names) -> Iterable[str]:
    return (header for headers in names.values() for header in headers)


def _fit(name: str, source: mapping.Source, files: list[Seen]) -> Fit:
    if not files:
        return Fit(name, (), f"{name}: no file has {_listed(source)}; it may be missing.")
    wanted = {_plain(one) for one in _every(source.columns)}
    held = [shown(header) for header in files[0].header if _plain(header) in wanted]
    more = f" and {len(held) - NAMED} more" if len(held) > NAMED + 1 else ""
    listed = ", ".join(held[: NAMED if more else NAMED + 1])
    labels = ", ".join(one.label for one in files)
    return Fit(name, tuple(files), f"{name}: {labels} {'has' if len(files) == 1 else 'have'} {listed}{more}.")


def _wanted(missing: tuple[str, mapping.Source]) -> str:
    name, source = missing
    return f"{name}: no file has the columns {_listed(source)}"


def _listed(source: mapping.Source) -> str:
    return ", ".join(" or ".join(headers) for headers in source.columns.values())


def _given(one: Fit, source: mapping.Source) -> mapping.Source:
    ways = {written.way(file): file for file in one.files}
    if len(ways) > 1:
        raise MappingError(
            f"The files of the source {one.source} are written in different ways: "
            f"{'; '.join(f'{file.label} {written.in_words(file)}' for file in ways.values())}.",
            advice="Export them in the same way, or keep in the folder only those that belong together.",
        )
    found = written.keys(one.files)
    found.pop("encoding", None)
    own = source.model_fields_set - {"columns", "optional_columns", "optional"}
    return source.model_copy(update={key: value for key, value in found.items() if key not in own})


def _plain(name: str) -> str:
    return preflight.same(name.strip("\ufeff"))
