"""What is refused between records: unknown words, ids that stand twice, parts above wholes, reports entered twice.

Each check yields (where, message) for one file; a file with any is left out.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

from dashboard.collection.faults import Fault, Found, cut_faults, name_nearest, show
from dashboard.collection.quotes import check_quote
from dashboard.collection.vocabulary import Vocabulary, follow
from dashboard.records.fields import COLUMNS
from dashboard.records.folding import fold_searched
from dashboard.records.model import ENTRIES, LISTS, VOCABULARY, Figure, Source, SourceFile
from dashboard.records.moments import as_day
from dashboard.records.quantity import bounds_of, write_words

_CAMPAIGN = re.compile(r"utm_|fbclid$|gclid$")
_LONG_BEFORE = timedelta(days=366)


# What files are held against, each with the report that has it: entries (list, id), and how a report is known again.
Known = dict[tuple[str, ...], str]


def list_known(file: SourceFile) -> Known:
    """Return by what a report and its entries are known again."""
    ids = ((name, str(entry.id)) for name in LISTS for entry in getattr(file, name))
    return dict.fromkeys((*identify(file.source), *ids), file.source.id)


def let_in(
    files: Mapping[str, SourceFile], vocabulary: Vocabulary, known: Known
) -> tuple[list[SourceFile], list[Fault]]:
    """Return the files (by label) that have no fault beside those before them and what is *known*."""
    kept, known = dict[str, SourceFile](), dict(known)
    faults: list[Fault] = []
    for label, file in files.items():
        wrong = [Fault(label, where, message) for where, message in _check(label, file, vocabulary, known)]
        faults += cut_faults(label, wrong)
        if not wrong:
            kept[label] = file
            known |= list_known(file)
    while dangling := [(label, *found) for label, file in kept.items() for found in _find_dangling(file, known)]:
        first = {label: Fault(label, where, message) for label, where, message in reversed(dangling)}
        gone = {kept.pop(label).source.id for label in first}
        known = {key: name for key, name in known.items() if name not in gone}
        faults += [first[label] for label in sorted(first)]
    return list(kept.values()), faults


def _check(label: str, file: SourceFile, vocabulary: Vocabulary, known: Known) -> Found:
    folder = label.removesuffix(f"{file.source.id}.toml")
    yield from _entered_twice(folder, file.source, known)
    unknown = list(_unknown_words(file, vocabulary))
    yield from unknown
    yield from _repeated_ids(folder, file, known)
    yield from _faulty_parts(file.figures)
    if not unknown:
        for number, figure in enumerate(file.figures):
            for where, message in _check_figure(figure, file.source, vocabulary):
                yield f"figures[{number}].{where}", message


def _entered_twice(folder: str, source: Source, known: Known) -> Found:
    for key in identify(source):
        if key in known:
            same = "address" if len(key) == 1 else "publisher, title and day"
            shown = show(source.link if len(key) == 1 else source.title)
            other = f"{folder}{known[key]}.toml"
            yield "source", f"{shown}: {other} has the same {same}, expected each report once"
            return


def _repeated_ids(folder: str, file: SourceFile, known: Known) -> Found:
    for name in LISTS:
        own: set[str] = set()
        for number, entry in enumerate(getattr(file, name)):
            other = known.get((name, str(entry.id)))
            where = "this file" if entry.id in own else f"{folder}{other}.toml" if other else None
            if where:
                yield f"{name}[{number}].id", f"{show(entry.id)} stands in {where} too, expected an id of its own"
            own.add(entry.id)


def _find_dangling(file: SourceFile, known: Known) -> Found:
    """Yield what points at a statement or figure that is not there."""
    for name, key, what in (("statements", "contradicts", "a statement"), ("figures", "corrects", "a figure")):
        for number, entry in enumerate(getattr(file, name)):
            word = getattr(entry, key)
            if word is not None and (name, word) not in known:
                ids = sorted(key[1] for key in known if len(key) == 2 and key[0] == name)
                found = f"{show(word)}, expected the id of {what}{name_nearest(word, ids)}"
                yield f"{name}[{number}].{key}", found


def identify(source: Source) -> list[tuple[str, ...]]:
    """Return by what a report is known again: its addresses; its publisher, title and day."""
    keys: list[tuple[str, ...]] = [(_plain_address(url),) for url in (source.url, source.archive_url) if url]
    if source.date_published is not None:
        names = (fold_searched(source.title), fold_searched(source.publisher))
        keys.append((*names, source.date_published.isoformat()))
    return keys


def _plain_address(address: str) -> str:
    """Return an address without what does not change where it leads: scheme, www, fragment, marks of campaigns."""
    parts = urlsplit(address)
    query = [(key, value) for key, value in parse_qsl(parts.query) if not _CAMPAIGN.match(key)]
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}?{urlencode(query)}".rstrip("?")


def _unknown_words(file: SourceFile, vocabulary: Vocabulary) -> Found:
    for name, model in ENTRIES.items():
        columns = [column for column in COLUMNS[name] if column.name in model.model_fields]
        keys = [(column.name, column.refers) for column in columns if column.refers in VOCABULARY]
        for number, entry in enumerate(getattr(file, name)):
            for key, table in keys:
                word = getattr(entry, key)
                if table and word is not None and word not in vocabulary.table(table):
                    yield f"{name}[{number}].{key}", vocabulary.expect(table, word)


def _faulty_parts(figures: Sequence[Figure]) -> Found:
    named = {figure.id or "": figure for figure in figures}
    for number, figure in enumerate(figures):
        name, where = figure.part_of, f"figures[{number}].part_of"
        if name is None:
            continue
        whole = named.get(name)
        if whole is None:
            near = name_nearest(name, sorted(named))
            yield where, f"{show(name)}, expected the id of a figure of this file{near}"
        elif figure.id in follow(name, named, "part_of"):
            yield where, f"{show(name)} makes a circle, expected a figure that contains this one"
        elif figure.indicator == whole.indicator and _is_above(figure, whole):
            found = f"{write_words(figure)} is above its whole {show(name)}, {write_words(whole)}"
            yield where, f"{found}; expected part <= whole"


def _is_above(part: Figure, whole: Figure) -> bool:
    low, high = bounds_of(part).low, bounds_of(whole).high
    return low is not None and high is not None and low > high


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
