"""Where a figure comes from: its short and full note, its citation, and the link to its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote as percent_encode

import pandas as pd

from dashboard.compare import how_it_compares
from dashboard.days import as_day, write_day, write_window
from dashboard.quantity import write_number
from dashboard.tables import Tables

ARROW = " → "

# UCDP GED codebook 23.1, date_prec and where_prec, in plain words.
DATE_PRECISION = {
    1: "exact day",
    2: "within two to six days",
    3: "within a week",
    4: "within a month",
    5: "within a year or longer",
}
PLACE_PRECISION = {
    1: "exact location",
    2: "near a known point (a town or district)",
    3: "second-order division",
    4: "first-order division (governorate)",
    5: "part of a country",
    6: "country only",
}
STANDING_LINE = "As reported, not independently verified"


class Part(NamedTuple):
    """One labelled part of a full note."""

    label: str
    text: str


@dataclass(frozen=True)
class Note:
    """A figure's note: one line for a card, labelled parts for the page."""

    figure: str
    short: str
    parts: tuple[Part, ...]
    link: str | None

    def as_text(self) -> str:
        """Return the note as plain text, a line a part."""
        return "\n".join(f"{part.label}: {part.text}" for part in self.parts)


def name_count(row: Mapping[str, Any]) -> str:
    """Name a figure with what it counts: "at least 80 people", "an estimated 40 air strikes", "1 child"."""
    return f"{row['wording']} {_counted(row)}"


def _counted(row: Mapping[str, Any]) -> str:
    one = not pd.isna(row["value"]) and row["value"] == 1 and row["qualifier"] == "exact" and pd.isna(row["of_total"])
    group, unit = ("group_one", "unit_one") if one else ("group_label", "unit")
    counted = row[unit] if pd.isna(row[group]) else row[group]
    return f"of {counted}" if row["qualifier"] == "vague" else counted


def state_figure(row: Mapping[str, Any], day: bool = True, year: bool = True) -> str:
    """State a figure as reported: "At least 80 people reported killed in Aleppo, Thursday 22 September 2016"."""
    phrase = "" if pd.isna(row["phrase"]) else f" {row['phrase']}"
    text = f"{name_count(row)} reported{phrase} {row['preposition']} {row['place_name']}"
    if day:
        text += f", {write_window(row['date_start'], row['date_end'], year)}"
    return text[0].upper() + text[1:]


def name_speaker(row: Mapping[str, Any]) -> str:
    """Name who says so, in the source's own terms where it names nobody."""
    if row["speaker_type"] == "publisher":
        return "nobody credited"
    written = row["speaker_as_written"]
    return row["speaker_name"] if pd.isna(written) else written


def write_chain(row: Mapping[str, Any]) -> str:
    """Write who said it → who carried it → who published it."""
    links = [name_speaker(row), row["via"], row["publisher"]]
    kept = [link for link in links if not pd.isna(link)]
    return ARROW.join(link for at, link in enumerate(kept) if at == 0 or link != kept[at - 1])


def write_published(row: Mapping[str, Any]) -> str:
    """Write the day of publication, or that it is not known."""
    day = as_day(row["date_published"])
    return write_day(day, weekday=False) if day else "undated"


def write_short_note(row: Mapping[str, Any]) -> str:
    """Write a figure's note on one line: who said it → who carried it → publisher, date."""
    return f"{write_chain(row)}, {write_published(row)}"


def write_full_note(row: Mapping[str, Any], tables: Tables, compare: bool = True) -> Note:
    """Write all that is known of a figure; *row* is one of ``Tables.described``.

    With *compare* it says how the figure stands among those of the whole collection.
    """
    place = tables.places.set_index("id").loc[row["place"]]
    parts = [
        Part("Reported", state_figure(row)),
        Part("Quote", f"“{row['quote']}”"),
        Part("Who says so", _describe_speaker(row)),
        Part("Counts", row["counts"]),
        Part("Say aloud", row["caveat"]),
        Part("When", f"{write_window(row['date_start'], row['date_end'])} (in the source: “{row['date_as_written']}”)"),
        Part("How the day is known", f"{row['date_basis']} Precision: {DATE_PRECISION[row['date_precision']]}."),
        Part("Where", f"{row['place_name']} (in the source: “{row['place_as_written']}”)"),
        Part(
            "How the place is known", f"{_end(place['basis'])} Precision: {PLACE_PRECISION[place['place_precision']]}."
        ),
        Part("Part of", _describe_whole(row, tables)),
        Part("How it compares", how_it_compares(row["id"], tables.collection).sentence if compare else None),
        Part("Basis", _describe_basis(row)),
        Part("Source", f"{row['publisher']}, {row['source_title']}, {write_published(row)}"),
        Part("Standing", f"{STANDING_LINE}."),
    ]
    kept = tuple(part for part in parts if isinstance(part.text, str))
    return Note(row["id"], write_short_note(row), kept, link_to_quote(row["url"], row["quote"]))


