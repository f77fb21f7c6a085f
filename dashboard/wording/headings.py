"""The words of exhibits: questions, headings, columns, titles and notes, as templates with named slots."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from dashboard.compare.series import Series
from dashboard.records.model import Indicator, Place
from dashboard.records.moments import Window
from dashboard.records.quantity import write_number
from dashboard.records.reported import ReportedFigure, ReportedGap
from dashboard.wording.comparisons import write_growth
from dashboard.wording.days import write_day_short, write_window_short
from dashboard.wording.numbers import count, end, fold, list_numbers, start
from dashboard.wording.scopes import (
    Scope,
    describe_scope,
    name_counted_plural,
    name_subject,
    name_subject_reported,
    write_where,
)
from dashboard.wording.sentences import say
from dashboard.wording.titles import name_claim, state_together
from dashboard.wording.voices import list_chain, name_source, name_speaker

_SIGN = re.compile(r"([≥≤≈<>]|\best\.) (?=[\d≥≤≈<>])")
# What two lines of a title hold, and two of a note.
TITLE_LETTERS: Final = 140
NOTE_LETTERS: Final = 230

ENGLISH: Final[dict[str, str]] = {
    # questions
    "killed": "How many were killed, day by day and voice by voice?",
    "people_to_scale": "How many people, to scale?",
    "water": "Who is without water?",
    "voices_apart": "How far apart are the voices?",
    "changing": "How did one voice’s number change?",
    "running_totals": "How did the running totals grow?",
    "what_was_hit": "What was hit?",
    "rescue_service": "What is left of the rescue service?",
    "timeline": "What happened when?",
    "where": "Where?",
    "who_says": "Who says so?",
    "how_firm": "How firm is each figure?",
    "claims": "What is claimed?",
    "not_known": "What is not known?",
    # groups of questions
    "how_many": "How many",
    "hit": "What was hit",
    "when": "When",
    "places": "Where",
    "voices": "Who says so",
    "unknown": "What is not known",
    # nothing at all
    "nothing": "The reports chosen here say nothing of this.",
    "nothing_killed": "No report chosen here gives a number of people killed.",
    "nothing_changed": "No voice here is known to have changed its number for the same people, place and days.",
    "nothing_total": "No voice here gives a running total on two days.",
    "nothing_people": "No report chosen here gives a number of people.",
    "nothing_hit": "No report chosen here says what was hit.",
    "nothing_rescue": "No report chosen here speaks of a rescue service.",
    "nothing_water": "No report chosen here speaks of water.",
    "nothing_claimed": "No claim is recorded from the reports chosen here.",
    "no_figure": "The reports chosen here give no number.",
    # columns
    "column_reported": "Reported",
    "column_what": "What",
    "column_where": "Where",
    "column_when": "When",
    "column_who": "Who says so",
    "column_voice": "Voice",
    "column_carried": "Carried by",
    "column_published": "Published by",
    "column_figures": "What it reports",
    "column_about": "About",
    "column_claim": "Claim, in our words",
    "column_basis": "Basis",
    "column_named": "Voice named",
    "column_day": "Day",
    "column_place": "Place",
    "column_unknown": "Who says so, and why",
    "column_changed": "Number, as it changed",
    "column_differs": "How it differs",
    "column_others": "What others report",
    # titles
    "as_of": "As of {day}",
    "as_of_short": "as of {day}",
    "day_by_day": "{subject} {where}: {days}",
    "day_numbers": "{day}\u00a0{numbers}",
    "day_gap": "{day} not documented, says {who}",
    # lines
    "days_of": "{shown} of {total} days",
    "others_count": "{reports} count other people, places or days",
    "rows_left": "{count} more among the figures",
    "reports_of": "{reports} of {subject}",
    "others_changed": "Other numbers that changed",
    "not_the_same": "Not the same thing, not compared",
    "more_differ": "{count} more count something else",
    "scale_more": "{shown} of {total} numbers of people, one of each kind",
    "ladder": "{voice} on {scope}: {numbers}",
    "ladder_note": "One voice, in the order in which it gave these numbers; the last one stands.",
    "series": "{voice}: {subject} {where}{since}",
    "series_short": "{voice}: {subject}, {place}",
    "since": ", since {day}",
    "series_title": "{subject} {where}{since}, by {voice}: {numbers}",
    "each_mark": "Each mark is {count}",
    "magnified": "Magnified: each mark is {count}",
    "no_mark": "No mark: no coordinate can be defended",
    "inside": "inside {number}",
    "map_note": "A disc shows how closely a place is known, not where it ends. {policy}",
    "no_ground": "Drawn without outlines, which could not be read.",
    "map_alt": "{title}. Map with numbers at its places: {places}.",
    "map_title": "Where the figures are from: {places}",
    "map_title_more": "Where the figures are from: {places}; {count} without a coordinate",
    "other_reports": "{reports} of other things",
    "whose_own": "{voice}, of their own {things}",
    "whose_by": "{whose}; {when}",
    "by_day": "by {day}",
    "totals_note": "Each chart is the running total of one voice; totals of different voices are never added.",
    # tables of words
    "side_by_side": "What do two reports say of the same thing?",
    "nothing_timed": "The reports chosen here report no event and no number.",
    "nothing_unknown": "The reports chosen here name nothing that nobody could count, and leave nothing out.",
    "two_reports": "Choose exactly two reports to see them side by side.",
    "column_carried_to": "Carried and published by",
    "column_standing": "Standing",
    "column_one_says": "One says",
    "column_other_says": "Reported differently",
    "column_why": "Who says so, and why",
    "short_claim": "{claim} {where}, {when}",
    "short_gap": "{subject} {where}, {when}: {status}",
    "without_number": "{voices} without a number",
    "and_more": "{told}; {count} more",
    "counts_under": "counts under {body}",
    "in_reports": "in {count}: {publishers}",
    "in_many_reports": "in {count}",
    "figures_in": "{figures} in {reports}: {told}",
    "figures_from": "{figures} in {reports}, from {told}",
    "reports_figures": "{figures} in {reports}",
    "figures_among": "{figures} in {reports}, among them {told}",
    "from_kind": "{count} from {kind}",
    "credit_nobody": "; {count} credit nobody",
    "credits_nobody": "; {count} credits nobody",
    "doubt_nobody": "{count} with nobody credited",
    "doubt_inferred": "{count} without a stated place or day",
    "doubt_count": "{count} given as a count",
    "nobody": "nobody credited",
    "nobody_on": "nobody credited, {day}",
    "gap_reason": "{published}. {reason}",
    "carrier_note": "Who carries a number adds no voice to it.",
    "by_figures": "those with most figures first",
    "by_doubt": "the least firm first",
    "by_reports": "those in most reports first",
    "by_topic": "by topic",
    "in_order": "what both say first",
    "shown_of": "{shown} of {total} listed, {how}",
    "named": "named",
    "not_named": "not named",
    "stated": "stated",
    "part": "part: inferred",
    "no_day": "none",
    "where_when": "{where}, {when}",
    "basis_count": "count",
    "basis_estimate": "estimate",
    "basis_statement": "not said",
    "others_have": "Numbers from {voices}: {numbers}",
    "others_count_too": "Numbers from {voices}",
    "nobody_counted": "No full count, as each of these says",
    "core_left_out": "Left out: {subjects}, which are looked for in every report",
    "left_out_title": "{who}: {subject} {where} {status}",
    "and_gaps": "{told}; {count}",
    "is_status": "{who}: {status}",
    "is_not_mentioned": "not mentioned",
    "is_not_read": "not in the part that was read",
    "differently": "{topic}: {one} reports it one way, {other} another",
    "claimed": "{who}: {summary}",
    "claims_more": "{told}; {count}",
    "claims_note": "Claims are in our own words; a claim is no finding.",
    "longer": "Over a longer time",
    "held": "Held at the time; beginning or end not stated",
    "unknown_days": "Not fully counted, as these say",
    "what_where": "{what} {where}",
    "when_covers": "{when}; including {place}",
    "for_day": "{day}: {what}",
    "as_of_days": "as of {first} to {last}",
    "announced": "Announced or expected, not reported as done",
    "numbers_more": "{numbers}; {count}",
    "many_numbers": "{count} of {subject} {where}",
    "few_numbers": "{subject} {where} {numbers}",
    "background": "Background",
    "also_reported": "Also reported",
    "sides_same": "Both speak of the same thing",
    "sides_similar": "Similar, not the same",
    "sides_left": "Only in {one}",
    "sides_right": "Only in {other}",
    "sides_title": "{one} and {other}: {same} of the same thing, {similar} alike, {rest} only in one",
    "sides_agree": "they agree",
    "sides_compatible": "both can be true",
    "sides_exclude": "they cannot both be true",
    "sides_revise": "the later number stands",
    "sides_statement": "one statement in both",
    "sides_differs": "{other}: {differences}",
    "water_all": "both together",
    "water_inside": "inside the siege",
    "water_outside": "outside the siege",
    "water_stations": "the stations",
    "water_beside": "{where} {told}",
    "water_more": "Other numbers",
    "column_as_of": "As of",
    "water_note": "Whether everybody whom a damaged station serves had no water is not said.",
}


# What a role of indicators and groups is called as a heading; another role takes the indicator's own label.
ROLES: Final[dict[str, str]] = {
    "strikes": "Air strikes and attacks",
    "munitions": "Munitions",
    "targets": "Targets",
    "water": "Water",
    "health": "Health",
    "rescue": "Rescue service",
    "destruction": "Buildings",
    "damage": "Damage",
    "convoy": "Aid convoy",
}
# More figures than this at one place are told as reports by subject.
MOST_AT_A_PLACE: Final = 7
MOST_SUBJECTS: Final = 3


def head(key: str, **slots: object) -> str:
    """Fill the words *key* of the catalogue of exhibits."""
    return ENGLISH[key].format(**slots)


class DayNumbers(NamedTuple):
    """What is reported of one day."""

    day: str
    figures: Sequence[ReportedFigure]
    gaps: Sequence[ReportedGap]


def title_claims(figures: Sequence[ReportedFigure]) -> str:
    """State as many figures as two lines of a title hold, the most important first."""
    for most in range(len(figures), 1, -1):
        title = state_together(figures[:most])
        if len(title) <= TITLE_LETTERS:
            return title
    return state_together(figures[:1])


def title_days(days: Sequence[DayNumbers], scope: Scope) -> str:
    """State the numbers of each day: "People reported killed in Aleppo: Thu 22 Sep ≥ 80; Fri 23 Sep ≥ 47, 91"."""
    told = [_write_day_numbers(day._replace(day=keep_together(day.day))) for day in days]
    subject, title = start(name_subject_reported(scope)), ""
    for most in range(len(told), 0, -1):
        title = head("day_by_day", subject=subject, where=write_where(scope), days="; ".join(told[-most:]))
        if len(title) <= TITLE_LETTERS:
            break
    return title


def _write_day_numbers(day: DayNumbers) -> str:
    if day.figures:
        return head("day_numbers", day=day.day, numbers=", ".join(list_numbers(day.figures, signs=True)))
    return head("day_gap", day=day.day, who=name_source(day.gaps[0]))


def title_ladder(ladder: Sequence[ReportedFigure]) -> str:
    """Title one voice's changed number: "SOHR on people killed in East Aleppo, Friday …: 27 so far then 45 so far"."""
    scope = describe_scope(ladder[0])
    numbers = write_growth(ladder)
    return head("ladder", voice=start(name_source(ladder[0])), scope=scope, numbers=numbers)


