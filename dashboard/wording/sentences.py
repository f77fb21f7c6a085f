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
    "more_voice": ("more voice", "more voices"),
    "day": ("day", "days"),
    "place": ("place", "places"),
    "figure": ("figure", "figures"),
}

# "many people", but "dozens of people".
WITHOUT_OF: Final = frozenset({"many", "several", "some", "few", "numerous", "countless"})
# Common words with which a name may begin, written small inside a sentence; a proper name is left as it is.
COMMON_WORDS: Final = frozenset(
    {"A", "An", "Another", "One", "Two", "Three", "Local", "Several", "Activist", "Activists", "Resident", "Residents"}
    | {"Video", "Medical", "Aid", "Ambulance", "Forensic", "Health", "Hospital", "Hospitals", "Doctors", "Rescuers"}
    | {"Opposition", "Governor", "Head", "Director", "Foreign", "Diplomat", "Rebel", "Rebel-held", "Countryside"}
    | {"Nobody", "Officials", "Unnamed", "Mayor", "Spokesman", "Spokeswoman"}
)
# Where a common word stands for one thing it takes an article, but not after these, nor before what has no plural.
WITHOUT_ARTICLE: Final = frozenset({"A", "An", "Another", "One", "Two", "Three", "Several", "Nobody"})
UNCOUNTABLE: Final = frozenset({"footage", "staff"})
# Proper names that take an article inside a sentence.
WITH_ARTICLE: Final = frozenset({"UN", "United Nations", "White Helmets", "Local Coordination Committees", "IFRC"})
WITH_ARTICLE_ENDS: Final = (" government", " army", " authorities")

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
    "the": "the {name}",
    "between_numbers": "between {low} and {high}",
    "no_number": "no number can be given",
    "of_counted": "of {counted}",
    # days
    "hour_of_day": "{hour} on {day}",
    "hour_of_day_short": "{day}, {hour}",
    "days_not_stated": "days not stated",
    "on_days_not_stated": "on days that are not stated",
    "since": "since {start}",
    "up_to": "up to {end}",
    "up_to_short": "until {end}",
    "span": "{start} to {end}",
    "between_days": "between {start} and {end}",
    "on": "on {window}",
    "in": "in {window}",
    "from": "from {window}",
    "night": "the night of {days}",
    "night_short": "night {days}",
    "part_of_day": "the {part} of {day}",
    "part_of_day_short": "{day}, {part}",
    "morning": "morning",
    "afternoon": "afternoon",
    "evening": "evening",
    "day_until": "{day}, until {end}",
    "day_from": "{day}, from {start}",
    "day_hours": "{day}, {start} to {end}",
    # scopes
    "place_in": "{place}, {within}",
    "scope": "{subject} {where}, {when}",
    "reported": "{counted} reported{phrase}",
    "counted": "{counted}{phrase}",
    "as_of": "as of {day}",
    "bare": "{days}",
    "within": "within {days}",
    "since_as_of": "{since}, as of {day}",
    "place_inferred": "place inferred",
    "day_inferred": "day inferred",
    "place_and_day_inferred": "place and day inferred",
    "place_and_days_not_stated": "place inferred, days not stated",
    # how another figure differs
    "not_that": "{one}, not {other}",
    "only": "{counted} only",
    "not_only": "{one}, not only {other}",
    "who_not_said": "who is counted is not said",
    "any_kind": "{counted} of any kind",
    "who_unclear": "who is counted may differ",
    "a_forecast": "a forecast, not a count",
    "a_count": "a count, not a forecast",
    "attributed_only": "attributed to {responsible} only",
    "anyone_responsible": "whoever is held responsible",
    "cause_only": "{cause} only",
    "any_cause": "whatever the cause",
    "a_state": "at one time, not over days",
    "no_state": "over days, not at one time",
    "counted_otherwise": "counted otherwise",
    "where_part": "narrower: {place}",
    "where_whole": "wider: {place}",
    "where_overlap": "overlapping: {place}",
    "where_apart": "elsewhere: {place}",
    "where_inferred": "place inferred: {place}",
    "where_unknown": "elsewhere or overlapping: {place}",
    "where_one_inferred": "the place of one is inferred",
    "the_days_are_not_stated": "the days are not stated",
    "when_part": "shorter: {days}",
    "when_whole": "longer: {days}",
    "when_overlap": "overlapping days: {days}",
    "when_day": "another day: {days}",
    "when_apart": "other days: {days}",
    "when_inferred": "day inferred: {days}",
    "when_open": "open days: {days}",
    "when_unclear": "days may differ: {days}",
    "when_later": "{when}, {days} later",
    "when_earlier": "{when}, {days} earlier",
    # titles
    "with_day": "{claim}, {when}",
    "forecast_of": "a forecast of {count}{phrase}",
    "cause_in_title": " ({cause})",
    "responsible_in_title": ", attributed to {responsible}",
    "next_claim": "{title}; {claim}",
    "gap_not_documented": "nobody could count {subject} {where}{when}",
    "gap_zero_reported": "counted {subject} {where}{when}, and found none",
    "gap_not_applicable": "{subject} {where}{when} cannot be counted",
    "gap_not_documented_short": "not documented",
    "gap_zero_reported_short": "0 reported",
    "gap_not_applicable_short": "not applicable",
    # who says so
    "nobody_credited": "nobody credited",
    "nobody_credited_by": "nobody credited; published by {publisher}",
    "carried_by": ", carried by {carrier}",
    "passed_on_by": ", passed on by {carrier}",
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
    # standings
    "voice_reported": "{voice} reported {claim}{carried}",
    "report_has": "{voice} has {claim}, crediting nobody{carried}",
    "voice_said": "{voice} said {number}",
    "voice_has": "{voice} has {number}",
    "voice_and_number": "{voice} {number}",
    "one_voice": "One voice in this collection: {reported}.",
    "one_report": "One report in this collection: {reported}.",
    "not_comparable": "Not comparable, {reason}: {reported}.",
    "days_inferred": "its days are inferred",
    "days_unstated": "its days are not stated",
    "revised": "Revised: after {own}, {reported}.",
    "revised_scope": "Revised: for other days, {when}, {reported}.",
    "updated": "Updated: after {own}, counted until then, {reported}.",
    "continued": "Continued for longer, {when}: {reported}.",
    "later_state": "Later, {when}: {reported}.",
    "replaces": "It replaces an earlier number: {reported}.",
    "contradicted": "Contradicted: {own}{carried_own}; {other}{carried}. They cannot both be true.",
    "contradicted_part": "Contradicted: {part} for a part alone ({differences}), {whole} for the whole.",
    "corroborated": "Corroborated: {reported}{more}.",
    "corroborated_one_count": "Corroborated: {reported}{more}; it may be one count.",
    "corroborated_vague": "Corroborated, as we read the vague word: {reported}{more}.",
    "and_more_voices": ", and {count} agreed",
    "repeated": "Repeated in {reports}{names}: {reported}. It remains one count.",
    "named_reports": ", {words}",
    "some_reports": ", among them {words}",
    "both_can_be_true": "Both can be true: {own}, {others}.",
    "all_can_be_true": "All can be true: {own}, {others}.",
    "far_apart": "Far apart, neither excludes the other: {own}, {others}.",
    # pairs
    "pair": "{both}: {relation}{verdict}.",
    "pair_same": "strictly the same scope",
    "pair_part_of": "the first counts a part of the second{differences}",
    "pair_whole_of": "the second{differences} counts a part of the first",
    "pair_overlap": "they overlap, the second differs{differences}",
    "pair_not_comparable": "not comparable, the second differs{differences}",
    "verdict_agree": "; they agree",
    "verdict_compatible": "; both can be true",
    "verdict_exclude": "; they cannot both be true",
    "verdict_none": "; nothing follows from it",
    "in_brackets": " ({words})",
    "one_statement": "One statement of {voice} in {reports}, never to be counted twice: {claim}.",
    # answers
    "answer_range": "{voices} on {asked}: {numbers}",
    "answer_one_voice": "{claim}: one voice, {voice}",
    "answer_one_report": "{claim}: one report, {voice}, crediting nobody",
    "answer_nobody": "Nobody in this collection counted {asked}",
    "answer_no_range": "{topic}: days of different length are no range",
    "and_more": "and {count} more",
    "crediting_nobody": "{reports} crediting nobody",
    "cannot_both": "{one}, {other}: they cannot both be true.",
    "verdict_one_voice": "One voice in this collection.",
    "verdict_one_report": "One report in this collection, crediting nobody.",
    "both_true": "Both can be true.",
    "both_true_number": "Both can be true: the number would be {number}.",
    "all_true": "All can be true.",
    "all_true_number": "All can be true: the number would be {number}.",
    "both_ends": "{low} and {high}",
    "beside": "{differences}; {number}, {voice}",
    "not_stated_so": "not stated so in its report",
    "replaced": "Left out, since the same voice gave a later number: {told}.",
    # source lines
    "to": " to ",
    "between_reports": ". ",
    "all_via": "All via {report}",
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
    "rule_repeated": "Other reports carry the number of the same voice for the same scope; it remains one count.",
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
