"""One server for all workers of a run, each of which is a process."""

import os
from contextlib import ExitStack, contextmanager

from filelock import FileLock, Timeout


@contextmanager
def shared(place, start):
    """What `start` gives, a context of a string: begun by the first worker that needs it, and
    ended by the same when no other uses it any more. Locks go with the process that holds them.
    """
    place.mkdir(exist_ok=True)
    told = place / "address"
    changing = FileLock(place / "changing.lock")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with FileLock(place / f"{worker}.using"), ExitStack() as at_the_end:
        with changing:
            if not told.exists():
                told.write_text(at_the_end.enter_context(start()))
                at_the_end.callback(wait_for_others, place, changing, worker)
            address = told.read_text()
        yield address


def wait_for_others(place, changing, worker):
    """Until nobody uses it; then nobody can begin to, as the address is gone."""
    while True:
        with changing:
            using = [other for other in place.glob("*.using") if is_held(other, worker)]
            if not using:
                (place / "address").unlink()
                return
        with FileLock(using[0]):
            pass


def is_held(lock, worker):
    if lock.stem == worker:
        return False
    try:
        with FileLock(lock, timeout=0):
            return False
    except Timeout:
        return True
