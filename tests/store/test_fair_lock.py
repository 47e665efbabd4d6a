"""The turns that writers of one store take."""

import threading
import time

import pytest

from sdrdesk.core.store.fair_lock import FairLock


def test_who_writes_again_and_again_lets_in_who_waits() -> None:
    lock, turns = FairLock(), []

    def write_a_little() -> None:
        with lock:
            turns.append("a little")

    other = threading.Thread(target=write_a_little)
    for n in range(50):
        with lock:
            turns.append("much")
            if n == 2:
                other.start()
                while not lock.wanted:
                    time.sleep(0.001)
    other.join(10)
    assert turns.index("a little") == 3


def test_it_is_given_back_whatever_happens() -> None:
    lock = FairLock()
    with pytest.raises(ZeroDivisionError), lock:
        _ = 1 / 0
    with lock:
        assert not lock.wanted