def write_told(figure: ReportedFigure) -> str:
    """Write when a number was given, short: "Fri 23 Sep", "Fri 23 Sep, 14:30"."""
    told = figure.told
    return write_window_short(Window(told, told)).split("–")[0] if told else say("undated")


def name_series(series: Series) -> str:
    """Name a running total: "WHO: people killed in East Aleppo, since Fri 23 Sep"."""
    voice = start(name_speaker(series.voice))
    return head("series", voice=voice, subject=name_subject(series), where=write_where(series), since=_since(series))


def name_series_short(series: Series) -> str:
    """Name a running total in few words: "WHO: people killed, East Aleppo"."""
    return head(
        "series_short", voice=start(name_speaker(series.voice)), subject=name_subject(series), place=series.place.name
    )


def title_series(series: Series) -> str:
    """Title a running total: "People reported killed in East Aleppo since …, by WHO: 338 → 342 so far → ≥ 377"."""
    subject = start(name_subject_reported(series))
    numbers = write_growth(series.points)
    slots = {"voice": name_speaker(series.voice), "where": write_where(series), "since": _since(series)}
    return head("series_title", subject=subject, numbers=numbers, **slots)


def _since(series: Series) -> str:
    return head("since", day=write_day_short(series.start)) if series.start else ""


def keep_together(text: str) -> str:
    """Return words that no line break comes between, as in a day."""
    return text.replace(" ", "\u00a0")


