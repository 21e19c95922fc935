"""Remembers what was made of the same things, for a process that builds again and again."""

from collections.abc import Callable
from typing import TypeVar

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
