"""Propose the figures and gaps of a report: ``python -m dashboard.reading FILE > draft.toml``."""

import json
import sys
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.collection import Collection, SeedError, read_collection
from dashboard.collection.faults import show
from dashboard.collection.seeds import make_parser, run_command
from dashboard.reading import read_document
from dashboard.reading.draft import NOBODY, Draft
from dashboard.reading.lexicon import read_lexicon
from dashboard.reading.proposals import Proposal, Proposals, ReadingError
from dashboard.reading.texts import MAX_BYTES, take_text


def main(arguments: list[str] | None = None) -> int:
    """Print a report's TOML, or all proposals as JSON; return 0, or 2 with the reason in one line on stderr."""
    parser = make_parser("reading", __doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="a report as .txt, .html, .pdf or .docx")
    parser.add_argument("--published", metavar="DATE", help="its day, where the file does not say it: 2016-09-23")
    parser.add_argument("--json", action="store_true", help="print all proposals, and why each other number is none")
    options = parser.parse_args(arguments)
    try:
        with options.file.open("rb") as file:
            document = take_text(file.read(MAX_BYTES + 1), options.file.name)
        if options.published:
            document = replace(document, published=date.fromisoformat(options.published))
        collection = read_collection(options.seeds)
        lexicon, faults = read_lexicon(collection.vocabulary, options.seeds)
        read = read_document(document, collection.vocabulary, lexicon)
    except (OSError, ValueError, ReadingError, SeedError) as error:
        why = str(error)
        if isinstance(error, OSError):
            name = show(str(options.file), quoted=False)
            why = f"{name}: cannot be read ({error.strerror}), expected the file of one report"
        elif isinstance(error, ValueError):
            why = f"--published: {show(options.published)}, expected a day such as 2016-09-23"
        print(" ".join(why.split()), file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(describe(read), ensure_ascii=False, indent=1, default=lambda day: day.isoformat()))
    else:
        print(*write_draft(read, collection), sep="\n")
    for note in (*read.notes, *faults):
        print(f"note: {note}", file=sys.stderr)
    return 0


def describe(read: Proposals) -> dict[str, list[dict[str, Any]]]:
    """Return what was read as lists of ``figures``, ``gaps`` and ``not_proposed``, fit for JSON.

    Figures and gaps have the keys of their records, with ``span`` (characters of the text), ``quote``, and
    ``confidence``, ``reason`` and ``how`` by field; a number that was not proposed has ``number``, ``span``, ``kind``
    and ``reason``.
    """
    text = read.document.text

    def tell(one: Proposal) -> dict[str, Any]:
        parts = ("value", "confidence", "reason", "how")
        told = {part: {key: getattr(guess, part) for key, guess in one.fields.items()} for part in parts}
        return {**told.pop("value"), "span": one.span, "quote": text[slice(*one.quote)], "twins": one.twins, **told}

    left = [{"number": text[slice(*one.span)], **asdict(one)} for one in read.not_proposed]
    return {"figures": list(map(tell, read.figures)), "gaps": list(map(tell, read.gaps)), "not_proposed": left}


def write_draft(read: Proposals, collection: Collection) -> list[str]:
    """Return the lines of a file that the build accepts; what it would refuse follows as comments, with the reason.

    A speaker without a row of its own stands as nobody credited, under the name that the source gives.
    """
    draft, speakers = Draft.of(read, collection.reports), collection.vocabulary.speakers
    entries = [(kind, one if one["speaker"] in speakers else {**one, "speaker": NOBODY}) for kind, one in draft.entries]
    draft = replace(draft, entries=tuple(entries))
    kept, aside = draft.set_aside(draft.check(collection, read.document.text))
    same = draft.find_same(collection)
    lines = [f"# The collection may have this report already: {', '.join(same)}"] if same else []
    lines += [f"# The name of its file in seeds/ is {draft.label}", kept.write_toml()]
    for at, fault in aside.items():
        left_out = Draft({}, (draft.entries[at],)).write_toml().splitlines()
        lines += [f"# Left out, {fault}", *(f"# {line}" for line in left_out), ""]
    return lines


if __name__ == "__main__":
    run_command(main)
