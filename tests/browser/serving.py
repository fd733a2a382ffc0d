"""The board as `sla-dash run` serves it to a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import served
from tests.served import free

__all__ = ["board", "free"]


@contextmanager
def board(data: Path, as_of: str, port: int | None = None) -> Iterator[str]:
    """Serve a data folder as of an instant, and yield the address; ``port`` None is any that is free."""
    with served.board(data, port=port, as_of=as_of) as found:
        yield f"http://localhost:{found}"
