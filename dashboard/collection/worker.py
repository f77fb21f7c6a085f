"""Work on foreign text in a process of its own, with a limit of time: whatever stands in a text, no visitor is stalled.

Python's string functions hold the interpreter while they run: a thread cannot be stopped, and stops all others.
"""

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

SECONDS = 20
START_SECONDS = 30  # more for the first work of a process, which loads what the work needs
WAIT_SECONDS = 30
MEMORY_BYTES = 2_000_000_000

T = TypeVar("T")


class WorkError(Exception):
    """The work was refused or given up; the message is fit for a reader."""


class Worker:
    """Does one piece of work after another in a process that is kept, and renewed when it dies or takes too long."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, function: Callable[..., T], *args: Any, seconds: float = SECONDS) -> T:
        """Return what *function* returns: one that a module holds by name, with arguments that can be pickled.
        Raises what *function* raises, and :class:`WorkError` where it takes over *seconds*, needs too much memory, ends
        its process, or where the work of others takes long."""
        if not self._turn.acquire(timeout=WAIT_SECONDS):
            raise WorkError("Many texts are being read just now; try again in a minute.")
        try:
            answer = self._do((function, args), seconds)
        finally:
            self._turn.release()
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]

    def close(self) -> None:
        """End the process; the next work starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(OSError):  # what was not yet written has nobody to read it
                process.communicate()

    def _do(self, work: tuple[Any, ...], seconds: float) -> Any:
        process = self._process
        if process is None or process.poll() is not None:
            self.close()
            seconds += START_SECONDS
            # Not by multiprocessing, which would import the program's entry, Streamlit and all, once more.
            command = [sys.executable, "-P", "-c", f"from {__name__} import main; main()"]
            paths = {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | paths)
            self._process = process
        assert process.stdin and process.stdout
        packed = pickle.dumps((seconds, *work))
        try:
            process.stdin.write(packed)
            process.stdin.flush()
            return pickle.load(process.stdout)
        except Exception as error:
            self.close()
            late = process.returncode == -getattr(signal, "SIGALRM", 0)
            how = f"it took over {seconds:g} seconds" if late else "its reader ended before it was done"
            raise WorkError(f"The text was given up: {how}.") from error


def main() -> None:
    """Be the worker process: do what comes in, one after another, until the server closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what the work prints is no answer
    with suppress(EOFError):
        while True:
            seconds, function, args = pickle.load(sys.stdin.buffer)
            _end_after(seconds)
            try:
                answer = function(*args)
            except MemoryError:
                answer = WorkError(f"The text was given up: it needs over {MEMORY_BYTES / 1e9:g} GB.")
            except Exception as error:
                answer = error
            _end_after(0)
            target.write(pickle.dumps(answer))
            target.flush()


def _end_after(seconds: float) -> None:
    """End this process, whatever holds the interpreter and whether or not the server lives; never after 0 s."""
    with suppress(AttributeError):  # Windows has no such timer
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


WORKER = Worker()
atexit.register(WORKER.close)
run_limited = WORKER.run
