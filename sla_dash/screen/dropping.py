"""The files that somebody drops on the Load page: kept in a folder of their own until they are loaded or left."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import streamlit as st

from sla_dash import places, theme
from sla_dash.errors import TypedError, refusals
from sla_dash.load.snapshot import DROPPED
from sla_dash.screen import forms, sheet, tables

FOLDER, ROUND = "dropped files", "round of drops"
MOST = 100
"""Files that are taken."""
UNPACKED = 2 << 30
"""Bytes that one archive may unpack to."""
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Dropped:
    """The files of one person at one screen."""

    folder: Path


def place() -> Dropped | None:
    """Take files, and show those that are there; None while there are none.

    What was taken lies in a folder of the data folder that nobody is served from, and no longer in memory.
    """
    number = st.session_state.setdefault(ROUND, 0)
    files = st.file_uploader(
        "Files that your CRM exports", accept_multiple_files=True, key=f"drop {number}", label_visibility="collapsed"
    )
    if files:
        with forms.told():
            for file in files:
                _take(file.name, file)
            st.session_state[ROUND] = number + 1
            st.rerun()
    folder = _folder()
    present = sorted(path for path in folder.iterdir() if path.is_file()) if folder else []
    if not folder or not present:
        return None
    sheet.place(partial(tables.loading.dropped, tuple(present)), key="dropped", alt="Files that were dropped")
    if st.button("Start over", key="start over"):
        clear()
        st.rerun()
    return Dropped(folder)


def clear() -> None:
    """Take away all that was dropped here."""
    held = st.session_state.pop(FOLDER, None)
    if held is not None:
        held.cleanup()


def _folder() -> Path | None:
    held = st.session_state.get(FOLDER)
    return Path(held.name) / "files" if held is not None else None


def _take(name: str, content: BinaryIO) -> None:
    with refusals("The files cannot be taken"):
        if FOLDER not in st.session_state:
            held = tempfile.TemporaryDirectory(prefix=DROPPED, dir=places.data(), ignore_cleanup_errors=True)
            (Path(held.name) / "files").mkdir()
            st.session_state[FOLDER] = held
        folder = Path(st.session_state[FOLDER].name) / "files"
        plain = PurePosixPath(name.replace("\\", "/")).name
        if plain.lower().endswith(".zip"):
            _unpack(content, folder)
            return
        _refuse_many(folder, 1)
        with (folder / plain).open("wb") as kept:
            shutil.copyfileobj(content, kept, PIECE)


def _unpack(content: BinaryIO, folder: Path) -> None:
    try:
        with zipfile.ZipFile(content) as archive:
            members = [one for one in archive.infolist() if not one.is_dir() and "__MACOSX" not in one.filename]
            _refuse_many(folder, len(members))
            if sum(one.file_size for one in members) > UNPACKED:
                raise TypedError(
                    "The archive holds more than 2 GB.", advice="Unpack it and load it by the command line."
                )
            for one in members:
                with archive.open(one) as file, (folder / PurePosixPath(one.filename).name).open("wb") as kept:
                    shutil.copyfileobj(file, kept, PIECE)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise TypedError(
            f"The archive cannot be unpacked: {theme.plain(str(error))}.", advice="Unpack it and drop the files."
        ) from error


def _refuse_many(folder: Path, more: int) -> None:
    if len(list(folder.iterdir())) + more > MOST:
        raise TypedError(f"More than {MOST} files are too many.", advice="Drop those of one export.")
