"""Charts by URL: the list of them, each as a PNG that says where its figures come from, each as a Plotly chart."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from dashboard.api.answer import Answer
from dashboard.api.call import Call
from dashboard.api.data import JSON
from dashboard.api.faults import ApiFault, come_again, not_found, write_json
from dashboard.charts import CHARTS, ChartError, ChartKind, SourcedChart, card
from dashboard.export.faults import BusyError, NoChromeError, PictureError
from dashboard.export.layout import lay_out
from dashboard.export.png import Picture, draw_picture, stamp_picture
from dashboard.tables import Tables
from dashboard.topics import TOPICAL, focus_chart, write_topic_query

# A picture's ETag is that of the same picture at this time.
_NO_TIME = datetime.fromtimestamp(0, UTC)
_LOOSEN = "choose other sources or loosen the filter"


def answer_list(call: Call) -> Answer:
    """Answer with every chart: its question, whether the filtered figures give it anything to show, its addresses."""
    charts = [
        {
            "id": kind.id,
            "question": kind.question,
            "applies": bool(kind.applies(call.view)),
            "png": f"/api/charts/{kind.id}.png",
            "json": f"/api/charts/{kind.id}.json",
        }
        for kind in CHARTS.values()
    ]
    return Answer(write_json({"charts": charts}), JSON, "charts.json")


def find_chart(call: Call) -> tuple[ChartKind, Tables, str]:
    """Return the chart that the path names, the tables it is drawn from, and the address of the page it is on.

    Raises :class:`ApiFault` 404 with the known ids, 400 where it takes no topic, and 422 where the filtered figures
    give it nothing to show.
    """
    name = call.path["chart"]
    if name not in CHARTS:
        raise not_found("chart", name, list(CHARTS), "/api/charts")
    kind = CHARTS[name]
    if call.topic is not None:
        if name not in TOPICAL:
            raise ApiFault(400, f"{name}: takes no topic, expected one of {', '.join(TOPICAL)} with it")
        return *focus_chart(kind, call.view, call.topic), f"/compare?{write_topic_query(call.topic)}"
    if not kind.applies(call.view):
        raise ApiFault(422, f"{name}: nothing of what is chosen can be shown by it; {_LOOSEN}")
    return kind, call.view, call.link(chart=kind.id)


def answer_png(call: Call) -> Answer:
    """Answer ``/api/charts/<id>.png``; raises :class:`ApiFault` as :func:`find_chart` and :func:`draw`."""
    kind, view, link = find_chart(call)
    return _answer_picture(kind, view, call, kind.id, link)


def answer_card(call: Call) -> Answer:
    """Answer ``/api/figures/<id>.png``, the card of one figure; raises :class:`ApiFault` 404 with the known ids."""
    figure = call.path["figure"]
    known = call.tables.figures["id"]
    if not known.eq(figure).any():
        raise not_found("figure", figure, known.tolist(), "/api/figures.csv")
    one = call.tables.with_figures([figure])
    return _answer_picture(card.KIND, one, call, f"figure-{figure}", f"/?figure={figure}")


def _answer_picture(kind: ChartKind, view: Tables, call: Call, name: str, link: str) -> Answer:
    preset, mode = call.option("preset"), call.option("theme")
    words = "" if call.choice.is_empty else call.about.filter_text
    picture = draw(kind, view, preset, mode, words)
    body = stamp_picture(picture, view, call.about.made, link, words)
    same = stamp_picture(picture, view, _NO_TIME, link, words)
    file_name = call.about.name_file(f"{name}-{preset}-{mode}", "png")
    return Answer(body, "image/png", file_name, identity=hashlib.sha256(same).digest())


def draw(kind: ChartKind, view: Tables, preset: str, mode: str, words: str) -> Picture:
    """Draw a picture; raises :class:`ApiFault`: 422 where it is not legible at this size, 503 where there is no
    Chrome, where many wait, and where the browser failed."""
    try:
        return draw_picture(kind, view, preset, mode, words)
    except NoChromeError as error:
        raise ApiFault(503, str(error)) from error
    except BusyError as error:
        raise come_again(str(error)) from error
    except PictureError as error:
        raise _explain(error) from error


def _explain(error: PictureError) -> ApiFault:
    """A chart that does not fit has no cause below the charts; anything else is the browser's trouble."""
    if error.__cause__ is None or isinstance(error.__cause__, ChartError):
        return ApiFault(422, str(error))
    return come_again(str(error), seconds=10)


def answer_chart(call: Call) -> Answer:
    """Answer ``/api/charts/<id>.json``: the Plotly chart as the picture has it, its sources set beside it.

    ``layout.meta`` holds what the chart says of itself, as text: id, title, alt, figures, sources, note.
    """
    kind, view, _ = find_chart(call)
    words = "" if call.choice.is_empty else call.about.filter_text
    try:
        chart, sourced = lay_out(kind, view, call.option("preset"), call.option("theme"), words)
    except PictureError as error:
        raise _explain(error) from error
    chart.update_layout(meta=describe_chart(sourced))
    return Answer(chart.to_json().encode(), JSON, call.about.name_file(sourced.id, "json"))


def describe_chart(sourced: SourcedChart) -> dict[str, object]:
    """Return what a chart says of itself beside its marks."""
    names = ("id", "question", "title", "subtitle", "alt", "figures", "sources", "note")
    return {name: getattr(sourced, name) for name in names}
