"""Measure what is read of texts: ``python -m tests.bench.reading [TEXTS] [--verbose]``.

TEXTS is a folder with NN.txt beside which judged figures lie as NN.json (``--judged``), and with
independent-2016-09-23.txt, whose truth is in seeds/. Texts are not ours and lie outside the repository: what is not
there is said and not measured.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashboard.collection.seeds import ROOT, read_report
from dashboard.collection.vocabulary import Vocabulary, read_vocabulary
from dashboard.reading import read_document
from dashboard.reading.proposals import Document, Proposal, Proposals

ARTICLE = "independent-2016-09-23"
QUALIFIERS = {
    "": "exact",
    "approximately": "about",
    "less than": "fewer_than",
    "between": "range",
    "at least": "at_least",
}
QUALIFIERS |= {"more than": "more_than", "up to": "up_to"}
# What the judged pages call our indicators.
GENERIC = {
    "attacks": "attacks air_strikes hospital_attacks munitions_used neighbourhoods_targeted impact_sites",
    "facilities_hit": "out_of_service_share facilities_destroyed facilities_damaged facilities_targeted facilities_out_of_service buildings_destroyed "
    "buildings_damaged homes_destroyed homes_damaged vehicles_hit vehicles_destroyed facilities_closed destroyed_share land_damaged",
    "displaced": "displaced families_displaced refugees returned sheltered homeless displaced_share awaiting_evacuation",
    "evacuated": "evacuated",
    "besieged": "besieged trapped",
    "missing": "missing trapped",
    "in_need": "in_need families_in_need hungry in_need_share without_water without_safe_water without_power at_risk aid_meant_for",
    "affected": "affected families_affected affected_share neighbourhoods_affected at_risk homeless sheltered",
    "aid_delivered": "aid_delivered families_reached aid_tonnes aid_litres aid_items convoy_size reached_share aid_meant_for vaccinated treated",
    "funding": "funding_requested funding_received funding_pledged funded_share",
    "killed": "killed died_of_wounds died_without_treatment deaths_registered livestock_lost",
    "injured": "injured casualties treated",
    "rescued": "rescued evacuated",
    "cases": "cases",
    "other": "facilities_set_up aid_litres aid_items responders malnourished malnourished_share population convoy_size vaccinated out_of_school arrested abducted hungry cases",
}
_STRIP = re.compile(
    r"\b(?:the|of|in|near|and|around|city|town|district|province|region|parts|area|areas|a|an)\b|[^\w]+"
)


@dataclass
class Score:
    """Counts of one measure: right, wrong (proposed and false), missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Which part of what was proposed is right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Which part of what there is was found."""
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


class Measure:
    """The scores of all judged pages, by field."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.scores: dict[str, Score] = {}
        self.traps = Counter[str]()

    def judge(self, name: str, text: str, read: Proposals, judged: dict[str, Any]) -> None:
        """Add one page: its proposals beside what was judged by hand."""
        left = list(read.figures)
        for truth in judged["figures"]:
            start, end = locate(text, truth["quote"], truth["start"])
            if start < 0:
                continue
            found = next((one for one in read.figures if fits(one, truth, start, end)), None)
            if found is not None:
                left = [one for one in left if one is not found]
            if found is None and (truth.get("optional") or truth.get("dup")):
                continue
            self._add("number", found is not None, f"{name}: missed {truth['quote']!r}", missed=found is None)
            if found is not None:
                self._fields(name, found, truth)
            else:
                self._add("number and indicator", False, "", missed=True)
        for one in left:
            inside = [truth for truth in judged["figures"] if covers(text, truth, one)]
            if inside and any(truth.get("optional") for truth in inside):
                continue
            said = f"{name}: extra {text[slice(*one.quote)]!r} as {one.value('indicator')}"
            self._add("number", False, said)
            self._add("number and indicator", False, "")
        self._count_traps(text, read, judged)

    def _fields(self, name: str, one: Proposal, truth: dict[str, Any]) -> None:
        quote = truth["quote"]
        wanted = {truth["indicator"], *truth.get("indicator_alt", ())}
        ours = {kind for kind, ids in GENERIC.items() if one.value("indicator") in ids.split()}
        self._add(
            "number and indicator", bool(wanted & ours), f"{name}: {one.value('indicator')} for {wanted} in {quote!r}"
        )
        if not wanted & ours:
            self.scores["number and indicator"].missed += 1
        said = {QUALIFIERS.get(word, word) for word in (truth["qualifier"], *truth.get("qualifier_alt", ()))}
        self._add(
            "qualifier", one.value("qualifier") in said, f"{name}: {one.value('qualifier')} for {said} in {quote!r}"
        )
        group, unit = one.value("group"), truth["unit"]
        self._add("group", self._is_group(group, unit), f"{name}: {group} for {unit!r} in {quote!r}")
        if truth["place"]:
            place = f"{one.value('place')} {one.value('place_as_written') or ''}"
            self._add(
                "place",
                self._meets(place, (truth["place"],), "places"),
                f"{name}: {place} for {truth['place']!r} in {quote!r}",
            )
        credited = [who for who in (truth.get("attributed_to"), *truth.get("by_alt", ())) if who]
        silent = one.fields["speaker"].how == "default"
        right = (
            silent
            if not credited
            else (silent and truth.get("by_optional", False))
            or self._meets(f"{one.value('speaker')} {one.value('speaker_as_written')}", credited, "speakers")
        )
        self._add(
            "speaker",
            right,
            f"{name}: {one.value('speaker')} ({one.value('speaker_as_written')}) for {credited} in {quote!r}",
        )

    def _add(self, key: str, right: bool, fault: str, missed: bool = False) -> None:
        score = self.scores.setdefault(key, Score())
        score.right += right
        score.wrong += not right and not missed
        score.missed += missed
        score.faults += [fault] if fault and not right else []

    def _is_group(self, group: str | None, unit: str) -> bool:
        """Whether a group fits what a judged page calls the unit; where it names what no group of ours is, any does."""
        names = {
            "children": "children",
            "women": "women",
            "civilians": "civilians",
            "families": "families",
            "trucks": "trucks",
        }
        wanted = next((ours for word, ours in names.items() if word in unit.split()), None)
        if wanted:
            return group == wanted or (group is None and wanted == "trucks")
        return not group or group not in names.values()

    def _meets(self, ours: str, wanted: tuple[str, ...] | list[str], table: str) -> bool:
        """Whether two names share a word that tells something, or are one in the vocabulary."""
        mine = set(words_of(ours))
        for name in wanted:
            found = self.vocabulary.find(table, re.sub(r"^(?:near|in|around) ", "", name))
            if mine & set(words_of(name)) or (found and found in ours.split()):
                return True
        return False

    def _count_traps(self, text: str, read: Proposals, judged: dict[str, Any]) -> None:
        for trap in judged["traps"]:
            start, _ = locate(text, trap["quote"], trap["start"])
            at = text.find(trap["text"], max(start, 0), start + len(trap["quote"]) + 20) if start >= 0 else -1
            if at < 0:
                continue
            self.traps["all"] += 1
            hit = any(one.span.start < at + len(trap["text"]) and at < one.span.end for one in read.figures)
            self.traps["proposed"] += hit
            self.scores.setdefault("number", Score()).faults += [f"trap {trap['quote']!r}"] if hit else []

    def lines(self) -> Iterator[str]:
        """Yield the table: field, precision, recall, F1."""
        yield f"{'':22}{'precision':>10}{'recall':>8}{'F1':>6}{'n':>5}"
        for key, score in self.scores.items():
            count = score.right + score.missed + (0 if key.startswith("number") else score.wrong)
            whole = f"{score.precision:>10.2f}" + (
                f"{score.recall:>8.2f}{score.f1:>6.2f}" if key.startswith("number") else " " * 14
            )
            yield f"{key:22}{whole}{count:>5}"
        yield f"traps proposed        {self.traps['proposed']} of {self.traps['all']}"


