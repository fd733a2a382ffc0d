"""What was made from answers, kept while the same answers are shown again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import Generic, TypeVar

A = TypeVar("A")
T = TypeVar("T")


class Made(Generic[A, T]):
    """The last things made of calls such as ``partial(charts.weeks, weeks, promised)``, for all viewers.

    Answers never change: equal ones, or the same one where it cannot be compared fast, come to the same.
    """

    def __init__(self, most: int, finish: Callable[[A], T]) -> None:
        self._most = most
        self._finish = finish
        self._lock = Lock()
        self._made: OrderedDict[tuple[object, ...], tuple[partial[A], T]] = OrderedDict()

    def by(self, call: partial[A]) -> T:
        """Return what the call comes to, from memory where it was made before of the same answers.

        The call is kept beside it: while that is so, no other object can pass for one of its answers.
        """
        named = ((name, _apart(value)) for name, value in sorted(call.keywords.items()))
        key = (call.func, *map(_apart, call.args), *named)
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key][1]
        made = self._finish(call())
        with self._lock:
            self._made[key] = call, made
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return made


def _apart(value: object) -> object:
    """Return what stands for a value in a key: itself, or where it has no hash, which object it is."""
    try:
        hash(value)
    except TypeError:
        return type(value), id(value)
    return value
