"""What is refused: records that do not fit together, a report entered twice, a sum that may count something twice."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations, pairwise
from urllib.parse import parse_qsl, urlencode, urlsplit

from dashboard.collection.faults import Fault, Found, cut_faults, name_nearest, show
from dashboard.collection.quotes import check_quote
from dashboard.collection.vocabulary import Vocabulary, follow
from dashboard.records.fields import COLUMNS
from dashboard.records.folding import fold_searched
from dashboard.records.model import ENTRIES, LISTS, VOCABULARY, Figure, Source, SourceFile
from dashboard.records.moments import as_day
from dashboard.records.reported import ReportedFigure, bounds_of, write_figure

_CAMPAIGN = re.compile(r"utm_|fbclid$|gclid$")
_LONG_BEFORE = timedelta(days=366)


# What files are held against, each with the report that has it: entries (list, id), and how a report is known again.
Known = dict[tuple[str, ...], str]


def let_in(files: Mapping[str, SourceFile], words: Vocabulary, known: Known) -> tuple[list[SourceFile], list[Fault]]:
    """Return the files (by label) that have no fault beside those before them and what is *known*."""
    kept, known = dict[str, SourceFile](), dict(known)
    faults: list[Fault] = []
    for label, file in files.items():
        found = _check(label.removesuffix(f"{file.source.id}.toml"), file, words, known)
        wrong = [Fault(label, where, message) for where, message in found]
        faults += cut_faults(label, wrong)
        if not wrong:
            kept[label] = file
            ids = [(name, str(entry.id)) for name in LISTS for entry in getattr(file, name)]
            known |= dict.fromkeys((*identify(file.source), *ids), file.source.id)
    while lost := {one: told for one, file in kept.items() if (told := next(_find_dangling(file, known), None))}:
        gone = {kept.pop(label).source.id for label in lost}
        known = {key: name for key, name in known.items() if name not in gone}
        faults += [Fault(label, *told) for label, told in lost.items()]
    return list(kept.values()), faults


def _check(folder: str, file: SourceFile, vocabulary: Vocabulary, known: Known) -> Found:
    if same := next((key for key in identify(file.source) if key in known), None):
        found = f"{folder}{known[same]}.toml has the same {same[0]}"
        yield "source", f"{show(file.source.title)}: {found}, expected each report once"
    figures = {figure.id or "": figure for figure in file.figures}
    for name, model in ENTRIES.items():
        refer = [one for one in COLUMNS[name] if one.refers in VOCABULARY and one.name in model.model_fields]
        own: set[str] = set()
        for number, entry in enumerate(getattr(file, name)):
            other = known.get((name, entry.id))
            where = "this file" if entry.id in own else f"{folder}{other}.toml" if other else None
            own.add(entry.id)
            wrong = [("id", f"{show(entry.id)} stands in {where} too, expected an id of its own")] if where else []
            words = [(one.name, str(one.refers), getattr(entry, one.name)) for one in refer]
            unknown = [word for word in words if word[2] is not None and word[2] not in vocabulary.table(word[1])]
            wrong += [(key, vocabulary.expect(table, word)) for key, table, word in unknown]
            if name == "figures":
                wrong += _check_part(entry, figures)
                wrong += () if unknown else _check_figure(entry, file.source, vocabulary)
            for key, message in wrong:
                yield f"{name}[{number}].{key}", message


def _find_dangling(file: SourceFile, known: Known) -> Found:
    """Yield what points at a statement or figure that is not there."""
    for name, key, what in (("statements", "contradicts", "a statement"), ("figures", "corrects", "a figure")):
        for number, entry in enumerate(getattr(file, name)):
            word = getattr(entry, key)
            if word is not None and (name, word) not in known:
                ids = sorted(key[1] for key in known if key[0] == name)
                found = f"{show(word)}, expected the id of {what}{name_nearest(word, ids)}"
                yield f"{name}[{number}].{key}", found


def identify(source: Source) -> list[tuple[str, ...]]:
    """Return by what a report is known again: its id; its addresses; its publisher, title and day."""
    keys: list[tuple[str, ...]] = [("id", source.id)]
    for address in filter(None, (source.url, source.archive_url)):
        # Scheme, www, fragment and marks of campaigns do not change where it leads.
        parts = urlsplit(address)
        query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if not _CAMPAIGN.match(key)])
        plain = f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}?{query}".rstrip("?")
        keys.append(("address", plain))
    if source.date_published is not None:
        names = (fold_searched(source.publisher), fold_searched(source.title))
        keys.append(("publisher, title and day", *names, source.date_published.isoformat()))
    return keys


def _check_part(figure: Figure, named: Mapping[str, Figure]) -> Found:
    name, whole = figure.part_of, named.get(figure.part_of or "")
    if name is not None and whole is None:
        yield "part_of", f"{show(name)}, expected the id of a figure of this file{name_nearest(name, sorted(named))}"
    elif name is not None and figure.id in follow(name, named, "part_of"):
        yield "part_of", f"{show(name)} makes a circle, expected a figure that contains this one"
    elif whole is not None and figure.indicator == whole.indicator:
        low, high = bounds_of(figure).low, bounds_of(whole).high
        if low is not None and high is not None and low > high:
            found = f"{write_figure(figure)[1]} is above its whole {show(name)}, {write_figure(whole)[1]}"
            yield "part_of", f"{found}; expected part <= whole"


def _check_figure(figure: Figure, source: Source, vocabulary: Vocabulary) -> Found:
    """Yield what the figure's indicator, group, quote and source do not allow."""
    indicator = vocabulary.indicators[figure.indicator]
    if not indicator.is_share:
        for key in ("value", "value_low", "value_high", "value_best", "of_total"):
            if isinstance(number := getattr(figure, key), float):
                yield key, f"{number}, expected a whole number of {indicator.unit}: only per cent have decimals"
        unit = vocabulary.groups[figure.group].unit if figure.group else None
        if unit is not None and unit != indicator.unit:
            found = f"{show(figure.group)} counts {unit}, but {show(figure.indicator)} counts {indicator.unit}"
            yield "group", f"{found}; expected a group of {indicator.unit}"
    yield from check_quote(figure, source.language)
    published = source.date_published
    if published is None or figure.date_basis is not None:
        return
    told = figure.reported_on and as_day(figure.reported_on)
    days = {"date_start": figure.window.first_day, "date_end": figure.window.last_day, "reported_on": told}
    for key, day in days.items():
        if day is not None and day > published and figure.counting != "forecast":
            yield key, f"{day} is after the publication on {published}, expected an earlier day or date_basis, why"
        elif day is not None and day < published - _LONG_BEFORE:
            yield key, f"{day} is over a year before the publication on {published}, expected date_basis, why"


