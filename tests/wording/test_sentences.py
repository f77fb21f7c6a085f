"""The catalogue of sentences: every key is used, every use is in it, and its slots are filled."""

import ast
import re
import string
from pathlib import Path
from typing import get_args

import pytest

import dashboard
from dashboard.compare.answer import AlsoWord, StandingWord
from dashboard.records.moments import PARTS_OF_DAY
from dashboard.wording.sentences import ENGLISH, EXHIBITS, fit, say

FOLDER = Path(dashboard.__file__).parent
MODULES = [
    path for name in ("wording", "exhibits", "export", "views", "render") for path in (FOLDER / name).rglob("*.py")
]
CATALOGUES = {"say": ENGLISH, "head": EXHIBITS}


def _calls():
    """All calls of say() and head(): the catalogue, the key (a pattern where it is made from parts) and its slots."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) in CATALOGUES and node.args:
                slots = {word.arg for word in node.keywords}
                for key in _keys(node.args[0]):
                    yield path.name, CATALOGUES[node.func.id], key, slots


def _keys(node):
    if isinstance(node, ast.Constant):
        return [re.escape(node.value)]
    if isinstance(node, ast.IfExp):
        return [*_keys(node.body), *_keys(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(re.escape(part.value) if isinstance(part, ast.Constant) else "[a-z_]*" for part in node.values)]
    return ["[a-z_]+"]


def _slots(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_that_is_said_is_in_the_catalogue_with_its_slots():
    for module, catalogue, pattern, slots in _calls():
        keys = [key for key in catalogue if re.fullmatch(pattern, key)]
        assert keys, f"{module} says {pattern}, which is not in the catalogue"
        if pattern == re.escape(keys[0]) and None not in slots:
            missing = _slots(catalogue[keys[0]]) - slots
            assert not missing, f"{module} says {pattern} without {missing}"


def test_no_sentence_lies_unused_in_the_catalogue():
    """What a comparison finds and the parts of a day are said by their own names."""
    used = {*get_args(AlsoWord), *get_args(StandingWord), *PARTS_OF_DAY}
    nodes = [node for path in MODULES for node in ast.walk(ast.parse(path.read_text()))]
    names = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    patterns = {key for node in nodes if isinstance(node, ast.Constant | ast.JoinedStr) for key in _texts(node)}
    unused = {key for key in (*ENGLISH, *EXHIBITS) if not any(re.fullmatch(pattern, key) for pattern in patterns)}
    assert not unused - used - names


def _texts(node):
    if isinstance(node, ast.JoinedStr) and not any(isinstance(part, ast.Constant) for part in node.values):
        return []
    return _keys(node) if isinstance(node, ast.JoinedStr) or isinstance(node.value, str) else []


def test_no_sentence_of_our_own_has_quotation_marks():
    texts = {**ENGLISH, **EXHIBITS}
    assert not [key for key, text in texts.items() if set(text.replace("one voice’s", "")) & set("“”‘’\"'«»")]


def test_an_unknown_sentence_is_refused():
    with pytest.raises(KeyError, match="no_such_sentence"):
        say("no_such_sentence")


def test_the_first_sentence_that_is_short_enough_is_said():
    assert fit(["word " * 31, "short", "shorter"]) == "short"
    assert fit(["too long", "long", "no"], letters=2) == "no"
    assert fit(["too long", "long"], letters=2) == "long"
