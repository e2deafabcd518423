"""`amparo screen --sheet`: a sheet of questions to print, for a first talk. One page of HTML: no script, nothing loaded."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Final

from amparo.doors.cli.sheet import Outcome
from amparo.errors import AmparoError
from amparo.explain.markup import Html, el
from amparo.explain.wording import Words, load_words
from amparo.facts.words import shown
from amparo.rules.pack import find_law, load_pack
from amparo.screening.sheet import ScreeningSheet, load_sheet

ANSWERS: Final = ("Yes", "No", "Seen")
STYLE: Final = """
@page { size: A4; margin: 12mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 52rem; color: #111; background: #fff; }
body { font: 1rem/1.4 system-ui, "Noto Sans", sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; } h2 { font-size: 1.05rem; margin: 1rem 0 .3rem; }
ul { margin: 0; padding-inline-start: 1.2rem; } li { margin: .15rem 0; }
table { border-collapse: collapse; width: 100%; }
th, td { border-block-end: 1px solid #767676; padding: .4rem .3rem; vertical-align: top; text-align: start; }
thead th { font-size: .85rem; } tbody th { font-weight: 600; }
td.box { width: 3.2rem; text-align: center; font-size: 1.4rem; line-height: 1; }
td.number { width: 1.8rem; } small { display: block; font-size: .82rem; font-weight: 400; color: #444; }
tr { break-inside: avoid; }
@media print { body { padding: 0; font-size: 10pt; } td, th { padding: .15rem .25rem; } td.box { font-size: 1rem; } }
"""


def printed(arguments: Namespace) -> Outcome:
    if arguments.case is not None or arguments.json or arguments.set:
        raise AmparoError(
            "wrong-usage",
            "`--sheet` takes no case, no set and no `--json`",
            help="`amparo screen --help` shows what belongs here",
        )
    law = find_law()
    vocabulary = load_pack(arguments.law).vocabulary
    text = sheet_page(load_sheet(law, vocabulary), load_words(law))
    if arguments.output is None:
        return Outcome(text=text)
    try:
        Path(arguments.output).write_text(text, "utf-8")
    except (OSError, ValueError):  # no such folder, no right to write, or a name that no file can have
        raise AmparoError("output-unwritable", f"`{shown(arguments.output)}` cannot be written", where="--output") from None
    return Outcome()


def sheet_page(sheet: ScreeningSheet, words: Words) -> str:
    """Return the sheet as a page."""
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", sheet.title),
        el("style", Html(STYLE)),
    )
    columns = el(
        "tr", el("th", "No.", scope="col"), el("th", "Question", scope="col"), *(el("th", a, scope="col") for a in ANSWERS)
    )
    rows = (_row(number, fact, words) for number, fact in enumerate(sheet.ask, 1))
    body = el(
        "body",
        el("main", el("h1", sheet.title),
           el("section", el("h2", "Before"), el("ul", *(el("li", text) for text in sheet.before))),
           el("section", el("h2", "Ask"), el("table", el("thead", columns), el("tbody", *rows))),
           el("section", el("h2", "Afterwards"), el("ul", *(el("li", text) for text in sheet.after)))),
    )  # fmt: skip
    return f"<!doctype html>\n{el('html', head, body, lang='en')}\n"


def _row(number: int, fact: str, words: Words) -> Html:
    asked = words.question(fact)
    boxes = (el("td", el("span", "☐", role="img", aria_label=f"{answer}: empty box"), class_="box") for answer in ANSWERS)
    return el(
        "tr", el("td", str(number), class_="number"), el("th", asked.person, el("small", asked.worker), scope="row"), *boxes
    )