def words_of(name: str) -> list[str]:
    """Return the words of a name that tell something."""
    return [word for word in _STRIP.sub(" ", name.lower().replace("’s", "").replace("'s", "")).split() if len(word) > 2]


def locate(text: str, quote: str, near: int) -> tuple[int, int]:
    """Return where a quote stands in a text whose white space may differ; -1 where it does not."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in quote.split()))
    found = sorted(pattern.finditer(text), key=lambda match: abs(match.start() - near))
    return found[0].span() if found else (-1, -1)


def covers(text: str, truth: dict[str, Any], one: Proposal) -> bool:
    """Whether a proposal lies in the quote of a judged figure."""
    start, end = locate(text, truth["quote"], truth["start"])
    return start <= one.span.start < end


def fits(one: Proposal, truth: dict[str, Any], start: int, end: int) -> bool:
    """Whether a proposal has the number of a judged figure, in its quote or as a twin of it."""
    if not any(start <= span.start < end for span in (one.span, *one.twins)):
        return False
    if truth["qualifier"] == "vague":
        return one.value("qualifier") == "vague"
    if truth["value"] is None:
        return (one.value("value_low"), one.value("value_high")) == (truth["low"], truth["high"])
    value = one.value("value")
    return value == truth["value"] or (
        value is not None and truth["value"] < 1 and abs(value - 100 * truth["value"]) < 1
    )


def judge_article(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield how the article is read beside the records of seeds/: figures, gaps, fields, extras."""
    name = f"{ARTICLE}.toml"
    source, _ = read_report((ROOT / "seeds" / name).read_bytes(), name)
    assert source is not None
    document = Document(text, source.source.title, source.source.publisher, published=source.source.date_published)
    read = read_document(document, vocabulary)
    left = list(read.figures)
    for truth in source.figures:
        found = next(
            (one for one in left if one.value("indicator") == truth.indicator and one.value("value") == truth.value),
            None,
        )
        if found is None:
            yield f"  missed {truth.id}"
            continue
        left.remove(found)
        keys = ("group", "qualifier", "of_total", "place", "date_start", "date_end", "speaker", "via", "basis")
        wrong = [
            f"{key} {found.value(key)} for {getattr(truth, key)}"
            for key in keys
            if found.value(key) != getattr(truth, key)
        ]
        yield f"  {truth.id}: {'; '.join(wrong) or 'all right'}"
    gaps = [(one.value("indicator"), one.value("place"), one.value("date_end")) for one in read.gaps]
    yield f"  gaps: {sum((gap.indicator, gap.place, gap.date_end) in gaps for gap in source.gaps)} of {len(source.gaps)}, extra {len(gaps) - 2}"
    yield f"  extra: {[text[slice(*one.quote)] for one in left]}"


