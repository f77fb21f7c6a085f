"""How a report is cited, and the link that leads to a figure's own words."""

from __future__ import annotations

import re
from urllib.parse import quote as percent_encode

from dashboard.records.model import Source
from dashboard.records.reported import ReportedFigure
from dashboard.wording.days import write_day
from dashboard.wording.numbers import end
from dashboard.wording.sentences import say


def link_to_quote(figure: ReportedFigure) -> str | None:
    """Return the report's address with a text fragment that scrolls to the quote; None where it has no address."""
    if figure.source.link is None:
        return None
    # A hyphen means something in the directive (W3C URL Fragment Text Directives), so it is encoded too.
    encoded = percent_encode(figure.quote, safe="").replace("-", "%2D")
    return f"{figure.source.link.split('#')[0]}#:~:text={encoded}"


def cite_apa(source: Source) -> str:
    """Cite a report after APA 7: author or publisher (date). Title. Publisher. Address."""
    day = source.date_published
    when = f"{day.year}, {write_day(day, weekday=False, year=False)}" if day else say("no_date")
    author = source.author or source.publisher
    publisher = end(source.publisher) if author != source.publisher else None
    return " ".join(filter(None, (f"{author} ({when}).", end(source.title), publisher, source.link)))


def cite_bibtex(source: Source) -> str:
    """Cite a report as a BibTeX ``@misc`` entry; braces and backslashes of its text are taken out."""
    day = source.date_published
    fields = {"author": source.author, "title": source.title, "howpublished": source.publisher}
    if day:
        fields |= {"year": str(day.year), "month": str(day.month), "day": str(day.day)}
    fields["url"] = source.link
    lines = [f"  {key} = {{{_escape_tex(text)}}}," for key, text in fields.items() if text]
    return "\n".join([f"@misc{{{source.id},", *lines, "}"])


def _escape_tex(text: str) -> str:
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\]", "", text))


def cite_ris(source: Source) -> str:
    """Cite a report as RIS (tags TY AU TI PB DA LA UR ER)."""
    day = source.date_published
    fields = {
        "TY": "NEWS" if source.kind == "news_article" else "RPRT",
        "AU": source.author,
        "TI": source.title,
        "PB": source.publisher,
        "DA": f"{day:%Y/%m/%d}" if day else None,
        "LA": source.language,
        "UR": source.link,
    }
    return "\r\n".join([*(f"{tag}  - {text}" for tag, text in fields.items() if text), "ER  - ", ""])
