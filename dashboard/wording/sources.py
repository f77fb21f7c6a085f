"""Who says so, who carried and who published it: names, chains, notes, source lines of exhibits, citations, links."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote as percent_encode

from dashboard.records.model import Source, Speaker
from dashboard.records.reported import Reported, ReportedFigure, ReportedGap
from dashboard.wording.days import write_day
from dashboard.wording.scopes import name_count, name_place, say_gap, state_figure, write_when
from dashboard.wording.sentences import PRECISION, VALUES, WORDS, count, end, fit, fold, say, start, within, write_small

ARROW = " → "
# What two lines of a picture hold at the size that is legible from the back of a room.
SOURCE_LETTERS, MOST_PUBLISHERS = 300, 6
Cited = ReportedFigure | ReportedGap


def name_speaker(speaker: Speaker) -> str:
    """Name a speaker as in the middle of a sentence: by a short name that is a proper one, else in full."""
    # "SOHR" and "White Helmets" are names, "Forensic team" is a label; brackets and commas would break a sentence.
    first, *others = speaker.short.split(" ")
    label = first in WORDS["common"] or "," in speaker.short or any(word[0].islower() for word in others)
    return within(re.sub(r"\s*\([^()]*\)|,.*", "", speaker.name) if label else speaker.short)


def name_source(record: Reported) -> str:
    """Name whose number it is, or, where a report credits nobody, the report itself."""
    return name_speaker(record.said.voice) if record.said.credited else record.source.publisher


def name_carrier(record: Reported) -> str | None:
    """Name who carried it: the agency, else the publisher; None where the voice published it itself."""
    said, publisher = record.said, record.source.publisher
    return said.via or (publisher if said.credited and not _is_name_of(publisher, said.voice) else None)


def say_carried(record: Reported, publisher: bool = True) -> str:
    """Say who passed it on and carried it: ", passed on by WHO, carried by Reuters"; no *publisher* that is open."""
    said, carrier, passer = record.said, name_carrier(record) if publisher else record.said.via, ""
    if said.credited and said.speaker.id != said.voice.id:
        passer = say("passed_on_by", carrier=name_speaker(said.speaker))
        carrier = None if carrier and _is_name_of(carrier, said.speaker) else carrier
    return passer + (say("carried_by" if said.credited else "text_by", carrier=carrier) if carrier else "")


def _is_name_of(publisher: str, speaker: Speaker) -> bool:
    """Whether a publisher's name is the speaker's, or has the speaker's initials in it ("UNICEF USA")."""
    known = {_plain(name) for name in (speaker.name, speaker.short, *speaker.aliases)}
    return _plain(publisher) in known or (speaker.short.isupper() and speaker.short in re.findall(r"\w+", publisher))


def _plain(name: str) -> str:
    return re.sub(r"\s*\([^()]*\)$|^the ", "", name.casefold()).strip()


def list_chain(record: Reported, short: bool = False) -> list[str]:
    """List who said it, who passed it on, who carried it and who published it, each once."""
    said = record.said
    speakers = [write_small(one.short if short else one.name) for one in (said.voice, said.speaker)]
    publisher = "" if said.credited and _is_name_of(record.source.publisher, said.voice) else record.source.publisher
    links = [*(speakers if said.credited else [say("nobody_credited")]), said.via or "", publisher]
    return [next(same) for _, same in groupby(filter(None, links), key=_plain)]


def list_links(record: Reported) -> list[str]:
    """List who said it and who carried it, without the publisher, whom the report names."""
    links = list_chain(record, short=True)
    return links[:-1] if len(links) > 1 and links[-1] == record.source.publisher else links


def write_chain(record: Reported, short: bool = False) -> str:
    """Write who said it → who carried it → who published it."""
    return start(ARROW.join(list_chain(record, short)))


def write_published(source: Source) -> str:
    """Write the day of publication, or that it is not known."""
    return write_day(source.date_published, weekday=False) if source.date_published else say("undated")


