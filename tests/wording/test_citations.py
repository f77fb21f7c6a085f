"""Citations, and the link to a figure's words."""

from dashboard.wording.sources import cite_apa, cite_ris, link_to_quote
from tests.wording.invented import figure, source

ARCHIVE = "https://archive.example/2020/gazette"


def test_apa_names_the_publisher_once_where_no_author_is_named():
    assert cite_apa(source()) == "The Gazette (2020, 15 May). Water in Velm. https://gazette.example/water"
    assert cite_apa(source(author="A. Writer")) == (
        "A. Writer (2020, 15 May). Water in Velm. The Gazette. https://gazette.example/water"
    )
    assert "(n.d.)" in cite_apa(source(date_published=None))


def test_the_archive_is_linked_wherever_there_is_one():
    archived = source(archive_url=ARCHIVE)
    for cite in (cite_apa, cite_ris):
        assert ARCHIVE in cite(archived)
        assert "gazette.example" not in cite(archived)
    assert link_to_quote(figure(source=archived)).startswith(f"{ARCHIVE}#:~:text=")


def test_ris_has_its_tags_and_ends():
    lines = cite_ris(source()).split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert "DA  - 2020/05/15" in lines
    assert lines[-2] == "ER  - "


def test_a_link_encodes_what_the_directive_would_read():
    assert link_to_quote(figure(quote="at-least, 80 & more")).endswith("#:~:text=at%2Dleast%2C%2080%20%26%20more")
    assert link_to_quote(figure(source=source(url=None))) is None
