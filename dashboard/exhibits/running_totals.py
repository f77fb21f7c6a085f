"""How running totals grew: a small chart for each voice, forecasts hollow; totals of different voices are not added."""

from __future__ import annotations

from datetime import datetime, time

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.compare import Series, Topic
from dashboard.exhibits.exhibit import Exhibit
from dashboard.exhibits.forms.series import Panel, Point, draw_series
from dashboard.exhibits.forms.table import TwinSection, twin_table
from dashboard.exhibits.making import NothingToShow, hover_over, make_exhibit
from dashboard.records.reported import ReportedFigure
from dashboard.wording.headings import head, name_series, name_series_short, note_caveats, title_series

MOST_PANELS = 6


def running_totals(collection: Collection, topic: Topic | None = None) -> Exhibit:
    """Show the running totals of one unit, those of most days first."""
    found = [one for one in compare.of(collection).series(topic) if len({point.written for point in one.points}) > 1]
    if not found:
        raise NothingToShow(head("nothing_total"))
    order = list(collection.vocabulary.indicators)
    alike = [one for one in found if one.indicator.unit == found[0].indicator.unit]
    shown = sorted(alike[:MOST_PANELS], key=lambda one: (order.index(one.indicator.id), -len(one.points)))
    first = shown[0]
    title = title_series(first)
    told = [TwinSection(name_series(one), [*one.points, *one.forecasts]) for one in shown]
    return make_exhibit(
        "running_totals",
        collection,
        title,
        [draw_series([_draw_panel(one) for one in shown], first.indicator.family), twin_table(told, title)],
        [figure for one in shown for figure in (*one.points, *one.forecasts)],
        subtitle=head("totals_note"),
        note=note_caveats(first.points),
        more=head("rows_left", count=len(found) - len(shown)) if len(found) > len(shown) else None,
        topic=topic,
    )


def _draw_panel(series: Series) -> Panel:
    points = [
        Point(figure, datetime.combine(day, time(12)), hover_over(figure))
        for figure, day in zip(series.points, series.days, strict=True)
    ]
    points += [point for figure in series.forecasts for point in _draw_forecast(figure)]
    return Panel(name_series_short(series), tuple(sorted(points, key=lambda point: point.at)))


def _draw_forecast(figure: ReportedFigure) -> list[Point]:
    day = figure.window.last_day or figure.window.first_day or figure.told_day
    return [Point(figure, datetime.combine(day, time(12)), hover_over(figure))] if day else []
