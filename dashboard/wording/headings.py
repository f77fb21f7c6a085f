"""The words of exhibits and of what is selected: titles and notes that fit their lines, what stands at marks."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Final, NamedTuple, get_args

from dashboard.collection.collection import Collection
from dashboard.collection.selection import LABELS, Selection
from dashboard.compare import Series
from dashboard.compare.answer import StandingWord
from dashboard.records.model import Indicator, Source
from dashboard.records.moments import Window
from dashboard.records.reported import Reported, ReportedFigure, write_number
from dashboard.records.reported import ReportedStatement as Claim
from dashboard.wording import scopes, sentences
from dashboard.wording.comparisons import write_growth
from dashboard.wording.days import write_day, write_day_short, write_window
from dashboard.wording.scopes import Scope, name_claim, name_subject, name_subject_reported, write_where
from dashboard.wording.sentences import count, end, fit, join, say, start, within
from dashboard.wording.sources import list_chain, name_report, name_source, name_speaker

_SIGN = re.compile(r"([≥≤≈<>]|\best\.) (?=[\d≥≤≈<>])")
# What two lines of a title hold, and two of a note.
TITLE_LETTERS, NOTE_LETTERS = 140, 230
# What a title tells of one day: when, its numbers, else its event or who says that there is no full count.
DayTold = tuple[str, Sequence[ReportedFigure], str]
# More figures than this at one place are told as reports by subject.
_MOST_AT_A_PLACE, _MOST_SUBJECTS = 7, 3


def head(key: str, **slots: object) -> str:
    """Fill the words *key* of the catalogue of exhibits."""
    return sentences.EXHIBITS[key].format(**slots)


def title_claims(figures: Sequence[ReportedFigure]) -> str:
    """State as many figures as two lines of a title hold, the most important first; the days of one alone."""
    first, *others = figures
    title, place = scopes.state_figure(first, day=not others), first.place.id
    for figure in others:
        where = "" if figure.place.id == place else f" {write_where(figure)}"
        longer = f"{title}; {name_claim(figure)}{where}{scopes.name_attribution(figure)}"
        if len(longer) <= TITLE_LETTERS and len(longer.split()) <= sentences.MOST_WORDS:
            title, place = longer, figure.place.id
    return title


def title_days(days: Sequence[DayTold], scope: Scope, main: int) -> str:
    """State "People reported killed in Aleppo: Thu 22 Sep ≥ 80; Fri 23 Sep ≥ 47, 91"; the *main* day in any case."""
    told = []
    for when, figures, who in days:
        day, doubts = when.replace(" ", "\u00a0"), {scopes.name_inferred(figure) for figure in figures}
        doubt = f" ({doubts.pop()})" if len(doubts) == 1 and None not in doubts else ""
        numbers = ", ".join(scopes.list_numbers(figures, signs=True)) + doubt
        told.append(head("day_numbers", day=day, numbers=numbers) if numbers else head("day_gap", day=day, who=who))
    slots = {"subject": start(name_subject_reported(scope)), "where": write_where(scope)}
    order = sorted(range(len(told)), key=lambda day: (day != main, -day))
    tries = ("; ".join(told[day] for day in sorted(order[:most])) for most in range(len(told), 0, -1))
    return fit((head("day_by_day", days=days, **slots) for days in tries), TITLE_LETTERS)


def title_timeline(days: Sequence[DayTold]) -> str:
    """Title what is reported of each day: "Thu 22 Sep: ≥ 80 people reported killed in Aleppo; Fri 23 Sep: …"."""

    def tell(day: str, figures: Sequence[ReportedFigure], event: str, brief: bool) -> str:
        """Tell what was reported of a day; *brief* leaves out in which governorate a place lies."""
        if not figures:
            return head("for_day", day=day, what=event)
        first, numbers = figures[0], scopes.list_numbers(figures, signs=True)
        where = f"{first.indicator.preposition} {within(first.place.name)}" if brief else write_where(first)
        if len(numbers) == 1:
            return head("for_day", day=day, what=f"{name_claim(first, reported=True, signs=True)} {where}")
        told = {"count": count(len(numbers), "different_number"), "numbers": ", ".join(numbers)}
        key = "many_numbers" if len(numbers) > 3 else "few_numbers"
        return head("for_day", day=day, what=head(key, subject=name_subject_reported(first), where=where, **told))

    tries = product(range(len(days), 0, -1), (False, True))
    return fit((start("; ".join(tell(*one, brief) for one in days[:most])) for most, brief in tries), TITLE_LETTERS)


def head_series(key: str, series: Series) -> str:
    """Fill the words *key* for a running total: "WHO: people killed in East Aleppo, since Fri 23 Sep"."""
    since = head("since", day=write_day_short(series.start)) if series.start else ""
    voice, where = name_speaker(series.voice), write_where(series)
    slots = {"reported": start(name_subject_reported(series)), "numbers": write_growth(series.points), "since": since}
    named = {"by": voice, "voice": start(voice), "subject": name_subject(series)}
    return head(key, where=where, place=series.place.name, **slots, **named)


def bind_signs(text: str) -> str:
    """Return a text in which no line break comes between a sign and its number."""
    return _SIGN.sub("\\1\u00a0", text)


def note_caveats(figures: Iterable[ReportedFigure]) -> str | None:
    """Say aloud what goes with the numbers, as many as two lines hold; None where nothing does."""
    told: list[str] = []
    for figure in figures:
        if figure.caveat and not any(figure.caveat in one for one in told):
            told.append(f"{figure.written}: {end(figure.caveat)}")
    return fit((" ".join(told[:most]) for most in range(len(told), 0, -1)), NOTE_LETTERS) or None


def count_reports_of(figures: Sequence[ReportedFigure]) -> str:
    """Count reports of something, never so that it reads as a number of people: "47 reports of people killed"."""
    reports = count_digits(len({figure.source.id for figure in figures}), "report")
    subject = name_subject(figures[0] if len({one.group for one in figures}) == 1 else replace(figures[0], group=None))
    return head("reports_of", reports=reports, subject=subject)


def count_digits(number: int, noun: str) -> str:
    """Count with digits, as beside a mark: "3 reports"."""
    return f"{number:,} {count(number, noun).split(' ', 1)[1]}"


def write_span(figures: Sequence[ReportedFigure]) -> str | None:
    """Write the days that several figures are about, where a title does not: "Reported for 22–23 Sep 2016"."""
    first = [figure.window.first_day for figure in figures if figure.window.first_day]
    last = [day for figure in figures if (day := figure.window.last_day or figure.told_day)]
    if len(figures) < 2 or not first or not last or max(last) < min(first):
        return None
    return head("for_days", days=write_window(Window(min(first), max(last))))


def list_subjects(figures: Sequence[ReportedFigure]) -> str:
    """List figures with what each counts; where they are many, reports by subject: "30 reports of people killed; …"."""
    told = dict.fromkeys(name_claim(figure) + scopes.name_attribution(figure) for figure in figures)
    if len(told) <= _MOST_AT_A_PLACE:
        return start("; ".join(told))
    subjects: dict[str, set[str]] = defaultdict(set)
    for figure in figures:
        subjects[name_subject(figure)].add(figure.source.id)
    ranked = sorted(subjects.items(), key=lambda item: (-len(item[1]), item[0]))
    most = _MOST_SUBJECTS if len(ranked) > _MOST_SUBJECTS + 1 else len(ranked)
    parts = [head("reports_of", reports=count_digits(len(ids), "report"), subject=name) for name, ids in ranked[:most]]
    rest = set[str]().union(*(ids for _, ids in ranked[most:]))
    return "; ".join([*parts, *([head("other_reports", reports=count_digits(len(rest), "report"))] if rest else [])])


def name_unit(indicator: Indicator, number: int, magnified: bool = False) -> str:
    """Say what one mark stands for: "Each mark is 1 air strike", "Magnified: each mark is 50 people"."""
    counted = indicator.unit_one if number == 1 else indicator.unit
    return head("magnified" if magnified else "each_mark", count=f"{write_number(number)} {counted}")


def write_whose(figure: ReportedFigure) -> str:
    """Say whose count of whose things, and by when: "White Helmets, of its own; by Fri 23 Sep"."""
    whose = start(list_chain(figure, short=True)[0]) if figure.said.credited else figure.source.publisher
    if figure.said.credited and figure.said.voice.type == "rescue_service":
        whose = head("whose_own", voice=whose, things=scopes.name_counted_plural(figure))
    day = figure.window.last_day or figure.told_day
    return head("whose_by", whose=whose, day=write_day_short(day)) if day else whose


def name_reports(reports: Mapping[str, Source]) -> str:
    """Name the one report by its publisher, or count them."""
    return next(iter(reports.values())).publisher if len(reports) == 1 else count_digits(len(reports), "report")


def name_voices(records: Iterable[Reported], most: int = 3) -> str:
    """Name whose numbers they are, or where nobody is credited the report: "AFP, SOHR and two more"."""
    return start(sentences.fold(list(dict.fromkeys(map(name_source, records))), most))


def name_publishers(records: Iterable[Reported]) -> str:
    """Count the reports, and name their publishers where they are few: "in two reports: AFP and AP"."""
    sources = {record.source.id: record.source.publisher for record in records}
    reports, publishers = count(len(sources), "report"), list(dict.fromkeys(sources.values()))
    return head("in_many_reports" if len(publishers) > 2 else "in_reports", count=reports, publishers=join(publishers))


def title_voices(figures: Sequence[ReportedFigure], reports: str) -> str:
    """Title whose figures they are: "Eight figures in The Independent, from SOHR, …", or among them of which kinds."""
    credited = [figure for figure in figures if figure.said.credited]
    voices, nobody = Counter(figure.said.voice for figure in credited).most_common(), len(figures) - len(credited)
    kinds = Counter(sentences.KINDS[figure.said.voice.type] for figure in credited).most_common(3)
    tail = head("credit_nobody" if nobody > 1 else "credits_nobody", count=count_some(nobody)) if nobody else ""
    among = [head("from_kind", count=count_some(number), kind=kind) for kind, number in kinds]
    named = ([name_speaker(voice) for voice, _ in voices], [within(voice.short) for voice, _ in voices])
    tries = [("figures_from", names) for names in named]
    tries += [("figures_among", among[:most]) for most in (3, 2, 1)]
    slots = {"figures": start(count(len(figures), "figure")), "reports": reports}
    told = (head(key, told=join(words), **slots) + tail for key, words in tries)
    return fit(told, TITLE_LETTERS) if credited else head("reports_figures", **slots) + tail


def count_some(number: int) -> str:
    """Count some of the figures: "three", or where digits could be read as people "33 figures"."""
    return sentences.count_word(number) if number < len(sentences.WORDS["counts"]) else count(number, "figure")


def title_claimed(pairs: Sequence[tuple[Claim, Claim]], single: Sequence[Claim]) -> str:
    """Title claims: what is reported differently and by whom, else the first claim; then how many more there are."""
    one, other = pairs[0] if pairs else (single[0], single[0])
    told = head("differently", topic=one.topic, one=name_source(one), other=name_source(other))
    if not pairs:
        told = head("claimed", who=start(name_source(one)), summary=one.summary.rstrip("."))
    left = len(single) + 2 * len(pairs) - (2 if pairs else 1)
    longer = head("claims_more", told=told, count=count(left, "more_claim"))
    return longer if left and len(longer) <= TITLE_LETTERS else told


def write_when_state(figures: Sequence[ReportedFigure]) -> str:
    """Write the day or days as of which a state is reported: "as of Fri 23 Sep", "as of Mon 19 Sep to Sat 1 Oct"."""
    days = sorted(filter(None, (one.window.last_day or one.told_day or one.window.first_day for one in figures)))
    if len(figures) == 1 or not days:
        return scopes.say_when(figures[0], short=True)
    first, last = map(write_day_short, (days[0], days[-1]))
    when = say("as_of", day=first) if first == last else head("as_of_days", first=first, last=last)
    return when if any(figure.days_stated for figure in figures) else say("inferred_day", when=when)


ALL = "all figures"


class Rule(NamedTuple):
    """What a standing or a sign is called, and when it holds or what it means."""

    id: str
    name: str
    when: str


# The first that holds is the standing of a figure.
RULES: Final = tuple(Rule(kind, say(f"name_{kind}"), say(f"rule_{kind}")) for kind in get_args(StandingWord))
STANDINGS: Final = {rule.id: rule.name.lower() for rule in RULES}
# How to read a figure: the sign before it, and what it means.
_SIGNS = ("at_least", "more_than", "about", "up_to", "fewer_than", "estimate", "so_far", "forecast")
SIGNS: Final = tuple(Rule(sign, say(f"sign_{sign}"), say(f"meaning_{sign}")) for sign in _SIGNS)


def name_value(name: str, value: str, collection: Collection) -> str:
    """Return what people call a value of a part of the selection (``selection.LABELS``), else the value itself."""
    if name == "day":
        return write_day(date.fromisoformat(value))
    if name == "reports":
        report = collection.whole.reports.get(value)
        return name_report(report) if report else value
    if name in ("indicator", "group", "place", "speaker"):
        record = collection.vocabulary.table(f"{name}s").get(value)
        return getattr(record, "name", None) or start(getattr(record, "label", value))
    called = STANDINGS if name == "standing" else sentences.VALUES.get(name, {})
    return start(called.get(value, value.replace("_", " ") if called else value))


def describe_selection(selection: Selection, collection: Collection) -> str:
    """Say what is selected: "Indicator: Killed; place: East Aleppo; from 22 September 2016"."""
    parts: list[str] = []
    for name, label in LABELS.items():
        value = getattr(selection, name)
        if isinstance(value, tuple) and value:
            named = [name_value(name, str(one), collection) for one in value]
            parts.append(f"{label}: {join(named) if len(named) <= 4 else f'{len(named)} values'}")
        elif isinstance(value, date) and selection.start == selection.end:
            parts += [f"day: {write_day(value, weekday=False)}"] if name == "end" else []
        elif isinstance(value, date):
            parts.append(f"{label} {write_day(value, weekday=False)}")
        elif value:
            parts.append(f"{label}: {value}")
    return start("; ".join(parts)) if parts else ALL