def bind_signs(text: str) -> str:
    """Return a text in which no line break comes between a sign and its number."""
    return _SIGN.sub("\\1\u00a0", text)


def note_caveats(figures: Iterable[ReportedFigure]) -> str | None:
    """Say aloud what goes with the numbers, as many as two lines hold; None where nothing does."""
    told: list[str] = []
    for figure in figures:
        if figure.caveat and not any(figure.caveat in one for one in told):
            note = f"{figure.written}: {end(figure.caveat)}"
            if told and len(" ".join([*told, note])) > NOTE_LETTERS:
                break
            told.append(note)
    return " ".join(told) or None


def count_reports_of(figures: Sequence[ReportedFigure]) -> str:
    """Count reports of something, never so that it reads as a number of people: "47 reports of people killed"."""
    return head(
        "reports_of",
        reports=count_digits(len({figure.source.id for figure in figures}), "report"),
        subject=name_subject(figures[0]),
    )


def count_digits(number: int, noun: str) -> str:
    """Count with digits, as beside a mark: "3 reports"."""
    return f"{number:,} {count(number, noun).split(' ', 1)[1]}"


def limit_words(text: str, most: int) -> str:
    """Cut a text after so many words, said by an ellipsis."""
    words = text.split()
    return text if len(words) <= most else " ".join(words[:most]).rstrip(".,;:") + " …"


