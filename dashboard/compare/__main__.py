"""Compare by command: ``python -m dashboard.compare FIGURE [FIGURE]`` or ``--topic INDICATOR GROUP PLACE DAY``."""

import json
import sys
from collections.abc import Sequence
from typing import Any

from dashboard.collection import Collection, SeedError, UnknownId, read_collection
from dashboard.collection.seeds import make_parser, run_command
from dashboard.collection.selection import TOPIC_PARAMETERS, read_selection
from dashboard.compare import find_topic, of
from dashboard.wording.comparisons import list_standing, say_verdict, tell_beside, title_answer
from dashboard.wording.scopes import state_figure, tell_differences
from dashboard.wording.sources import name_source


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how one figure stands, how two relate, or what answers a topic; return 2 where it cannot be read."""
    parser = make_parser("compare", __doc__)
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help="one figure, or two to compare with each other")
    asked = "a question; GROUP all where none is meant, DAY a day or any"
    parser.add_argument("--topic", nargs=4, metavar=("INDICATOR", "GROUP", "PLACE", "DAY"), help=asked)
    parser.add_argument("--json", action="store_true", help="data instead of sentences")
    given = parser.parse_args(arguments)
    if (given.topic is None) == (not given.figures) or len(given.figures) > 2:
        parser.error("expected one figure, two figures, or --topic INDICATOR GROUP PLACE DAY")
    find = _answer if given.topic else _stand if len(given.figures) == 1 else _pair
    try:
        told, data = find(read_collection(given.seeds), *(given.topic or given.figures))
    except (SeedError, UnknownId) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(json.dumps(data, ensure_ascii=False, indent=2) if given.json else "\n".join(filter(None, told)))
    return 0


def _stand(collection: Collection, name: str) -> tuple[list[str], dict[str, Any]]:
    comparison, figure = of(collection), collection.figure(name)
    (kind, proofs, also), told = comparison.standing(figure), list_standing(comparison, figure)
    ids = {word.replace("_", " "): [proof.id for proof in others] for word, others in also.items()}
    data = {"figure": name, "standing": kind.replace("_", " "), "proof_ids": [proof.id for proof in proofs]}
    return told, {**data, "sentence": told[0], "also": ids}


def _pair(collection: Collection, *names: str) -> tuple[list[str], dict[str, Any]]:
    comparison, (one, other) = of(collection), (collection.figure(name) for name in names)
    pair = comparison.pair(one, other)
    words = {"relation": pair.relation, "verdict": pair.verdict, "voice": pair.voice}
    told = [state_figure(one), state_figure(other)]
    told += [f"{name}: {word.replace('_', ' ')}" for name, word in words.items()]
    told += tell_differences(comparison.relate(other, one).axes, other, one)
    return told, {"figures": names, **words, "axes": pair.axes.axes}


def _answer(collection: Collection, *words: str) -> tuple[list[str | None], dict[str, Any]]:
    asked = zip(TOPIC_PARAMETERS, ([word] for word in words), strict=True)
    selection, problems = read_selection(dict(asked), collection)
    topic = find_topic(collection, selection.topic)
    if problems or topic is None:
        raise UnknownId("; ".join(problems))
    found = of(collection).answer(topic)
    headed = [line.figure.wording for line in found.lines if line.figure.qualifier != "vague"]
    low, high = (headed[0], headed[-1]) if headed and found.kind in ("range", "one_voice") else (None, None)
    title, verdict, kind = title_answer(found), say_verdict(found), found.kind.replace("_", " ")
    told = [title, verdict, *(f"  {line.figure.wording}" for line in found.lines)]
    beside = [(tell_beside(topic, one), one.figure) for one in found.beside]
    told += [f"  beside: {differs}; {figure.written}, {name_source(figure)}" for differs, figure in beside]
    key = dict(zip(("indicator", "group", "place", "day"), topic.key, strict=True))
    data = {"topic": key, "title": title, "kind": kind, "figure_ids": [figure.id for figure in found.figures]}
    return told, {**data, "low": low, "high": high, "verdict": verdict}


if __name__ == "__main__":
    run_command(main)
