"""Visitors come and go: what they held is given back."""

from __future__ import annotations

import time

from tests.bench.server import APP, run_server
from tests.bench.sessions import drive


def test_a_hundred_sessions_that_come_and_go_leave_the_memory_as_it_was():
    """The second hundred must not cost what the first did: within 10 % of what the server held before them."""
    with run_server(APP) as server:
        first = drive(server, 100, 0, page="sources")
        time.sleep(2)
        before = server.memory_mb()
        second = drive(server, 100, 0, page="sources")
        time.sleep(2)
        after = server.memory_mb()
    assert first.faults + second.faults == []
    assert after <= before * 1.10, f"{before:.0f} MB before, {after:.0f} MB after"
