"""The files that somebody drops on the Load page: kept in a folder of their own until they are loaded or left."""

from __future__ import annotations

import lzma
import shutil
import tempfile
import weakref
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from sla_dash import places
from sla_dash.errors import SlaDashError, TypedError, refusals
from sla_dash.load import proposal
from sla_dash.load.proposal import Seen
from sla_dash.load.proposal.seen import shown
from sla_dash.load.snapshot import DROPPED
from sla_dash.screen import forms, sheet, tables

FOLDER, ROUND, SEEN, REFUSED = "dropped files", "round of drops", "seen files", "refused files"
MOST = 100
"""Files that are taken."""
LONG = 200
"""Bytes of a name that are kept: a disk takes 255, and a number may follow."""
UNPACKED = 2 << 30
"""Bytes that one archive may unpack to."""
PIECE = 1 << 20
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError)
"""What is raised for an archive that cannot be unpacked."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """The files of one person at one screen."""

    folder: Path
    seen: tuple[Seen, ...]
    """What a look at them found."""
    known: tuple[tuple[str, int], ...]
    """Their names, and when each came."""


class _Held:
    """A folder that goes with the session that holds it."""

    def __init__(self) -> None:
        self.name = tempfile.mkdtemp(prefix=DROPPED, dir=places.data())
        self.cleanup = weakref.finalize(self, shutil.rmtree, self.name, ignore_errors=True)
        (Path(self.name) / "files").mkdir()


def place() -> Dropped | None:
    """Take files, and show those that are there; None while there are none.

    What was taken lies in a folder of the data folder that nobody is served from, and no longer in memory.
    """
    number = st.session_state.setdefault(ROUND, 0)
    files = st.file_uploader(
        "Files that your CRM exports", accept_multiple_files=True, key=f"drop {number}", label_visibility="collapsed"
    )
    if files:
        st.session_state[REFUSED] = tuple(_taken(files))
        st.session_state[ROUND] = number + 1
        st.rerun()
    for refused in st.session_state.get(REFUSED, ()):
        with forms.told():
            raise refused
    folder = _folder()
    present = sorted(path for path in folder.iterdir() if path.is_file()) if folder else []
    if not folder or not present:
        return None
    sheet.place(partial(tables.loading.dropped, tuple(present)), key="dropped", alt="Files that were dropped")
    if st.button("Start over", key="start over"):
        clear()
        st.rerun()
    known = tuple((path.name, path.stat().st_mtime_ns) for path in present)
    looked = st.session_state.get(SEEN)
    if looked is None or looked[0] != known:
        with st.spinner("Looking at the files"):
            st.session_state[SEEN] = looked = (known, proposal.looked(folder))
    return Dropped(folder, looked[1], known)


def clear() -> None:
    """Take away all that was dropped here."""
    for key in (SEEN, REFUSED):
        st.session_state.pop(key, None)
    held = st.session_state.pop(FOLDER, None)
    if held is not None:
        held.cleanup()


def _folder() -> Path | None:
    held = st.session_state.get(FOLDER)
    return Path(held.name) / "files" if held is not None else None


def _taken(files: Iterable[UploadedFile]) -> Iterator[SlaDashError]:
    """Take what can be taken, and yield why another cannot."""
    for file in files:
        try:
            _take(file.name, file)
        except SlaDashError as error:
            yield error


def _take(name: str, content: BinaryIO) -> None:
    with refusals(f"{shown(name)} cannot be taken"):
        if FOLDER not in st.session_state:
            places.data().mkdir(parents=True, exist_ok=True)
            st.session_state[FOLDER] = _Held()
        folder = Path(st.session_state[FOLDER].name) / "files"
        plain = _last(name)
        if plain.lower().endswith(".zip"):
            with tempfile.TemporaryDirectory(dir=folder.parent) as aside:
                _unpack(plain, content, Path(aside), folder)
                for file in Path(aside).iterdir():
                    file.replace(folder / file.name)
            return
        _refuse_many(folder, 1)
        with (folder / plain).open("wb") as kept:
            shutil.copyfileobj(content, kept, PIECE)


def _last(name: str) -> str:
    """Return what a file is called, without folders and without what steers a terminal."""
    last = shown(PurePosixPath(name.replace("\\", "/")).name, len(name))
    if last in ("", ".."):
        raise TypedError(f"{shown(name)} is no name of a file.", advice="Give the file another name.")
    if len(last.encode()) > LONG:
        ending = PurePosixPath(last).suffix if len(PurePosixPath(last).suffix.encode()) < LONG // 2 else ""
        begin = last.removesuffix(ending).encode()[: LONG - len(f"…{ending}".encode())]
        last = f"{begin.decode(errors='ignore')}…{ending}"
    return last


def _unpack(name: str, content: BinaryIO, aside: Path, folder: Path) -> None:
    """Unpack an archive whole; of two files of one name in it, the later one has a number."""
    try:
        with zipfile.ZipFile(content) as archive:
            members = [one for one in archive.infolist() if not one.is_dir() and "__MACOSX" not in one.filename]
            _refuse_many(folder, len(members))
            if sum(one.file_size for one in members) > UNPACKED:
                raise TypedError(f"{name} holds more than 2 GB.", advice="Unpack it and load it by the command line.")
            for number, one in enumerate(members, 1):
                place = aside / _last(one.filename)
                if place.exists():
                    place = place.with_name(f"{place.stem} {number}{place.suffix}")
                with archive.open(one) as file, place.open("xb") as kept:
                    shutil.copyfileobj(file, kept, PIECE)
    except DAMAGED as error:
        raise TypedError(
            f"{name} cannot be unpacked: {shown(str(error)).rstrip('.')}.", advice="Unpack it and drop its files."
        ) from error


def _refuse_many(folder: Path, more: int) -> None:
    if len(list(folder.iterdir())) + more > MOST:
        raise TypedError(f"More than {MOST} files are too many.", advice="Drop those of one export.")
