"""Real websocket sessions on a running server: cost of a rerun, throughput, memory a session."""

from __future__ import annotations

import asyncio
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.server import Server

# What a page of ours says where its script failed.
FAILED = b"This page could not be shown"


@dataclass
class Measured:
    """What the sessions saw: milliseconds of first runs and reruns, faults, and the server's memory around them."""

    first_ms: list[float] = field(default_factory=list)
    rerun_ms: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    memory_before: float = 0.0
    memory_held: float = 0.0

    @property
    def rerun(self) -> float:
        """Median milliseconds of a rerun."""
        return statistics.median(self.rerun_ms or self.first_ms)

    @property
    def throughput(self) -> float:
        """Runs a second over all sessions."""
        return self._runs / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of the server's processor time for a run: what others do on this machine does not count."""
        return self.cpu_seconds / self._runs * 1000

    @property
    def _runs(self) -> int:
        return len(self.first_ms) + len(self.rerun_ms)


async def _run_once(socket: websockets.ClientConnection, query: str, page: str) -> tuple[float, list[str]]:
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    start = time.perf_counter()
    await socket.send(message.SerializeToString())
    faults: list[str] = []
    while True:
        forward = ForwardMsg()
        received = await asyncio.wait_for(socket.recv(), 180)
        forward.ParseFromString(received)
        kind = forward.WhichOneof("type")
        if kind == "delta" and forward.delta.new_element.WhichOneof("type") == "exception":
            faults.append(forward.delta.new_element.exception.message[:200])
        if FAILED in received:
            faults.append(f"{page or 'overview'}?{query} could not be shown")
        if kind == "script_finished" and forward.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return (time.perf_counter() - start) * 1000, faults


async def _hold_session(
    server: Server, queries: list[str], page: str, reruns: int, out: Measured, gate: asyncio.Barrier
) -> None:
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    async with websockets.connect(address, max_size=None, origin=server.address) as socket:
        await gate.wait()
        elapsed, faults = await _run_once(socket, queries[0], page)
        out.first_ms.append(elapsed)
        out.faults += faults
        for at in range(reruns):
            elapsed, faults = await _run_once(socket, queries[(at + 1) % len(queries)], page)
            out.rerun_ms.append(elapsed)
            out.faults += faults
        await gate.wait()
        await gate.wait()


async def _drive(server: Server, sessions: int, reruns: int, queries: list[str], page: str) -> Measured:
    out, gate = Measured(memory_before=server.memory_mb()), asyncio.Barrier(sessions + 1)
    tasks = [asyncio.create_task(_hold_session(server, queries, page, reruns, out, gate)) for _ in range(sessions)]
    await gate.wait()
    start, cpu = time.perf_counter(), server.cpu_seconds()
    await gate.wait()
    out.seconds, out.cpu_seconds = time.perf_counter() - start, server.cpu_seconds() - cpu
    out.memory_held = server.memory_mb()
    await gate.wait()
    await asyncio.gather(*tasks)
    return out


def drive(server: Server, sessions: int, reruns: int, queries: list[str] | None = None, page: str = "") -> Measured:
    """Open *sessions* at once, each with a first run and *reruns*, over *queries* in turn; raises what a session raised."""
    # In a thread of its own: a browser test of the same process holds the main thread's event loop.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_run, server, sessions, reruns, queries or [""], page).result()


def _run(*call: Any) -> Measured:
    return asyncio.run(asyncio.wait_for(_drive(*call), 1_800))
