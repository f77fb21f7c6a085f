"""Notes and source lines."""

from dashboard.wording.sources import note_gap, write_full_note, write_short_note, write_source_lines
from tests.wording.invented import GAZETTE, OFFICE, RESCUERS, RESIDENTS, figure, gap, said, source


def test_a_short_note_names_who_said_it_who_carried_it_and_who_published_it():
    assert write_short_note(figure(said=said(via="AP"))) == "Velm Rescue Service → AP → The Gazette, 15 May 2020"


def test_a_short_note_credits_nobody_where_the_report_does():
    assert write_short_note(figure(said=said(GAZETTE))) == "Nobody credited → The Gazette, 15 May 2020"


def test_who_passes_a_number_on_stands_behind_whose_it_is():
    passed = figure(said=said(OFFICE, voice=RESCUERS))
    assert write_short_note(passed).startswith("Velm Rescue Service → Flood Office (FLO) → The Gazette")


def test_a_voice_that_publishes_itself_is_named_once():
    own = figure(source=source(publisher="Flood Office"), said=said(OFFICE))
    assert write_short_note(own) == "Flood Office (FLO), 15 May 2020"


def _part(note, label):
    return dict(note.parts).get(label)


def test_a_full_note_quotes_the_source_and_nothing_else():
    stated = write_full_note(figure())
    assert _part(stated, "Quote") == "“at least 80 dead”"
    assert _part(stated, "When") == "Friday 15 May 2020 (in the source: “on Friday”)"
    translated = write_full_note(figure(source=source(as_written_translated=True)))
    assert _part(translated, "When") == "Friday 15 May 2020 (in the source: on Friday, in our translation)"


def test_what_is_inferred_is_said_plainly():
    note = write_full_note(
        figure(place_as_written=None, place_basis="the town that the report is about", date_as_written=None, date_basis="Printed the day after.")
    )  # fmt: skip
    assert _part(note, "Where") == "Velm, Ostmark. Place inferred: the town that the report is about."
    assert _part(note, "When") == "Friday 15 May 2020. Day inferred: Printed the day after."


def test_a_full_note_names_the_whole_that_contains_it():
    note = write_full_note(figure(part_of="all"), whole=figure(120, "about"))
    assert _part(note, "Part of") == "Already contained in about 120 people. Never add both."


def test_a_gap_is_somebody_s():
    assert note_gap(gap(), year=False).startswith("The Gazette: no full count of people killed in Velm, Ostmark on Fri")
    assert note_gap(gap(said=said())).startswith("Velm Rescue in The Gazette: no full count of people killed in Velm")


def test_the_sources_of_one_report_stand_on_one_line():
    figures = [figure(said=said(via="AP")), figure(40, "exact", basis="estimate", said=said(OFFICE)), figure(1, "exact", said=said(OFFICE))]  # fmt: skip
    assert write_source_lines(figures) == (
        "All via The Gazette, 15 May 2020: Velm Rescue to AP (≥ 80); Flood Office (est. 40, 1)",
    )


def test_the_sources_of_a_few_reports_are_grouped_by_report():
    other = figure(90, source=source(id="post-1", publisher="The Post"), said=said(OFFICE))
    assert write_source_lines([figure(), other]) == (
        "The Gazette, 15 May 2020: Velm Rescue (≥ 80). The Post, 15 May 2020: Flood Office (≥ 90)",
    )


def test_the_sources_of_many_reports_are_counted_and_their_days_given():
    figures = [figure(n, source=source(id=f"r-{n}", publisher=f"Newspaper of the town of Velm {n}")) for n in range(40)]
    (line,) = write_source_lines(figures)
    assert line.startswith("40 reports, 15 May 2020: Newspaper of the town of Velm 0, ")
    assert line.endswith(" and 35 more")


def test_without_records_there_is_no_source():
    assert write_source_lines([]) == ()


def test_a_person_without_a_name_is_not_told_as_if_named_so():
    unnamed = said(RESIDENTS, speaker_as_written="two men", speaker_named=False)
    assert (_part(write_full_note(figure(said=unnamed)), "Who says so") or "").endswith(
        ", not named in the source: “two men”)"
    )
