"""How a number's words stand to a predicate by a dependency parse, where spaCy and an English model are installed.

The lexicon is the rules' own; a parse only tells subject from object across what stands between. spaCy is loaded when
it is first wanted, in the process that reads.
"""

import os
from collections.abc import Iterator
from functools import cache
from typing import Any

from dashboard.reading.proposals import Span

MODEL_VARIABLE = "DASHBOARD_PARSER"
# The official models; any other package is used where the owner names it.
MODELS = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg")
MAX_CHARACTERS = 200_000

_ROLES = {"nsubj": "subject", "nsubjpass": "passive", "dobj": "object", "attr": "object"}
_WITHIN = ("nummod", "compound", "amod", "quantmod", "appos", "conj", "nmod")
# What a parse is trusted with: less than words that stand side by side.
_PARSED = 0.8


@cache
def load_parser() -> Any:
    """Return the spaCy pipeline, None where spaCy or a model is missing or ``DASHBOARD_PARSER=0`` forbids it."""
    wanted = os.environ.get(MODEL_VARIABLE, "").strip()
    try:
        import spacy
    except ImportError:
        return None
    installed = spacy.util.get_installed_models()
    name = next((name for name in ([wanted] if wanted else MODELS) if name in installed), None)
    return spacy.load(name, exclude=["ner", "lemmatizer", "senter"]) if name else None


def parse_text(text: str) -> Any:
    """Return the parse (a spaCy ``Doc``) of an English text, None without a parser or over 200,000 characters."""
    parser = load_parser() if len(text) <= MAX_CHARACTERS else None
    return parser(text) if parser else None


def weigh(parse: Any, score: float, takes: str, counted: Span, predicate: Span) -> float:
    """Return the *score* of a predicate for a number, raised where the parse links the words of the two."""
    role = find_role(parse, counted, predicate)
    return max(score, _PARSED) if role == takes or (role == "passive" and takes == "object") else score


def find_role(parse: Any, counted: Span, predicate: Span) -> str | None:
    """Return as what words stand to a predicate: "subject", "passive" or "object"; None where they do not."""
    one, other = (parse.char_span(*span, alignment_mode="expand") for span in (counted, predicate))
    found = _list_roles(one.root) if one is not None and other is not None else ()
    return next((role for verb, role in found if other.start <= verb.i < other.end), None)


def _list_roles(noun: Any) -> Iterator[tuple[Any, str]]:
    """Yield the verbs and nouns that a noun stands to, each with its role, the nearest first."""
    for child in noun.children:  # people killed in the blast, people who died, people whom it killed
        if child.dep_ == "acl":
            yield from _follow(child, "passive" if child.tag_ == "VBN" else "subject")
        elif child.dep_ == "relcl":
            own = [_ROLES.get(one.dep_) for one in child.children if one.tag_ in ("WP", "WDT")]
            yield from _follow(child, (own and own[0]) or "object")
    if noun.dep_ in _WITHIN and noun.head.pos_ not in ("VERB", "AUX") and noun.head.i != noun.i:
        yield from _list_roles(noun.head)
    elif noun.dep_ == "pobj" and noun.head.lower_ == "of":
        yield noun.head.head, "object"
    elif noun.dep_ in _ROLES:
        yield from _follow(noun.head, _ROLES[noun.dep_])


def _follow(verb: Any, role: str) -> Iterator[tuple[Any, str]]:
    """Yield a verb and those that share its subject: were reported *killed*, are *dead*, fled and *settled*."""
    yield verb, role
    for child in verb.children if role != "object" else ():
        relations = {one.dep_ for one in child.children}
        alone = child.dep_ == "conj" and not {"nsubj", "nsubjpass"} & relations
        if alone or child.dep_ in ("acomp", "oprd", "xcomp", "ccomp"):
            passive = child.tag_ == "VBN" and (role == "passive" or "auxpass" in relations)
            yield from _follow(child, "passive" if passive else "subject")
