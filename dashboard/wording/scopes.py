"""A figure in words: its number, never without its qualifier, what it counts, where and when; how another differs."""

import math
import re
from collections.abc import Iterable, Mapping
from functools import partial

from dashboard.compare import Series, Topic
from dashboard.compare.scope import is_loose
from dashboard.records.model import Place
from dashboard.records.moments import Window
from dashboard.records.reported import ReportedFigure, ReportedGap
from dashboard.wording.days import place_in_time, write_window
from dashboard.wording.sentences import WORDS, count, say, start, within

# What a written form has after its number: with what is counted between them, "43 people so far" reads as a sentence.
_TAIL = re.compile(
    r"(?:, (?P<best>best (?:estimate )?[\d,.]*\d))?(?P<estimate> \(estimate\))?"
    r"(?P<doubt>(?: so far)?(?: \(forecast\))?)$"
)
# What is asked for or counted: all have .indicator, .group (None where it is not said) and .place.
Scope = ReportedFigure | ReportedGap | Series | Topic


def name_count(figure: ReportedFigure, exactly: bool = False, signs: bool = False) -> str:
    """Name a number with what it counts: "at least 80 people", "dozens of people", by its sign "≥ 80 people"."""
    return say_number(figure, exactly, named="".join(split_count(figure, signs)))


def split_count(figure: ReportedFigure, signs: bool = False) -> tuple[str, str]:
    """Part a number and what it counts from the doubt that follows the verb: ("at least 43 people", " so far")."""
    written, counted = figure.written if signs else figure.wording, name_counted(figure)
    tail = _TAIL.search(written)
    assert tail is not None, "each part of it may be missing"
    best = f" ({tail['best']})" if tail["best"] else ""
    return f"{written[: tail.start()]} {counted}{best}{tail['estimate'] or ''}", tail["doubt"]


def name_counted(figure: ReportedFigure) -> str:
    """Name what a figure counts, in the number its value asks for: "people", "1 child", "of people" after "dozens"."""
    single = figure.value == 1 and figure.of_total is None
    many, group = name_counted_plural(figure), None if figure.indicator.is_share else figure.group
    one = group.label_one if group else figure.indicator.unit_one
    if figure.qualifier == "vague" and (figure.magnitude or "").split(" ")[-1].lower() not in WORDS["without_of"]:
        return say("of_counted", counted=many)
    return one if single else many


def say_number(figure: ReportedFigure, exactly: bool = False, named: str | None = None) -> str:
    """Say a number in words, or as *named*; *exactly* marks one without any qualifier, where bounds matter."""
    plain = figure.qualifier == "exact" and figure.basis != "estimate" and not figure.provisional
    plain = plain and figure.of_total is None and not figure.is_forecast
    return say("exactly", number=named or figure.wording) if exactly and plain else named or figure.wording


def sort_by_size(figures: Iterable[ReportedFigure]) -> list[ReportedFigure]:
    """Sort figures from small to large, as a list of numbers is read; the vague ones come last."""

    def size(one: ReportedFigure) -> tuple[float, bool, str]:
        sizes = (one.bounds.best, one.value, one.bounds.low, one.value_low, one.bounds.high, math.inf)
        return next(size for size in sizes if size is not None), one.qualifier != "exact", one.id

    return sorted(figures, key=size)


def list_numbers(figures: Iterable[ReportedFigure], signs: bool = False) -> list[str]:
    """List the distinct written forms of figures by size: ["at least 47", "at least 72", "91"]."""
    return list(dict.fromkeys(figure.written if signs else figure.wording for figure in sort_by_size(figures)))


def name_counted_plural(scope: Scope) -> str:
    """Name who or what is counted, in the plural: "civilians", "air strikes", "per cent of children"."""
    group, unit = scope.group, scope.indicator.unit
    return unit if group is None else unit.replace(group.unit, group.label) if group.unit else group.label


def name_subject(scope: Scope) -> str:
    """Name what is counted and what happened: "people killed", "air strikes", "people trapped under siege"."""
    phrase = _say_phrase(scope)
    return name_subject_reported(scope) if phrase.startswith(" to ") else name_counted_plural(scope) + phrase


