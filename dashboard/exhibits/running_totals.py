"""How running totals grew: a small chart for each voice, forecasts hollow; totals of different voices are not added."""

from __future__ import annotations

from datetime import datetime, time
from operator import itemgetter

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.compare import Series, Topic
from dashboard.exhibits.forms.series import Panel, draw_series
from dashboard.exhibits.forms.table import twin_table
from dashboard.exhibits.making import Draft, NothingToShow
from dashboard.wording.headings import head, head_series, note_caveats

MOST_PANELS = 6


def running_totals(collection: Collection, topic: Topic | None = None) -> Draft:
    """Show the running totals of one unit, those of most days first."""
    found = [one for one in compare.of(collection).series(topic) if len({point.written for point in one.points}) > 1]
    if not found:
        raise NothingToShow(head("nothing_total"))
    order = list(collection.vocabulary.indicators)
    alike = [one for one in found if one.indicator.unit == found[0].indicator.unit]
    shown = sorted(alike[:MOST_PANELS], key=lambda one: (order.index(one.indicator.id), -len(one.points)))
    title, told = (
        head_series("series_title", shown[0]),
        [(head_series("series", one), [*one.points, *one.forecasts]) for one in shown],
    )
    chart = draw_series(list(map(_draw_panel, shown)), shown[0].indicator.family)
    records, note = [figure for _, figures in told for figure in figures], note_caveats(shown[0].points)
    left, table = len(found) - len(shown), twin_table(told, title)
    return Draft(title, [chart, table], records, head("totals_note"), note, left=left, topic=topic)


def _draw_panel(series: Series) -> Panel:
    dated = list(zip(series.days, series.points, strict=True))
    for figure in series.forecasts:
        if day := figure.window.last_day or figure.window.first_day or figure.told_day:
            dated.append((day, figure))
    points = ((datetime.combine(day, time(12)), figure) for day, figure in dated)
    return head_series("series_short", series), sorted(points, key=itemgetter(0))
