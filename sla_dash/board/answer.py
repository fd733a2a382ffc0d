"""Answers of the board: each found once, by whoever asks first, for all who look at the same board."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from functools import wraps
from threading import RLock
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, Self, TypeVar, overload

T = TypeVar("T")
P = ParamSpec("P")
MEANWHILE = "meanwhile"
"""How the threads are called in which answers are found beside others."""


class Shared(Protocol):
    """What viewers in several threads may ask at once."""

    @property
    def lock(self) -> RLock:
        """Held while an answer is found; a board never asks another one that may ask it in turn."""


S = TypeVar("S", bound=Shared)


class answer(Generic[S, T]):  # noqa: N801 - a decorator, like the property that it stands for
    """A property that is worked out once; whoever asks meanwhile waits for the first.

    ``functools.cached_property`` works it out as often as it is asked at once, or before Python 3.12 lets all boards
    wait for each other.
    """

    def __init__(self, find: Callable[[S], T]) -> None:
        self.find = find
        self.__doc__ = find.__doc__

    def __set_name__(self, owner: type[S], name: str) -> None:
        """Note where the answer is kept."""
        self.name = name

    @overload
    def __get__(self, shared: None, owner: type[S] | None = None) -> Self: ...
    @overload
    def __get__(self, shared: S, owner: type[S] | None = None) -> T: ...
    def __get__(self, shared: S | None, owner: type[S] | None = None) -> Self | T:
        """Work the answer out; Python finds a known one in the instance and does not ask here."""
        if shared is None:
            return self
        with shared.lock:
            known: dict[str, T] = shared.__dict__
            if self.name not in known:
                known[self.name] = self.find(shared)
            return known[self.name]


def answers(find: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Let a method work out the answer to each question once; what it is asked with must be hashable."""

    @wraps(find)
    def asked(shared: S, /, *args: P.args, **named: P.kwargs) -> T:
        question = (args, *sorted(named.items()))
        with shared.lock:
            known: dict[Any, T] = shared.__dict__.setdefault(f"{find.__name__}()", {})
            if question not in known:
                known[question] = find(shared, *args, **named)
            return known[question]

    return asked


@contextmanager
def meanwhile(find: Callable[[], object]) -> Iterator[None]:
    """Let something be found in a thread of its own while what is inside goes on; at the end both are there.

    It must ask another board than what is inside does, or one waits for the other. Its errors are raised at the end.
    """
    with ThreadPoolExecutor(1, thread_name_prefix=MEANWHILE) as threads:
        found = threads.submit(copy_context().run, find)
        yield
        found.result()