def name_subject_reported(scope: Scope) -> str:
    """Name the same as a report's claim: "people reported killed", "air strikes reported"."""
    return say("reported", counted=name_counted_plural(scope), phrase=_say_phrase(scope))


def _say_phrase(scope: Scope) -> str:
    return f" {scope.indicator.phrase}" if scope.indicator.phrase else ""


def name_place(place: Place) -> str:
    """Name a place, with its governorate where its name alone would not lead a stranger there."""
    known = place.admin1 is None or place.within is None or place.admin1.casefold() in place.name.casefold()
    return place.name if known else f"{place.name}, {place.admin1}"


def write_where(scope: Scope) -> str:
    """Write where, with the indicator's preposition: "in Aleppo", "from Al-Waer, Homs"."""
    return f"{scope.indicator.preposition} {within(name_place(scope.place))}"


def write_when(figure: ReportedFigure, year: bool = True, short: bool = False) -> str:
    """Write when, by how the number runs: "Thursday 22 September 2016", "as of Friday …", "since …, as of Sunday …"."""
    window, counting, write = figure.window, figure.counting, partial(write_window, short=short)
    if not window.known:
        return say("days_not_stated")
    if (counting == "state" and window.end) or (counting == "total" and window.start is None):
        return say("as_of", day=write(Window(window.start or window.end, window.end), year))
    # An open end is closed by the day of telling.
    end, first = window.last_day or figure.told_day, window.first_day
    goes_on = window.end is None or (counting == "total" and not window.is_one_day)
    if not goes_on or first is None or end is None or end <= first:
        days = write(window, year)
        return say("within", days=days) if is_loose(figure) else days
    since = write(Window(window.start, None), year and first.year != end.year)
    return say("since_as_of", since=since, day=write(Window(end, end), year))


def say_when(figure: ReportedFigure, year: bool = True, short: bool = False, when: str | None = None) -> str:
    """Write when, or *when*, and that the days are inferred, or worked out from a length of time ("in two weeks")."""
    when = when or write_when(figure, year, short)
    length = re.search(rf"\b(?:{'|'.join(WORDS['lengths'])})\b", figure.date_as_written or "", re.IGNORECASE)
    if not figure.days_stated:
        return say("inferred_day", when=when) if figure.window.known else when
    return say("days_worked_out", when=when) if length and figure.window.start else when


def say_where(figure: ReportedFigure) -> str:
    """Write where, and that the place is inferred."""
    return write_where(figure) if figure.place_stated else say("inferred_where", where=write_where(figure))


def describe_scope(figure: ReportedFigure, year: bool = True) -> str:
    """Describe all four axes in words: "people killed in Aleppo, Thursday 22 September 2016"."""
    return f"{name_subject(figure)} {say_where(figure)}, {say_when(figure, year)}"


def name_inferred(figure: ReportedFigure) -> str | None:
    """Say what its source does not state: "place inferred", "place and day inferred"; None where it states both."""
    if figure.days_stated:
        return None if figure.place_stated else say("place_inferred")
    day = "day_inferred" if figure.window.known else "days_not_stated"
    return say(day) if figure.place_stated else say(f"place_and_{day}")


def state_figure(figure: ReportedFigure, day: bool = True, year: bool = True, short: bool = False) -> str:
    """State a figure: "At least 80 people reported killed in Aleppo, …"; *short* "≥ 80 people killed in Aleppo, …"."""
    reported = not short or _say_phrase(figure).startswith(" to ")
    where = write_where(figure) if short else say_where(figure)
    claim = f"{name_claim(figure, reported, signs=short)} {where}{name_attribution(figure)}"
    return start(f"{claim}, {say_when(figure, year, short)}" if day else claim)


def name_claim(figure: ReportedFigure, reported: bool = False, signs: bool = False) -> str:
    """Name a number with what it counts and what happened: "at least 80 people killed", by *signs* "≥ 80 people …"."""
    counted, doubt = split_count(figure, signs)
    if figure.is_forecast:
        return say("forecast_of", count=counted, phrase=_say_phrase(figure) + doubt.replace(say("forecast_tail"), ""))
    return say("reported" if reported else "counted", counted=counted, phrase=_say_phrase(figure) + doubt)