def title_places(places: Sequence[Place], unmarked: int) -> str:
    """Title a map by its places: "Where the figures are from: Aleppo, East Aleppo and Al-Waer, Homs"."""
    names = fold([place.name for place in places], 4)
    more = count(unmarked, "place") if unmarked else ""
    return head("map_title_more" if more and len(places) > 1 else "map_title", places=names, count=more)


def list_with_subjects(figures: Sequence[ReportedFigure]) -> str | None:
    """List figures each with what it counts: "at least 80 people killed; …"; None where they are many."""
    told = list(dict.fromkeys(name_claim(figure) for figure in figures))
    return start("; ".join(told)) if len(told) <= MOST_AT_A_PLACE else None


def list_reports_of(figures: Sequence[ReportedFigure]) -> str:
    """Count reports by subject, the most reported first: "30 reports of people killed; 12 reports of …"."""
    subjects: dict[str, list[ReportedFigure]] = {}
    for figure in figures:
        subjects.setdefault(name_subject(figure), []).append(figure)
    ranked = sorted(
        subjects.values(), key=lambda found: (-len({one.source.id for one in found}), found[0].indicator.id)
    )
    most = MOST_SUBJECTS if len(ranked) > MOST_SUBJECTS + 1 else len(ranked)
    told = [count_reports_of(found) for found in ranked[:most]]
    rest = {one.source.id for found in ranked[most:] for one in found}
    if rest:
        told.append(head("other_reports", reports=count_digits(len(rest), "report")))
    return "; ".join(told)


def name_unit(indicator: Indicator, number: int, magnified: bool = False) -> str:
    """Say what one mark stands for: "Each mark is 1 air strike", "Magnified: each mark is 50 people"."""
    counted = indicator.unit_one if number == 1 else indicator.unit
    return head("magnified" if magnified else "each_mark", count=f"{write_number(number)} {counted}")


def write_whose(figure: ReportedFigure) -> str:
    """Say whose count of whose things, and by when: "White Helmets, of its own; by Fri 23 Sep"."""
    voice = start(list_chain(figure, short=True)[0]) if figure.said.credited else figure.source.publisher
    own = figure.said.credited and figure.said.voice.type == "rescue_service"
    day = figure.window.last_day or figure.told_day
    whose = head("whose_own", voice=voice, things=name_counted_plural(figure)) if own else voice
    return head("whose_by", whose=whose, when=head("by_day", day=write_day_short(day))) if day else whose


def title_rescue(figures: Sequence[ReportedFigure]) -> str:
    """State what is left of a service."""
    return title_claims(figures)