def measure_speed(texts: list[str], vocabulary: Vocabulary) -> str:
    """Return the time for 800 words after the first, beside quantulum3 where it is installed, and the memory held."""
    words = " ".join(texts).split()
    text = "\n".join(" ".join(part.split()) for part in "\n".join(texts).split("\n"))
    document = Document(text, language="en")
    read_document(document, vocabulary)
    began = time.process_time()
    for _ in range(3):
        read_document(document, vocabulary)
    ours = (time.process_time() - began) / 3 * 800 / len(words)
    tracemalloc.start()
    kept = read_document(document, vocabulary)
    held = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    line = f"800 words: {ours * 1000:.0f} ms; {len(kept.figures)} figures held in {held:.1f} MB"
    try:
        from quantulum3 import parser
    except ImportError:
        return f"{line}; quantulum3 is not installed, so not compared"
    parser.parse(texts[0])
    began = time.process_time()
    for part in texts:
        parser.parse(part)
    theirs = (time.process_time() - began) * 800 / len(words)
    return f"{line}; quantulum3 {theirs * 1000:.0f} ms, ratio {ours / theirs:.2f}"


def main(arguments: list[str] | None = None) -> int:
    """Print precision and recall by field for the judged pages that are at hand, and how the article is read."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reading", description=__doc__)
    parser.add_argument("texts", type=Path, nargs="?", default=ROOT / "seeds" / "texts", help="folder with the texts")
    parser.add_argument(
        "--judged", type=Path, help="folder with the judged figures, NN.json; that of the texts otherwise"
    )
    parser.add_argument("--verbose", action="store_true", help="name each fault")
    options = parser.parse_args(arguments)
    vocabulary, _ = read_vocabulary(ROOT / "seeds")
    article = options.texts / f"{ARTICLE}.txt"
    texts = []
    if article.exists():
        texts.append(article.read_text("utf-8"))
        print("the article:", *judge_article(texts[0], vocabulary), sep="\n")
    else:
        print(f"{article}: not at hand, so the article is not measured")
    measure = Measure(vocabulary)
    for path in sorted((options.judged or options.texts).glob("[0-9]*.json")):
        page = options.texts / f"{path.stem}.txt"
        if not page.exists():
            print(f"{page}: not at hand, so not measured")
            continue
        judged, text = json.loads(path.read_text("utf-8")), page.read_text("utf-8")
        texts.append(text)
        read = read_document(Document(text, judged["title"], judged["source"], language="en"), vocabulary)
        measure.judge(path.stem, text, read, judged)
    if measure.scores:
        print(*measure.lines(), sep="\n")
    if options.verbose:
        print(*(f"{key}: {fault}" for key, score in measure.scores.items() for fault in score.faults), sep="\n")
    if texts:
        print(measure_speed(texts, vocabulary))
    return 0


if __name__ == "__main__":
    sys.exit(main())