def name_attribution(figure: ReportedFigure) -> str:
    """Name by what it came about and whom the source holds responsible, as it follows a claim; empty for neither."""
    cause = f" ({figure.cause})" if figure.cause else ""
    return cause + (say("attributed", responsible=within(figure.responsible)) if figure.responsible else "")


def say_gap(gap: ReportedGap, year: bool = True) -> str:
    """Say a gap as it follows whose it is: "no full count of people killed in Aleppo on Friday 23 September 2016"."""
    when = f" {place_in_time(gap.window, year)}" if gap.window.known else ""
    return say(f"gap_{gap.status}", subject=name_subject(gap), where=write_where(gap), when=when)


def tell_differences(axes: Mapping[str, str], other: ReportedFigure, this: ReportedFigure | Topic) -> list[str]:
    """Tell how *other* differs from *this*, a phrase for each of the *axes* of other to this that is not equal."""
    tell = {"what": _tell_what, "who": _tell_who, "where": _tell_where, "when": _tell_when}
    return [told for name, axis in axes.items() if axis != "equal" for told in tell[name](axis, other, this)]


def _tell_what(_: str, other: ReportedFigure, this: ReportedFigure | Topic) -> list[str]:
    if other.indicator.id != this.indicator.id:
        one, mine = (label[:1].lower() + label[1:] for label in (other.indicator.label, this.indicator.label))
        return [say("not_that", one=one, other=mine)]
    cause, counting = getattr(this, "cause", None), getattr(this, "counting", this.indicator.default_counting)
    for kind in ("forecast", "state"):
        if (other.counting == kind) != (counting == kind):
            return [say(f"a_{kind}" if other.counting == kind else f"no_{kind}")]
    if other.cause and other.cause != cause:
        return [say("cause_only", cause=other.cause)]
    return [say("any_cause" if cause and not other.cause else "counted_otherwise")]


def _tell_who(axis: str, other: ReportedFigure, this: ReportedFigure | Topic) -> list[str]:
    one, mine, responsible = name_counted_plural(other), name_counted_plural(this), getattr(this, "responsible", None)
    told = []
    if other.group is None and this.group is not None:
        told.append(say("who_not_said") if other.indicator.unit == "people" else say("any_kind", counted=one))
    elif other.group is not None and (this.group is None or other.group.id != this.group.id):
        key = "only" if axis == "part" or this.group is None else "not_only" if axis == "whole" else "not_that"
        told.append(say(key, one=one, other=mine))
    if other.responsible and other.responsible != responsible:
        told.append(say("attributed_only", responsible=within(other.responsible)))
    elif responsible and not other.responsible:
        told.append(say("anyone_responsible"))
    return told or [say("who_unclear")]


def _tell_where(axis: str, other: ReportedFigure, this: ReportedFigure | Topic) -> list[str]:
    if axis == "unknown" and other.place_stated and other.place.id == this.place.id:
        return [say("where_one_inferred")]
    key = "where_inferred" if axis == "unknown" and not other.place_stated else f"where_{axis}"
    return [say(key, place=within(name_place(other.place)))]


def _tell_when(axis: str, other: ReportedFigure, this: ReportedFigure | Topic) -> list[str]:
    window, when = other.window, write_when(other, year=False)
    if not window.known:
        return [say("the_days_are_not_stated")]
    if getattr(this, "day", when) is None:  # a topic of any day
        return [say_when(other, year=False)]
    if axis == "unknown":
        key = "inferred" if not other.days_stated else "unclear" if window.closed else "open"
        return [say(f"when_{key}", days=when)]
    if other.counting != "state":
        apart = "day" if window.is_one_day else "hours" if window.part_of_day else "apart"
        key = f"when_{apart if axis == 'apart' else axis}"
        return [say(key, days=say_when(other, when=write_window(window, year=False)))]
    day = window.last_day or window.first_day
    mine = this.day if isinstance(this, Topic) else this.window.last_day or this.window.first_day
    if day is None or mine is None or day == mine or getattr(this, "counting", "state") != "state":
        return [when]
    days = count(abs((day - mine).days), "day")
    return [say("when_later" if day > mine else "when_earlier", when=when, days=days)]