def name_report(source: Source) -> str:
    """Name a report by its publisher and day: "The Independent, 23 September 2016"."""
    return f"{source.publisher}, {write_published(source)}"


class Note(NamedTuple):
    """A figure's note: one line for a card, parts with their labels for the page."""

    short: str
    parts: tuple[tuple[str, str], ...]

    def as_text(self) -> str:
        """Return the note as plain text, one line per part."""
        return "\n".join(f"{label}: {text}" for label, text in self.parts)


def write_short_note(record: Reported) -> str:
    """Write on one line who said it → who carried it → publisher, date."""
    return f"{write_chain(record)}, {write_published(record.source)}"


def write_full_note(figure: ReportedFigure, comparison: str | None = None, whole: ReportedFigure | None = None) -> Note:
    """Write all that is known of a figure: *comparison* is its standing in a sentence, *whole* what it is a part of."""
    source, place, basis = figure.source, figure.place, figure.date_basis
    contained = say("part_of_whole", whole=name_count(whole)) if whole else say("part_of_another")
    no_basis, place_known = say("no_basis"), say("precision", precision=PRECISION["place"][place.place_precision - 1])
    day_known = f"{end(basis)} " if basis and figure.date_as_written else ""
    day_known += say("precision", precision=PRECISION["date"][figure.date_precision - 1])
    return _make_note(
        figure,
        reported=state_figure(figure),
        quote=quote(figure.quote),
        who=_describe_speaker(figure),
        counts=figure.counts,
        caveat=figure.caveat,
        responsible=figure.responsible,
        when=_say_known(source, start(write_when(figure)), figure.date_as_written, "day", basis),
        day_known=day_known if figure.window.known else None,
        where=_say_known(source, name_place(place), figure.place_as_written, "place", figure.place_basis or no_basis),
        place_known=f"{end(start(place.basis))} {place_known}",
        part_of=contained if figure.part_of else None,
        compares=comparison,
        basis=f"{say(f'basis_{figure.basis}')}; {say(f'counting_{figure.counting}')}.",
        source=f"{source.publisher}, {source.title}, {write_published(source)}",
        standing=say("not_verified"),
    )


def write_gap_note(gap: ReportedGap) -> Note:
    """Write all that is known of a gap."""
    source = f"{gap.source.publisher}, {gap.source.title}, {write_published(gap.source)}"
    who, words = _describe_speaker(gap), quote(gap.quote)
    return _make_note(gap, reported=note_gap(gap), why=end(gap.reason), quote=words, who=who, source=source)


def _make_note(record: Cited, **parts: str | None) -> Note:
    return Note(write_short_note(record), tuple((say(f"label_{label}"), text) for label, text in parts.items() if text))


def quote(words: str) -> str:
    """Enclose a source's own words, and nothing else, in quotation marks."""
    return f"“{words}”"


def _describe_speaker(record: Cited) -> str:
    said = record.said
    if not said.credited:
        return say("nobody_credited_by", publisher=record.source.publisher)
    named = say("named_as" if said.speaker_named else "not_named")
    if said.speaker_as_written:
        key = "written_as" if said.speaker_named else "only_written_as"
        named = say(key, named=named, words=_as_written(record.source, said.speaker_as_written))
    return say("speaker", chain=write_chain(record), type=VALUES["speaker_type"][said.speaker.type], named=named)


def _as_written(source: Source, words: str) -> str:
    """Give a source's own words in quotation marks, our translation of them without."""
    return say("translated", words=words) if source.as_written_translated else quote(words)


def _say_known(source: Source, told: str, as_written: str | None, axis: str, basis: str | None) -> str:
    """Say where or when, with the source's own words for it, else how it was inferred."""
    if as_written:
        return told + say("in_the_source", words=_as_written(source, as_written))
    return f"{end(told)} {say(f'{axis}_inferred_how', basis=end(basis))}" if basis else told


