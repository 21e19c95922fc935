"""Remembers what was made of the same things, for a process that builds again and again."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
K = TypeVar("K")

MOST = 4096
"""Things remembered in one store; beyond, the oldest are forgotten."""


def recall(store: dict[K, T], key: K, make: Callable[[], T]) -> T:
    """Return what is remembered under a key, made now if it is not there."""
    found = store.get(key)
    if found is None:
        found = store[key] = make()
        while len(store) > MOST:
            store.pop(next(iter(store)), None)
    return found


def remembered(key: Callable[P, object]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let a function remember what it returned, under the key of what it was given."""

    def remembering(make: Callable[P, T]) -> Callable[P, T]:
        store: dict[object, T] = {}

        @wraps(make)
        def recalled(*given: P.args, **named: P.kwargs) -> T:
            return recall(store, key(*given, **named), lambda: make(*given, **named))

        return recalled

    return remembering
