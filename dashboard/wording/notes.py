"""Notes: where a figure, gap or statement comes from, on one line and in full; the source lines of an exhibit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dashboard.records.model import Source
from dashboard.records.reported import ReportedEvent, ReportedFigure, ReportedGap, ReportedStatement
from dashboard.wording.days import place_in_time, write_day, write_window
from dashboard.wording.numbers import count, end, fold, join, name_count, start
from dashboard.wording.scopes import name_inferred, name_place, name_subject, write_when, write_where
from dashboard.wording.sentences import DATE_PRECISION, PLACE_PRECISION, SPEAKER_TYPES, say
from dashboard.wording.titles import state_figure
from dashboard.wording.voices import (
    Reported,
    is_own_publication,
    list_chain,
    name_source,
    write_chain,
    write_published,
)

# What two lines of a picture hold at the size that is legible from the back of a room.
SOURCE_LETTERS = 300
MOST_PUBLISHERS = 6


class Part(NamedTuple):
    """One labelled part of a full note."""

    label: str
    text: str


class Note(NamedTuple):
    """A figure's note: one line for a card, labelled parts for the page."""

    figure: str
    short: str
    parts: tuple[Part, ...]

    def as_text(self) -> str:
        """Return the note as plain text, one line per part."""
        return "\n".join(f"{part.label}: {part.text}" for part in self.parts)


def write_short_note(record: Reported) -> str:
    """Write on one line who said it → who carried it → publisher, date."""
    return f"{write_chain(record)}, {write_published(record.source)}"


def write_full_note(figure: ReportedFigure, comparison: str | None = None, whole: ReportedFigure | None = None) -> Note:
    """Write all that is known of a figure: *comparison* is its standing in a sentence, *whole* what it is a part of."""
    parts = (
        ("reported", state_figure(figure)),
        ("quote", quote(figure.quote)),
        ("who", _describe_speaker(figure)),
        ("counts", figure.counts),
        ("caveat", figure.caveat),
        ("responsible", _as_source_writes(figure.source, figure.responsible)),
        ("when", _describe_when(figure)),
        ("day_known", _describe_day(figure)),
        ("where", _describe_where(figure)),
        ("place_known", _describe_place(figure)),
        ("part_of", _describe_whole(figure, whole)),
        ("compares", comparison),
        ("basis", _describe_basis(figure)),
        ("source", cite_briefly(figure.source)),
        ("standing", say("not_verified")),
    )
    kept = tuple(Part(say(f"label_{label}"), text) for label, text in parts if text)
    return Note(figure.id, write_short_note(figure), kept)


def quote(words: str) -> str:
    """Enclose a source's own words, and nothing else, in quotation marks."""
    return f"“{words}”"


def _as_source_writes(source: Source, words: str | None) -> str | None:
    """Give a source's words as its own, or as our translation, without quotation marks."""
    if words is None:
        return None
    return say("translated", words=words) if source.as_written_translated else quote(words)


def _describe_speaker(record: ReportedFigure | ReportedGap | ReportedStatement) -> str:
    said = record.said
    if not said.credited:
        return say("nobody_credited_by", publisher=record.source.publisher)
    named = say("named" if said.speaker_named else "not_named")
    described = say("speaker", chain=write_chain(record), type=SPEAKER_TYPES[said.speaker.type], named=named)
    return f"{described}{_in_source(record.source, said.speaker_as_written)}"


def _in_source(source: Source, words: str | None) -> str:
    written = _as_source_writes(source, words)
    return say("in_the_source", words=written) if written else ""


def _describe_when(figure: ReportedFigure) -> str:
    when = start(write_when(figure))
    if figure.date_as_written:
        return f"{when}{_in_source(figure.source, figure.date_as_written)}"
    return end(when) + " " + say("day_inferred_how", basis=end(figure.date_basis)) if figure.date_basis else when


def _describe_day(figure: ReportedFigure) -> str | None:
    precision = say("precision", precision=DATE_PRECISION[figure.date_precision])
    if not figure.window.known:
        return None
    return f"{end(figure.date_basis)} {precision}" if figure.date_basis and figure.date_as_written else precision


def _describe_where(figure: ReportedFigure) -> str:
    place = name_place(figure.place)
    if figure.place_as_written:
        return f"{place}{_in_source(figure.source, figure.place_as_written)}"
    return end(place) + " " + say("place_inferred_how", basis=end(figure.place_basis or say("no_basis")))


def _describe_place(figure: ReportedFigure) -> str:
    precision = say("precision", precision=PLACE_PRECISION[figure.place.place_precision])
    return f"{end(start(figure.place.basis))} {precision}"


def _describe_whole(figure: ReportedFigure, whole: ReportedFigure | None) -> str | None:
    if figure.part_of is None:
        return None
    return say("part_of_whole", whole=name_count(whole)) if whole else say("part_of_another")


def _describe_basis(figure: ReportedFigure) -> str:
    basis = say(f"basis_{figure.basis}")
    counting = say(f"counting_{figure.counting}")
    return say("basis", basis=basis, counting=counting)


def cite_briefly(source: Source) -> str:
    """Name a report on one line: publisher, title, date."""
    return f"{source.publisher}, {source.title}, {write_published(source)}"