def explain_refusal(figures: Sequence[ReportedFigure], words: Vocabulary) -> str | None:
    """Return why several figures must not be added, or None where they may (``add_bounds``)."""
    named = {figure.id: figure for figure in figures}
    return next((told for pair in combinations(figures, 2) for told in _explain(pair, named, words)), None)


def _explain(two: Sequence[ReportedFigure], named: Mapping[str, ReportedFigure], words: Vocabulary) -> Iterator[str]:
    """Yield why two figures must not be added: what differs first, then what may count the same twice."""
    (one, other), around = two, words.place_containers
    ids = f"{one.id} and {other.id}"
    for figure in two:
        if figure.indicator.is_share:
            yield f"{figure.id} is {figure.written} {figure.indicator.unit}, and shares of different wholes have no sum"
    if one.indicator.unit != other.indicator.unit:
        yield f"{one.indicator.unit} and {other.indicator.unit} are different units"
    if one.indicator.id != other.indicator.id:
        yield f"{one.indicator.label.lower()} and {other.indicator.label.lower()} are different things"
    if one.is_forecast != other.is_forecast:
        forecast, counted = two if one.is_forecast else (other, one)
        yield f"{forecast.id} is a forecast, and {counted.id} was counted"
    if one.group != other.group and any(figure.group is not None and figure.group.mixed for figure in two):
        found = f"{one.unit} and {other.unit}: one mixes what the other keeps apart"
        yield f"{found}, so the sum would count nobody clearly"
    if other.id in follow(one.id, named, "part_of") or one.id in follow(other.id, named, "part_of"):
        yield f"{ids}: one is part of the other, so adding counts it twice"
    if one.statement is not None and (one.statement, one.group) == (other.statement, other.group):
        yield f"{ids} are one statement of one voice"
    if _adjoin(one, other):
        yield f"{ids}: the same voice has the same number on adjoining days, perhaps one event under two dates"
    places_meet = one.place.id in around[other.place.id] or other.place.id in around[one.place.id]
    if not places_meet or _exclude_each_other(one, other):
        return
    for figure in two:
        if figure.counting in ("period", "total") and not (figure.days_stated and figure.window.closed):
            yield f"the days of {figure.id} are not all stated, so the same may be counted twice"
    if one.counting == other.counting == "total":
        yield f"{ids} are running totals, and the later one contains the earlier"
    if "state" in (one.counting, other.counting):
        yield f"{ids} hold at a time, so the same may be counted on each of the days"
    if one.window.overlaps(other.window):
        yield f"{ids} overlap in place and time, so the same may be counted twice"


def _exclude_each_other(one: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether nobody can be in both: groups of one partition, or one voice that holds two sides responsible."""
    if one.group is not None and other.group is not None and one.group != other.group:
        return one.group.partition is not None and one.group.partition == other.group.partition
    sides = (one.responsible, other.responsible)
    return None not in sides and sides[0] != sides[1] and one.said.voice == other.said.voice


def _adjoin(one: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether one voice gives the same number for the same thing on adjoining days: perhaps one event, dated twice."""
    windows = (one.window, other.window)
    first, second = (window.first_day if window.first_day == window.last_day else None for window in windows)
    if first is None or second is None or abs((second - first).days) != 1:
        return False
    return one.source.id != other.source.id and _number_key(one) == _number_key(other)


def _number_key(figure: ReportedFigure) -> tuple[object, ...]:
    group = figure.group.id if figure.group else None
    number = (figure.value, figure.value_low, figure.value_high, figure.qualifier)
    return (figure.said.voice.id, figure.indicator.id, group, figure.place.id, figure.counting, *number)


def list_warnings(figures: Iterable[ReportedFigure]) -> Iterator[Fault]:
    """Yield what is likely entered twice, and is no fault: one voice's same number on adjoining days."""
    alike: dict[tuple[object, ...], list[ReportedFigure]] = defaultdict(list)
    for figure in figures:
        if figure.counting == "period" and figure.value is not None and figure.window.closed:
            alike[_number_key(figure)].append(figure)
    for several in alike.values():
        for one, other in pairwise(sorted(several, key=lambda figure: (str(figure.window.first_day), figure.id))):
            if _adjoin(one, other):
                found = f"{show(one.said.voice.name)} has {one.written} on the day before too, in {show(one.id)}"
                yield Fault(other.source.id, other.id, f"{found}: perhaps one event under two dates", left_out=False)
