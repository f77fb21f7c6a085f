"""The pipe to the picture browser, read so that a browser that dies in the middle of a word is noticed."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Sequence
from typing import Any

from choreographer.channels import ChannelClosedError, Pipe

_GOODBYE = b"{bye}\n"
_AT_ONCE = 1 << 16


class WholePipe(Pipe):
    """Choreographer's pipe with two faults of its reading mended.

    The original waits for ever for the rest of a message whose sender was killed. And it goes on reading a file
    number that it has closed, which by then may be the pipe of the next browser, whose messages it swallows. Here a
    goodbye or an end is seen anywhere, and both file numbers used across threads are copies that nobody else closes.
    """

    def __init__(self) -> None:
        super().__init__()
        self._source: int | None = os.dup(self._read_from_browser)
        self._goodbye: int | None = os.dup(self.from_external_to_choreo)
        self._rest = b""

    def read_jsons(self, *, blocking: bool = True) -> tuple[Sequence[Any], float]:
        """Return the next whole messages (they end with NUL) and when they came; raises ``ChannelClosedError``."""
        while b"\0" not in self._rest:
            part = self._read_part()
            # No message holds a line break: JSON writes them as \\n.
            if not part or (self._rest + part).endswith(_GOODBYE):
                self.close()
                raise ChannelClosedError
            self._rest += part
        *messages, self._rest = self._rest.split(b"\0")
        return [json.loads(message) for message in messages], time.perf_counter()

    def _read_part(self) -> bytes:
        if self._source is None:
            return b""
        try:
            return os.read(self._source, _AT_ONCE)
        except OSError:
            return b""

    def say_goodbye(self) -> None:
        """Say it for a browser that was killed and cannot: it wakes the thread that listens to it."""
        if self._goodbye is not None:
            with contextlib.suppress(OSError):
                os.set_blocking(self._goodbye, False)
                os.write(self._goodbye, _GOODBYE)

    def release(self) -> None:
        """Give back the copies; to be called once no thread reads or says goodbye any more."""
        copies, self._source, self._goodbye = (self._source, self._goodbye), None, None
        for copy in copies:
            if copy is not None:
                os.close(copy)
