"""Invented exhibits, from plain to hostile."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Cell, Chart, Column, Exhibit, Look, Mark, Row, Section, Table

COLUMNS = (
    Column("Who says so", "text", 30),
    Column("Reported", "number", 20),
    Column("When", "day", 15),
    Column("What it counts", "text"),
)
MARKS: tuple[tuple[str, Mark], ...] = (
    ("≥ 80", "open"),
    ("91", "solid"),
    ("≈ 250,000", "soft"),
    ("just under 2,000,000", "below"),
    ("200–300", "band"),
    ("≤ 400", "hollow"),
    ("not documented", "hatch"),
)


def make_row(number: int, muted: bool = False) -> Row:
    """A row with a mark of each kind in turn."""
    text, mark = MARKS[number % len(MARKS)]
    return Row(
        (
            Cell(f"River Observatory {number}", sub="to the Echo Agency", strong=not number),
            Cell(text, mark=mark, figure=f"river-{number}", strong=not number),
            Cell("Fri 23 Sep"),
            Cell("people killed in the city, counted by its hospitals"),
        ),
        muted=muted,
    )


def make_table(rows: int = 4, muted: int = 0) -> Table:
    """A table of *rows* rows, and *muted* ones below the rule."""
    sections = [Section(tuple(make_row(number) for number in range(rows)))]
    if muted:
        beside = tuple(make_row(rows + number) for number in range(muted))
        sections.append(Section(beside, heading="Not the same, and therefore not compared", muted=True))
    return Table(COLUMNS, tuple(sections), "Who says what of the dead of Friday")


def make_exhibit(*body: Chart | Table, id: str = "made-up", **changes: object) -> Exhibit:
    """An exhibit of the length that is asked for: sixty words."""
    exhibit = Exhibit(
        id=id,
        key="killed-4f2a91c0",
        question="How many people were killed?",
        title="Six voices on people killed in Riverton on Friday: at least 47 … 91. All can be true",
        subtitle="Friday 23 September 2016, people killed, each number with who says so",
        body=body or (make_table(),),
        source=("All via The River Post, 23 September 2016: forensic team to Echo (≥ 80); Observatory (est. 40)",),
        note="Nobody could count the dead of Friday; the bombing was too intense.",
        alt="A table of four numbers of people killed in Riverton on Friday.",
        figures=("river-0", "river-1"),
        address={"exhibit": "killed"},
    )
    return replace(exhibit, **changes)  # type: ignore[arg-type]


def draw_lines(look: Look) -> go.Figure:
    """One row per voice: a dot and its number."""
    voices = ["Forensic team", "Observatory", "White Helmets", "Health directorate", "Monitors’ network", "وكالة النهر"]
    numbers = [80, 47, 72, 91, 81, 60]
    voices, numbers = voices[: look.rows], numbers[: look.rows]
    chart = go.Figure()
    for voice, number in zip(voices, numbers, strict=True):
        chart.add_scatter(
            x=[0, number],
            y=[voice, voice],
            mode="lines",
            line={"width": look.size * 0.5, "color": look.family("people_harmed")},
        )
        chart.add_annotation(x=number, y=voice, text=f"<b>≥ {number}</b>", xanchor="left", showarrow=False, xshift=8)
    chart.update_layout(
        font={"family": look.font, "size": look.size, "color": look.ink},
        paper_bgcolor=look.paper,
        plot_bgcolor=look.paper,
        showlegend=False,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={"range": [0, 108], "gridcolor": look.grid, "automargin": True, "zeroline": False},
        yaxis={"automargin": True, "autorange": "reversed", "showgrid": False, "ticklabelstandoff": 12},
    )
    return chart


def draw_map(look: Look) -> go.Figure:
    """Three places and the numbers of their discs, on a ground of one colour."""
    chart = go.Figure(
        go.Scatter(
            x=[37.1, 36.7, 36.3],
            y=[36.2, 34.7, 33.5],
            mode="markers+text",
            text=["1", "2", "3"],
            marker={"size": look.size * 1.5, "color": look.family("people_harmed")},
            textfont={"color": look.paper},
        )
    )
    chart.update_layout(
        font={"family": look.font, "size": look.size},
        paper_bgcolor=look.paper,
        plot_bgcolor=look.land,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={"visible": False, "range": [34, 40]},
        yaxis={"visible": False, "range": [32, 37.5]},
    )
    return chart


def draw_crowded(look: Look) -> go.Figure:
    """Two labels that lie over each other at any size."""
    chart = go.Figure()
    for text, place in (("at least eighty", 0.5), ("at least ninety", 0.51)):
        chart.add_annotation(text=text, x=place, y=0.5, xref="paper", yref="paper", showarrow=False)
    chart.update_layout(font={"size": look.size, "family": look.font})
    return chart


LINES = Chart(draw_lines, rows=6, shortens=True)
HOSTILE = "<script>fetch('https://evil.example/')</script><img src=https://evil.example/x.png onerror=alert(1)>"
ARABIC = "عنب بلدي"
