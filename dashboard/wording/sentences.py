"""The catalogue: every sentence and word of the product's own, as templates with named slots.

Another language is another catalogue with the same keys and slots. Slots hold what the records say (labels, numbers in
their own written forms, days); what surrounds them stands here and nowhere else.
"""

from __future__ import annotations

from typing import Final

# No sentence that the product makes about a figure is longer.
MOST_WORDS: Final = 30

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

# Our own counts of reports and voices, never a reported number.
COUNT_WORDS: Final = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
NOUNS: Final = {
    "report": ("report", "reports"),
    "other_report": ("other report", "other reports"),
    "voice": ("voice", "voices"),
    "day": ("day", "days"),
    "figure": ("figure", "figures"),
}

# "many people", but "dozens of people".
WITHOUT_OF: Final = frozenset({"many", "several", "some", "few", "numerous", "countless"})
# Written small inside a sentence where a speaker's name begins with one.
ARTICLES: Final = frozenset({"A", "An", "Another", "Local", "Residents", "Activists", "Video", "Medical", "Aid"})

SPEAKER_TYPES: Final = {
    "monitoring_group": "monitoring group",
    "rescue_service": "rescue service",
    "medical_or_forensic": "medical or forensic service",
    "military": "military",
    "armed_group": "armed group",
    "government": "government",
    "un": "United Nations",
    "ngo": "aid organisation",
    "diplomat": "diplomat",
    "resident": "resident",
    "footage": "footage",
    "publisher": "publisher",
}

# UCDP GED codebook 23.1, date_prec and where_prec, in plain words.
DATE_PRECISION: Final = {
    1: "exact day",
    2: "within two to six days",
    3: "within a week",
    4: "within a month",
    5: "within a year or longer, or an end not known",
}
PLACE_PRECISION: Final = {
    1: "exact location",
    2: "near a known point (a town or district)",
    3: "second-order division",
    4: "first-order division (governorate)",
    5: "part of a country",
    6: "country only",
    7: "wider than a country",
}

