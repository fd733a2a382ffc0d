"""Whose the files are that pages offer: Streamlit gives each to whoever has its address."""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from streamlit.runtime import Runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError

Claims = Mapping[str, Any]
"""What a login says of somebody, as OpenID Connect calls it."""
Person = tuple[str, str]

asking: ContextVar[Claims | None] = ContextVar("asking", default=None)
"""Who asks for what the server does just now; None for nobody who has logged in."""


def person(claims: Claims | None) -> Person | None:
    """Return by what OpenID Connect knows somebody: who says so, and what they call them there; None for nobody."""
    found = (claims.get("iss"), claims.get("sub")) if claims else (None, None)
    return (str(found[0]), str(found[1])) if all(found) else None


def owner(session: str) -> Person | None:
    """Return who looks at an open session; None where nobody does who has logged in."""
    found = Runtime.instance().get_app_session(session)
    return person(found._user_info) if found else None


class Files:
    """Knows the files of a board: those on pages, by their sessions, and those made when somebody asks."""

    def __init__(self) -> None:
        self._made: dict[str, set[Person]] = {}

    def follow(self) -> None:
        """Let files be made for those alone whose page offers them, and note for whom they are.

        Streamlit makes such a file for whoever names it, and keeps nowhere whose it is.
        """
        manager = Runtime.instance().media_file_mgr
        make = manager.execute_deferred
        if getattr(make, "__func__", None) is not MediaFileManager.execute_deferred:
            return

        def made(offered: str) -> str:
            member = person(asking.get())
            if member is None or member not in _offered_to(manager, offered):
                raise MediaFileStorageError("This file is offered to somebody else.")
            address = make(offered)
            there = manager._file_metadata
            self._made = {file: members for file, members in self._made.items() if file in there}
            self._made.setdefault(_file(address.rpartition("/")[2]), set()).add(member)
            return address

        manager.execute_deferred = made  # type: ignore[method-assign,assignment]

    def may_have(self, name: str, claims: Claims | None) -> bool:
        """Tell whether a file is somebody's, by its name in the address."""
        member, file = person(claims), _file(name)
        theirs = self._made.get(file, set()) | _offered_to(Runtime.instance().media_file_mgr, file)
        return member is not None and member in theirs


def _offered_to(manager: MediaFileManager, file: str) -> set[Person]:
    """Return who looks at a page with a file."""
    held = list(manager._files_by_session_and_coord.items())
    return {one for session, files in held if file in list(files.values()) and (one := owner(session))}


def _file(name: str) -> str:
    return name.partition(".")[0]
