"""The Compare page sets every voice side by side, with the differences in words and what nobody could count."""

from __future__ import annotations

from datetime import date

from dashboard.compare import RULES, Topic
from dashboard.views.compare import _downloads_html, _gaps_html, lines_html, rules_html

THURSDAY = Topic("killed", "people", "aleppo", date(2016, 9, 22))
FRIDAY = Topic("killed", "people", "aleppo", date(2016, 9, 23))


def test_each_voice_stands_with_its_number_its_difference_and_its_standing(real_tables):
    html = lines_html(THURSDAY, real_tables)
    assert "≥ 80" in html and "≥ 14" in html
    assert "a narrower place: East Aleppo" in html
    assert "Stands apart, no other voice agrees" in html
    assert 'class="hf-story"' in html


def test_what_nobody_could_count_stands_above_the_voices(real_tables):
    html = _gaps_html(FRIDAY, real_tables)
    assert "Not documented: Aleppo, Friday 23 September 2016." in html
    assert "(The Independent)" in html


def test_the_figures_behind_it_can_be_taken_away(real_tables):
    html = _downloads_html(THURSDAY, real_tables)
    assert "api/figures.csv?indicator=killed&amp;place=aleppo" in html


def test_a_source_writes_no_html_into_the_table(invented_tables):
    topic = Topic("killed", "people", "lowtown", date(2021, 3, 3))
    hostile = invented_tables.sources.assign(publisher="<script>x</script>")
    html = lines_html(topic, invented_tables.cut("hostile", sources=hostile))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_the_rules_are_told_where_they_are_used():
    assert all(rule.name in rules_html() for rule in RULES)