def note_gap(gap: ReportedGap, brief: bool = False, year: bool = True) -> str:
    """Note a gap as somebody's: "The Independent: nobody could count people killed in Aleppo on Friday 23 September".

    *brief* leaves out the place, for a chart that already names it.
    """
    who = name_source(gap)
    if gap.said.credited and not is_own_publication(gap):
        who = say("voice_in_report", voice=who, publisher=gap.source.publisher)
    where = "" if brief else f" {write_where(gap)}"
    when = f" {place_in_time(gap.window, year and not brief)}" if gap.window.known else ""
    said = say(f"gap_{gap.status}", subject=name_subject(gap), where=where.strip(), when=when).replace("  ", " ")
    return say("says", who=start(who), what=said)


def write_gap_note(gap: ReportedGap) -> Note:
    """Write all that is known of a gap."""
    parts = (
        Part(say("label_reported"), note_gap(gap)),
        Part(say("label_why"), end(gap.reason)),
        Part(say("label_quote"), quote(gap.quote)),
        Part(say("label_who"), _describe_speaker(gap)),
        Part(say("label_source"), cite_briefly(gap.source)),
    )
    return Note(gap.id, write_short_note(gap), parts)


def say_record(record: ReportedStatement | ReportedEvent) -> str:
    """Say whose statement or event it is, on one line, with its days where known."""
    when = f", {write_window(record.window)}" if record.window.known else ""
    return f"{write_short_note(record)}{when}"


def write_source_lines(figures: Sequence[ReportedFigure], gaps: Sequence[ReportedGap] = ()) -> tuple[str, ...]:
    """Write the source of an exhibit, grouped by publisher, as long as it fits two lines of a picture.

    "All via The Independent, 23 September 2016: forensic team to AP (≥ 80); SOHR (est. 40, 1)". Where that is too
    long, publishers with their numbers; then publishers alone, and a count of the rest.
    """
    records: list[ReportedFigure | ReportedGap] = [*figures, *gaps]
    reports = {record.source.id: record.source for record in records}
    if not reports:
        return ()
    if len(reports) == 1:
        tries = [_write_one_report(records), _name_reports(list(reports.values()))]
    else:
        tries = [
            say("between_reports").join(list_sources(figures, gaps)),
            say("between_reports").join(_list_publishers(records)),
            _name_reports(list(reports.values())),
        ]
    return (next((line for line in tries if len(line) <= SOURCE_LETTERS), tries[-1]),)


def list_sources(figures: Iterable[ReportedFigure], gaps: Iterable[ReportedGap] = ()) -> list[str]:
    """List every report behind figures and gaps with its chains and what each is the source of; nothing is folded."""
    return [
        say("report_with_chains", report=_name_report(records[0].source), chains=_list_chains(records))
        for records in _group_by_report([*figures, *gaps])
    ]


def _group_by_report(records: Sequence[ReportedFigure | ReportedGap]) -> list[list[ReportedFigure | ReportedGap]]:
    groups: dict[str, list[ReportedFigure | ReportedGap]] = {}
    for record in records:
        groups.setdefault(record.source.id, []).append(record)
    return list(groups.values())


def _write_one_report(records: Sequence[ReportedFigure | ReportedGap]) -> str:
    source = records[0].source
    if len(records) == 1:
        return write_short_note(records[0])
    return say("all_via", report=_name_report(source), chains=_list_chains(records))


def _name_report(source: Source) -> str:
    return f"{source.publisher}, {write_published(source)}"


def _list_chains(records: Sequence[ReportedFigure | ReportedGap]) -> str:
    """List who said what in one report: "forensic team to AP (≥ 80); SOHR (est. 40, 1)"."""
    chains: dict[str, list[str]] = {}
    for record in records:
        links = list_chain(record, short=True)
        if len(links) > 1 and links[-1] == record.source.publisher:
            links = links[:-1]
        chains.setdefault(say("to").join(links), []).append(_write_record(record))
    return "; ".join(f"{chain} ({', '.join(dict.fromkeys(said))})" for chain, said in chains.items())


def _write_record(record: ReportedFigure | ReportedGap) -> str:
    return record.written if isinstance(record, ReportedFigure) else say(f"gap_{record.status}_short")


def _list_publishers(records: Sequence[ReportedFigure | ReportedGap]) -> list[str]:
    publishers: dict[str, list[str]] = {}
    for record in records:
        publishers.setdefault(record.source.publisher, []).append(_write_record(record))
    return [f"{publisher} ({', '.join(dict.fromkeys(said))})" for publisher, said in publishers.items()]


def _name_reports(sources: Sequence[Source]) -> str:
    """Count the reports, name the first publishers, and give the days between which they were published."""
    publishers = list(dict.fromkeys(source.publisher for source in sources))
    days = sorted(source.date_published for source in sources if source.date_published)
    when = ""
    if days:
        same = days[0] == days[-1]
        last = write_day(days[-1], weekday=False)
        when = f", {last}" if same else say("published_between", start=write_day(days[0], weekday=False), end=last)
    return say(
        "reports_of",
        count=count(len(sources), "report"),
        publishers=fold(publishers, MOST_PUBLISHERS),
        when=when,
    )


def note_inferred(figures: Iterable[ReportedFigure]) -> str | None:
    """Note which figures' place or day is inferred, in one sentence; None where all are stated."""
    told: dict[str, list[str]] = {}
    for figure in figures:
        inferred = name_inferred(figure)
        if inferred:
            told.setdefault(inferred, []).append(figure.written)
    pieces = [f"{inferred} ({', '.join(dict.fromkeys(numbers))})" for inferred, numbers in told.items()]
    return end(start(join(pieces))) if pieces else None