ENGLISH: Final[dict[str, str]] = {
    # words
    "and": "{most} and {last}",
    "more": "{count} more",
    "forecast_tail": " (forecast)",
    "exactly": "exactly {number}",
    "at_least": "at least {number}",
    "at_most": "at most {number}",
    "about": "about {number}",
    "between_numbers": "between {low} and {high}",
    "no_number": "no number can be given",
    "of_counted": "of {counted}",
    # days
    "hour_of_day": "{hour} on {day}",
    "days_not_stated": "days not stated",
    "on_days_not_stated": "on days that are not stated",
    "on_any_day": "on any day",
    "since": "since {start}",
    "up_to_day": "up to {end}",
    "span": "{start} to {end}",
    "between_days": "between {start} and {end}",
    "on_day": "on {window}",
    "in_month": "in {window}",
    "in_the_night": "in {window}",
    "in_hours": "from {window}",
    "night": "the night of {days}",
    "part_of_day": "the {part} of {day}",
    "morning": "morning",
    "afternoon": "afternoon",
    "evening": "evening",
    "hours_span": "{start} to {end}",
    "day_until": "{day}, until {hour}",
    "day_from": "{day}, from {hour}",
    "day_hours": "{day}, {start} to {end}",
    "since_short": "since {start}",
    "up_to_short": "until {end}",
    "night_short": "night {days}",
    "part_short": "{day}, {part}",
    "until_short": "{day}, until {hour}",
    "from_short": "{day}, from {hour}",
    "hours_short": "{day}, {start}–{end}",
    # scopes
    "place_in": "{place}, {within}",
    "scope": "{subject} {where}, {when}",
    "reported": "{counted} reported{phrase}",
    "as_of": "as of {day}",
    "bare": "{day}",
    "since_as_of": "{since}, as of {day}",
    "place_inferred": "place inferred",
    "day_inferred": "day inferred",
    "days_unknown_inferred": "days not stated",
    "place_and_day_inferred": "place and day inferred",
    "place_and_days_unknown_inferred": "place inferred, days not stated",
    # how another figure differs
    "not_that": "{one}, not {other}",
    "only": "{counted} only",
    "not_only": "{one}, not only {other}",
    "a_part_only": "a part of them only",
    "the_whole": "all of them",
    "who_not_said": "who is counted is not said",
    "who_unclear": "who is counted may differ",
    "a_forecast": "a forecast, not a count",
    "a_total": "a running total",
    "attributed_only": "attributed to {responsible} only",
    "cause_only": "{cause} only",
    "counted_otherwise": "counted otherwise",
    "where_part": "narrower: {place}",
    "where_whole": "wider: {place}",
    "where_overlap": "overlapping: {place}",
    "where_apart": "elsewhere: {place}",
    "where_inferred": "place inferred: {place}",
    "where_other": "elsewhere or overlapping: {place}",
    "where_this_inferred": "the place of this figure is inferred",
    "the_days_are_not_stated": "the days are not stated",
    "when_part": "shorter: {days}",
    "when_whole": "longer: {days}",
    "when_overlap": "overlapping days: {days}",
    "when_day": "another day: {days}",
    "when_apart": "other days: {days}",
    "when_inferred": "day inferred: {days}",
    "when_open": "open days: {days}",
    "when_unclear": "not the same days for certain: {days}",
    "when_later": "{when}, {days} later",
    "when_earlier": "{when}, {days} earlier",
    # titles
    "with_day": "{claim}, {when}",
    "forecast_of": "a forecast of {count}{phrase}",
    "cause_in_title": " ({cause})",
    "responsible_in_title": ", attributed to {responsible}",
    "next_claim": "{title}; {claim}",
    "event_where": ", {place}",
    "not_documented": "nobody could count {subject} {where}{when}",
    "zero_reported": "counted {subject} {where}{when}, and found none",
    "not_applicable": "{subject} {where}{when} cannot be counted",
    "not_documented_short": "not documented",
    "zero_reported_short": "0 reported",
    "not_applicable_short": "not applicable",
    # who says so
    "nobody_credited": "nobody credited",
    "nobody_credited_by": "nobody credited; published by {publisher}",
    "carried_by": ", carried by {carrier}",
    "in_report": "{said}, in {publisher}",
    "published_itself": "{voice}, in its own report",
    "undated": "undated",
    "voice_in_report": "{voice} in {publisher}",
    "says": "{who}: {what}",
    "named": "named in the source",
    "not_named": "not named in the source",
    "speaker": "{chain} ({type}, {named})",
    "in_the_source": " (in the source: {words})",
    "translated": "{words}, in our translation",
    # notes
    "label_reported": "Reported",
    "label_quote": "Quote",
    "label_who": "Who says so",
    "label_counts": "Counts",
    "label_caveat": "Say aloud",
    "label_responsible": "Held responsible",
    "label_when": "When",
    "label_day_known": "How the day is known",
    "label_where": "Where",
    "label_place_known": "How the place is known",
    "label_part_of": "Part of",
    "label_compares": "How it compares",
    "label_basis": "Basis",
    "label_source": "Source",
    "label_standing": "Standing",
    "label_why": "Why",
    "not_verified": "As reported, not independently verified.",
    "day_inferred_how": "Day inferred: {basis}",
    "place_inferred_how": "Place inferred: {basis}",
    "no_basis": "how is not recorded",
    "precision": "Precision: {precision}.",
    "part_of_whole": "Already contained in {whole}. Never add both.",
    "part_of_another": "Already contained in another figure. Never add both.",
    "basis": "{basis}; {counting}.",
    "basis_count": "A count",
    "basis_estimate": "An estimate",
    "basis_statement": "A statement; how it was counted is not said",
    "counting_period": "of what happened in these days",
    "counting_total": "a running total up to the last day",
    "counting_state": "of what held at that time",
    "counting_forecast": "a forecast, not a count",
    # source lines
    "to": " to ",
    "between_reports": ". ",
    "all_via": "All via {report}: {chains}",
    "report_with_chains": "{report}: {chains}",
    "reports_of": "{count}{when}: {publishers}",
    "published_between": ", published between {start} and {end}",
    # citations
    "no_date": "n.d.",
    # explanations
    "rules_heading": "| standing | when |",
    "name_revised": "Revised",
    "rule_revised": "The same voice later gave another number for strictly the same scope, or took it back.",
    "name_updated": "Updated",
    "rule_updated": "A running total that the same voice later raised; the earlier number stays true for its day.",
    "name_contradicted": "Contradicted",
    "rule_contradicted": "An independent voice gives a number for strictly the same scope, and both cannot be true; or "
    "a part exceeds its whole.",
    "name_corroborated": "Corroborated",
    "rule_corroborated": "An independent, named voice states a number of its own for strictly the same scope, and "
    "the two agree.",
    "name_repeated": "Repeated",
    "rule_repeated": "Other reports carry the same voice's number for the same scope; it remains one count.",
    "name_one_voice": "One voice",
    "rule_one_voice": "None of these: one voice in this collection. Nothing is said about the others.",
    "name_not_comparable": "Not comparable",
    "rule_not_comparable": "Its place or its days are not stated by its source.",
    "sign_at_least": "≥ · at least",
    "meaning_at_least": "A minimum; the number may be higher.",
    "sign_more_than": "> · more than",
    "meaning_more_than": "A minimum that is itself not included.",
    "sign_about": "≈ · about",
    "meaning_about": "Rounded; the source states no bounds, so none are drawn.",
    "sign_up_to": "≤ · up to",
    "meaning_up_to": "A ceiling; the number may be lower.",
    "sign_fewer_than": "< · fewer than",
    "meaning_fewer_than": "A ceiling that is itself not included.",
    "sign_estimate": "est. · an estimated",
    "meaning_estimate": "The source calls it an estimate, not a count.",
    "sign_so_far": "so far",
    "meaning_so_far": "Provisional; the source expects more, so it is read as a minimum.",
    "sign_forecast": "hollow · forecast",
    "meaning_forecast": "Feared or expected, not counted; never set beside a count.",
}


def say(key: str, **slots: object) -> str:
    """Fill the sentence *key* of the catalogue."""
    return ENGLISH[key].format(**slots)