def note_gap(gap: ReportedGap, year: bool = True) -> str:
    """Note a gap as somebody's: "The Independent: no full count of people killed in Aleppo on Friday 23 September"."""
    who = name_source(gap)
    if gap.said.credited and not _is_name_of(gap.source.publisher, gap.said.voice):
        who = say("voice_in_report", voice=who, publisher=gap.source.publisher)
    return say("says", who=start(who), what=say_gap(gap, year))


def write_source_lines(records: Sequence[Cited]) -> tuple[str, ...]:
    """Write the source of an exhibit: by reports, by publishers where that is longer than two lines, else counted."""
    if len(records) < 2:
        return tuple(map(write_short_note, records))
    chains, sources = list_sources(records), list({record.source.id: record.source for record in records}.values())
    if len(sources) == 1:
        return (
            fit((say("all_via", report=report) for report in (chains[0], name_report(sources[0]))), SOURCE_LETTERS),
        )
    publishers = _group(records, lambda record: record.source.publisher)
    # Counted, with the first publishers, and the days between which they were published.
    days = sorted(source.date_published for source in sources if source.date_published)
    first, last = (write_day(day, weekday=False) for day in (days[0], days[-1])) if days else ("", "")
    when = say("published_between", start=first, end=last) if first != last else f", {last}" if days else ""
    few = fold(list(dict.fromkeys(source.publisher for source in sources)), MOST_PUBLISHERS)
    counted = start(f"{count(len(sources), 'report')}{when}: {few}")
    return (fit([". ".join(chains), ". ".join(publishers), counted], SOURCE_LETTERS),)


def list_sources(records: Iterable[Cited]) -> list[str]:
    """List every report behind figures and gaps with its chains and what each is the source of; nothing is folded."""
    reports: dict[str, list[Cited]] = {}
    for record in records:
        reports.setdefault(record.source.id, []).append(record)
    chains = {name: _group(cited, lambda record: say("to").join(list_links(record))) for name, cited in reports.items()}
    return [f"{name_report(cited[0].source)}: {'; '.join(chains[name])}" for name, cited in reports.items()]


def _group(records: Iterable[Cited], name: Callable[[Cited], str]) -> list[str]:
    """Write each name once, with the numbers that belong to it: ["SOHR (est. 40, 1)"]."""
    groups: dict[str, list[str]] = {}
    for record in records:
        said = record.written if isinstance(record, ReportedFigure) else say(f"gap_{record.status}_short")
        groups.setdefault(name(record), []).append(said)
    return [f"{named} ({', '.join(dict.fromkeys(said))})" for named, said in groups.items()]


def link_to_quote(figure: ReportedFigure) -> str | None:
    """Return the report's address with a text fragment that scrolls to the quote; None where it has no address."""
    if figure.source.link is None:
        return None
    # A hyphen means something in the directive (W3C URL Fragment Text Directives), so it is encoded too.
    encoded = percent_encode(figure.quote, safe="").replace("-", "%2D")
    return f"{figure.source.link.split('#')[0]}#:~:text={encoded}"


def cite_apa(source: Source) -> str:
    """Cite a report after APA 7: author or publisher (date). Title. Publisher. Address."""
    day = source.date_published
    when = f"{day.year}, {write_day(day, weekday=False, year=False)}" if day else say("no_date")
    author = source.author or source.publisher
    publisher = end(source.publisher) if author != source.publisher else None
    return " ".join(filter(None, (f"{author} ({when}).", end(source.title), publisher, source.link)))


def cite_ris(source: Source) -> str:
    """Cite a report as RIS (tags TY AU TI PB DA LA UR ER)."""
    kind, day = "NEWS" if source.kind == "news_article" else "RPRT", source.date_published
    texts = kind, source.author, source.title, source.publisher, day and f"{day:%Y/%m/%d}", source.language, source.link
    fields = zip(("TY", "AU", "TI", "PB", "DA", "LA", "UR"), texts, strict=True)
    return "\r\n".join([*(f"{tag}  - {text}" for tag, text in fields if text), "ER  - ", ""])
