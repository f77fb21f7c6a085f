"""Texts come in from pastes and files, mended where they were broken, and refused in words where there is no text."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pypdf
import pytest

from dashboard.reading.proposals import ReadingError
from dashboard.reading.texts import read_content, take_text

FLOOD = "At least 12 people were killed in Varno on Friday, the Rescue Office said."
PAGE = f"""<!doctype html><html lang="en"><head><title>Floods kill 12 in Varno | River Post</title>
<meta property="og:site_name" content="River Post"><meta property="article:published_time" content="2024-05-03T10:00Z">
<link rel="canonical" href="https://post.example/varno"><script>document.title = "99 killed"</script></head>
<body onload="alert(1)"><nav>33 more stories</nav><article><h1>Floods kill 12 in Varno</h1><p>{FLOOD}</p>
<p>Some 3,400 others were displaced from their homes by the rising water, which cut the road to Lower Varno.</p>
<script>document.write("77 were killed")</script></article></body></html>"""


def make_pdf(*pages: list[str], password: str | None = None) -> bytes:
    """Return a PDF with these lines on its pages, set in one of the fonts that every reader has."""
    writer = pypdf.PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        drawn = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = pypdf.generic.DecodedStreamObject()
        stream.set_data(f"BT /F1 11 Tf 72 760 Td {drawn}ET".encode("cp1252"))
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
        name = pypdf.generic.NameObject
        fonts = pypdf.generic.DictionaryObject({name(key): name(value) for key, value in font.items()})
        fonts = pypdf.generic.DictionaryObject({name("/F1"): fonts})
        page[name("/Resources")] = pypdf.generic.DictionaryObject({name("/Font"): fonts})
        page[name("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_page_gives_its_article_title_publisher_day_and_address_and_runs_nothing():
    document = take_text(PAGE.encode(), "varno.html")
    assert FLOOD in document.text.split("\n")
    assert "77" not in document.text and "33" not in document.text
    assert document.title == "Floods kill 12 in Varno"
    assert (document.publisher, document.published) == ("River Post", date(2024, 5, 3))
    assert (document.url, document.language) == ("https://post.example/varno", "en")


def test_lines_and_words_that_a_pdf_broke_are_joined_and_running_titles_left_out():
    one = [
        "More than 1,200 fami-",
        "lies left their homes in the low-lying dis-",
        "tricts of Varno after the river rose,",
    ]
    other = ["and 45 people were injured. The river had risen", "by four metres within a day."]
    pages = [["River Office: Report", *lines, f"Page {number} of 2"] for number, lines in enumerate((one, other), 1)]
    document = take_text(make_pdf(*pages), "report.pdf")
    first = "More than 1,200 families left their homes in the low-lying districts of Varno after the river rose, and 45"
    assert document.text.split("\n")[1].startswith(first)
    assert document.text.count("River Office") == 1 and "Page" not in document.text


def test_a_docx_gives_paragraphs_and_rows_in_their_order():
    word, out = docx.Document(), io.BytesIO()
    word.add_paragraph(FLOOD)
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Injured", "45"
    word.add_paragraph("The toll may rise.")
    word.core_properties.title = "Varno"
    word.save(out)
    document = take_text(out.getvalue(), "varno.docx")
    assert document.text == f"{FLOOD}\nInjured; 45\nThe toll may rise."
    assert document.title == "Varno"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            "“Quatre-vingts” personnes ont été tuées à Varno, a déclaré l’Office — hier.\n".encode("cp1252") * 3,
            "cp1252",
        ),
        ("قتل 12 شخصا في المدينة يوم الجمعة بحسب المرصد السوري لحقوق الإنسان\n".encode("cp1256") * 3, "cp1256"),
    ],
)
def test_an_encoding_is_found_and_said(content, says):
    document = read_content(content, "a.txt")
    assert document.text.split("\n")[0] == content.decode(says).split("\n")[0]
    assert document.notes == (f"The file is not UTF-8; it was read as {says}.",)


def test_a_text_decoded_wrongly_before_is_put_right():
    broken = "The city’s “main” hospital".encode().decode("cp1252", "replace").replace("\ufffd", "\x9d")
    assert read_content(broken.encode(), "").text == "The city’s “main” hospital"


def test_marks_of_direction_are_left_out_and_said():
    document = read_content("The \u2067المرصد\u2069 said \u202e21\u202c were killed.".encode(), "paste")
    assert document.text == "The المرصد said 21 were killed."
    assert document.notes[0].startswith("4 hidden characters were left out")


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 60_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        ("", "pasted text", "pasted text: no text in it, expected the text of one report"),
        (b"x" * 10_000_000, "a.txt", "a.txt: over 2 MB, expected the text of one report, at most 2 MB"),
        (make_pdf([]), "a.pdf", "a.pdf: no text in it, expected the text of one report; of a scan, the text that was recognised"),
        (make_pdf([FLOOD], password="x"), "a.pdf", "a.pdf: protected by a password, expected a PDF that opens without one"),
        (b"%PDF-1.7 and no more", "a.pdf", "a.pdf: cannot be opened as a PDF, expected plain text, .html, .pdf or .docx"),
        (_bomb(), "a.docx", "a.docx: 60 MB when unpacked, expected at most 50 MB"),
        (bytes(range(256)) * 9, "a.png", "a.png: no text but other data, expected plain text, .html, .pdf or .docx"),
    ],
)  # fmt: skip
def test_what_holds_no_text_is_refused_in_words(content, name, message):
    with pytest.raises(ReadingError) as error:
        take_text(content, name)
    assert str(error.value).startswith(message)


def test_the_label_of_a_press_release_is_no_title():
    assert take_text("PRESS RELEASE\nLowtown needs water\nThe charity said so.").title == "Lowtown needs water"
    assert take_text("Press release:").title is None
