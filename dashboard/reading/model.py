"""A language model of the user's own, at any OpenAI-compatible address; off unless the owner names one.

The model only points: at words of the text, and at ids of the vocabulary. What it says passes the same gate as what
rules propose, and nothing else of its answer is used, so a text that tells it what to do achieves nothing.
"""

import json
import os
import re
import time
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from dashboard.collection.faults import show
from dashboard.collection.numbers import find_numbers
from dashboard.collection.vocabulary import Vocabulary
from dashboard.reading.proposals import Document, Guess, Proposal, ReadingError, Span
from dashboard.reading.rules import Rules

URL_VARIABLE, NAME_VARIABLE, KEY_VARIABLE = "DASHBOARD_MODEL_URL", "DASHBOARD_MODEL_NAME", "DASHBOARD_MODEL_KEY"
SECONDS = 120.0
MAX_ANSWER = 1_000_000
MOST_PROPOSALS = 300
CONFIDENCE = 0.6
_PROMPT = (Path(__file__).parent / "model.txt").read_text("utf-8")


@dataclass(frozen=True)
class ModelProposer:
    """Asks the model at ``address`` (the base of an OpenAI-compatible API), once for each document."""

    address: str
    model: str = "default"
    key: str = ""
    seconds: float = SECONDS
    name: str = "model"

    @classmethod
    def from_environment(cls) -> "ModelProposer | None":
        """Return the model that the owner named in ``DASHBOARD_MODEL_URL``, None where none is."""
        address = os.environ.get(URL_VARIABLE, "").strip()
        model, key = os.environ.get(NAME_VARIABLE, "").strip(), os.environ.get(KEY_VARIABLE, "").strip()
        return cls(address, model or "default", key) if address else None

    @property
    def host(self) -> str:
        """Where the text goes, as the page names it before it goes."""
        return show(urlsplit(self.address).netloc.rpartition("@")[2] or self.address, 100, quoted=False)

    def propose(self, document: Document, vocabulary: Vocabulary) -> Iterator[Proposal]:
        """Yield what the model proposes, right or wrong; raises :class:`ReadingError` where no answer can be read."""
        answer = self._ask(document, vocabulary)
        try:
            said = json.loads(answer)["choices"][0]["message"]["content"]
            figures = [dict(figure) for figure in json.loads(re.sub(r"^\s*```(?:json)?|```\s*$", "", said))["figures"]]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
            raise ReadingError(self.host, 'nonsense from the language model, expected JSON with "figures"') from error
        taken: set[Span] = set()
        rules = Rules(document, vocabulary)
        for figure in figures[:MOST_PROPOSALS]:
            proposal = _make_proposal(figure, rules, taken)
            taken |= {proposal.quote} if proposal.fields else set()
            yield proposal

    def _ask(self, document: Document, vocabulary: Vocabulary) -> bytes:
        prompt = _PROMPT.format(indicators=", ".join(vocabulary.indicators), groups=", ".join(vocabulary.groups))
        said = [{"role": "system", "content": prompt}, {"role": "user", "content": document.text}]
        asked = {"model": self.model, "temperature": 0, "messages": said, "response_format": {"type": "json_object"}}
        url = f"{self.address.rstrip('/').removesuffix('/chat/completions')}/chat/completions"
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        until, answer = time.monotonic() + self.seconds, bytearray()
        limit = httpx.Timeout(self.seconds, connect=min(5.0, self.seconds))
        try:
            with (
                httpx.Client(timeout=limit, trust_env=False) as client,
                client.stream("POST", url, json=asked, headers=headers) as response,
            ):
                response.raise_for_status()
                for piece in response.iter_bytes():
                    answer += piece
                    if len(answer) > MAX_ANSWER or time.monotonic() > until:
                        raise ReadingError(self.host, "a longer or slower answer than any list of figures needs")
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            told = show(str(error).partition("\n")[0] or type(error).__name__, 120, quoted=False)
            raise ReadingError(self.host, f"the language model did not answer: {told}") from error
        return bytes(answer)


def _make_proposal(answer: Mapping[str, Any], rules: Rules, taken: Container[Span]) -> Proposal:
    """Return what the model points at as a proposal; what stands beside the number is read by rules.

    A quote that is not in the text becomes an empty one, which the gate drops, as it does a value that is not its own.
    """
    text, vocabulary = rules.document.text, rules.vocabulary
    quote, value = _find_words(answer.get("quote"), text, taken), answer.get("value")
    numbers = find_numbers(text[slice(*quote)], rules.language) if quote else ()
    number = next((one for one in numbers if value in one.values or value is one.value is None), None)
    found = rules.propose_at(Span(quote.start + number.start, quote.start + number.end)) if quote and number else None
    if quote is None or found is None:
        return Proposal("figure", quote or Span(0, 0), quote or Span(0, 0), {})
    fields = {key: guess for key, guess in found.fields.items() if key != "quote"}
    for key in ("indicator", "group", "place", "speaker"):
        word = answer.get(key)
        written = _find_words(word, text) if key in ("place", "speaker") else None
        known = vocabulary.find(f"{key}s", str(word)) if written else word
        if isinstance(known, str) and known in vocabulary.table(f"{key}s"):
            others = tuple({found.value(key), *found.fields.get(key, Guess(None)).others} - {None, known})
            fields[key] = Guess(known, CONFIDENCE, "the language model says so", span=written, others=others)
            if written:
                fields.pop(f"{key}_basis", None)
                said = text[slice(*written)]
                fields[f"{key}_as_written"] = Guess(said, CONFIDENCE, "as the text has it", span=written)
    return replace(found, quote=quote, fields=fields)


def _find_words(words: object, text: str, taken: Container[Span] = ()) -> Span | None:
    """Return where *words* stand in *text* as whole words, whatever white space is between them; None where nowhere."""
    if not isinstance(words, str) or not words.strip() or len(words) > 300:
        return None
    pattern = r"\s+".join(map(re.escape, words.split()))
    places = (Span(*match.span()) for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text))
    return next((span for span in places if span not in taken), None)