def _end(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _describe_speaker(row: Mapping[str, Any]) -> str:
    named = "named in the source" if row["speaker_named"] else "not named in the source"
    return f"{write_chain(row)} ({row['speaker_type'].replace('_', ' ')}, {named})"


def _describe_basis(row: Mapping[str, Any]) -> str:
    said = {"count": "a count", "estimate": "an estimate", "statement": "a statement; how it was counted is not said"}
    return f"{said[row['basis']]}; qualifier: {row['qualifier'].replace('_', ' ')}."


def _describe_whole(row: Mapping[str, Any], tables: Tables) -> str | None:
    if pd.isna(row["part_of"]):
        return None
    whole = (
        tables.described.set_index("id").loc[row["part_of"]] if row["part_of"] in set(tables.figures["id"]) else None
    )
    name = row["part_of"] if whole is None else name_count(whole)
    return f"already contained in: {name}. Never add both."


def list_short_notes(rows: pd.DataFrame) -> list[str]:
    """Return the distinct sources of *rows* (of ``Tables.described``), each with what it is the source of.

    No source is folded into "and others": a picture without all its sources is not ours to give out.
    """
    groups: dict[str, list[str]] = {}
    for row in rows.to_dict("records"):
        groups.setdefault(write_short_note(row), []).append(row["written"])
    return [f"{note} ({', '.join(written)})" if len(groups) > 1 else note for note, written in groups.items()]


def link_to_quote(url: str | None, phrase: str) -> str | None:
    """Return *url* with a text fragment that scrolls to *phrase* (W3C URL Fragment Text Directives)."""
    if url is None or pd.isna(url):
        return None
    # A hyphen, comma or ampersand means something in the directive, so they are encoded too.
    encoded = percent_encode(phrase, safe="").replace("-", "%2D")
    return f"{url.split('#')[0]}#:~:text={encoded}"


def cite_apa(source: Mapping[str, Any]) -> str:
    """Cite a source after APA 7: author or publisher (date). Title. Publisher. URL."""
    day = as_day(source["date_published"])
    when = f"{day.year}, {write_day(day, weekday=False, year=False)}" if day else "n.d."
    author = source["publisher"] if pd.isna(source["author"]) else source["author"]
    parts = [f"{author} ({when}).", _end(source["title"])]
    if author != source["publisher"]:
        parts.append(_end(source["publisher"]))
    return " ".join(parts + ([] if pd.isna(source["url"]) else [source["url"]]))


def cite_bibtex(source: Mapping[str, Any]) -> str:
    """Cite a source as a BibTeX ``@misc`` entry; braces and backslashes of the text are taken out."""
    day = as_day(source["date_published"])
    fields = {
        "author": source["author"],
        "title": source["title"],
        "howpublished": source["publisher"],
        "year": str(day.year) if day else None,
        "month": str(day.month) if day else None,
        "day": str(day.day) if day else None,
        "url": source["url"],
    }
    lines = [f"  {key} = {{{_plain_tex(text)}}}," for key, text in fields.items() if isinstance(text, str)]
    return "\n".join([f"@misc{{{source['id']},", *lines, "}"])


def _plain_tex(text: str) -> str:
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\]", "", text))


def cite_ris(source: Mapping[str, Any]) -> str:
    """Cite a source as RIS (tags TY AU TI PB DA UR ER)."""
    day = as_day(source["date_published"])
    fields = [
        ("TY", "NEWS" if source["kind"] == "news_article" else "RPRT"),
        ("AU", source["author"]),
        ("TI", source["title"]),
        ("PB", source["publisher"]),
        ("DA", day.strftime("%Y/%m/%d") if day else None),
        ("LA", source["language"]),
        ("UR", source["url"]),
    ]
    return "\r\n".join([*(f"{tag}  - {text}" for tag, text in fields if isinstance(text, str)), "ER  - ", ""])


def count_words(number: int, one: str, many: str) -> str:
    """Write a count with its noun: "1 source", "73 sources"."""
    return f"{write_number(number)} {one if number == 1 else many}"


def join_words(words: Iterable[str]) -> str:
    """Join words as a sentence does: "a, b and c"."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last
