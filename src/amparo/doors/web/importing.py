"""Bring your cases: send a file, say what its columns are, read what would become of it, and only then bring it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.importing.batch import Batch, arrived, batch_of, forget, keep_plan
from amparo.casework.importing.bringing import BROUGHT, FAILED, bring, check_importing, there_already
from amparo.casework.importing.columns import Plan, check, suggested
from amparo.casework.importing.rows import Ready, made_ready, not_understood
from amparo.casework.importing.sheet import Sheet, sheet_from
from amparo.desk.field import Field
from amparo.desk.imported import target_from, target_words
from amparo.desk.library import wording
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.cases import purposes_of
from amparo.doors.web.message import message, only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.environment import today
from amparo.errors import AmparoError

AT_ONCE: Final = 200
"""Rows brought by one press: what a browser waits for."""
SHOWN: Final = 100
UNSAID: Final = 12
GONE: Final = "import-gone"


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def send(request: HttpRequest) -> HttpResponseBase:
    who = actor(request)
    if not _may(who):
        return _refused(request)
    if request.method != "POST":
        return _form(request)
    sent = request.FILES.get("file")
    data = sent.read() if sent is not None else b""
    try:
        batch = arrived(who, sheet_from(data))
    except AmparoError as error:
        return _form(request, Trouble(_begun(error.sentence), _begun(error.help), field="file"))
    return redirect("import-batch", batch=batch)


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def one(request: HttpRequest, batch: str) -> HttpResponseBase:
    who = actor(request)
    if not _may(who):
        return _refused(request)
    try:
        found = batch_of(who, batch)
        return _one(request, who, found, found.sheet)
    except AmparoError as error:
        if error.code != GONE:
            raise
        return redirect("import")  # kept for a day, and by who sent it alone: it is sent again


def _one(request: HttpRequest, who: Actor, found: Batch, sheet: Sheet) -> HttpResponseBase:
    do = request.POST.get("do", "") if request.method == "POST" else ""
    if do == "bring" and found.plan is not None:
        return _brought(request, who, found, sheet, found.plan)
    if do == "say" and found.plan is not None:
        keep_plan(who, found.id, _with_said(request.POST, found.plan, sheet))
        return redirect("import-batch", batch=found.id)
    if do == "columns":
        return _columns_sent(request, who, found, sheet)
    if found.plan is None or "columns" in request.GET:
        return _columns(request, who, found, sheet)
    return _dry_run(request, who, found, sheet, found.plan)


def _may(who: Actor) -> bool:
    try:
        check_importing(who, next((name for name, _words in purposes_of(who)), ""))
    except AmparoError:
        return False
    return True


def _refused(request: HttpRequest) -> HttpResponse:
    return message(request, 403, _("This is not yours to do"), _("Whoever sees cases through as a whole brings them."))


def _form(request: HttpRequest, trouble: Trouble | None = None) -> HttpResponse:
    hint = _("CSV in UTF-8 or UTF-16, or XLSX. At most 12 MB, 10,000 rows and 200 columns. The first row names the columns.")
    file = Field("file", "file", _("The file"), "", hint, "file", accept=".csv,.txt,.tsv,.xlsx").with_trouble(trouble)
    return render(request, "importing/send.html", {"file": file, "trouble": trouble}, status=422 if trouble else 200)


def _columns_sent(request: HttpRequest, who: Actor, found: Batch, sheet: Sheet) -> HttpResponseBase:
    form, words = request.POST, target_words()
    columns = {heading: target_from(form.get(f"c{place}", ""), words) for place, heading in enumerate(sheet.headings)}
    try:
        _check_known(columns, words)
        begin = form.get("begin", "")
        plan = Plan(
            columns,
            form.get("purpose", ""),
            found.plan.said if found.plan else {},
            form.get("order", ""),
            form.get("source", ""),
            date.fromisoformat(begin) if begin else None,
            int(form.get("a_day", "") or "20"),
        )
        check(plan)
        check_importing(who, plan.purpose)
    except ValueError:
        trouble = Trouble(_("Write the day and the number of cases a day"), field="begin")
        return _columns(request, who, found, sheet, trouble)
    except AmparoError as error:
        return _columns(request, who, found, sheet, Trouble(_begun(error.sentence), _begun(error.help), field=_field(error)))
    keep_plan(who, found.id, plan)
    return redirect("import-batch", batch=found.id)


def _field(error: AmparoError) -> str:
    """Return at which field of the form it is said what is not right."""
    if error.where == "begin" or (error.where.startswith("c") and error.where[1:].isdigit()):
        return error.where
    return "purpose" if "yours" in error.code else "c0"


def _check_known(columns: Mapping[str, str], words: Mapping[str, str]) -> None:
    """Refuse what is none of the list, at its column."""
    for place, target in enumerate(columns.values()):
        if target and target not in words:
            sentence = _("pick from the list what this column is, or leave it empty")
            raise AmparoError("import-mapping", sentence, where=f"c{place}")


def _columns(request: HttpRequest, who: Actor, found: Batch, sheet: Sheet, trouble: Trouble | None = None) -> HttpResponse:
    words, form = target_words(), request.POST
    guessed = (
        found.plan.columns if found.plan else suggested(sheet.headings, {said: name for name, said in _facts(words).items()})
    )
    lines = [
        {
            "id": f"c{place}",
            "heading": heading,
            "example": next((row.cells[place][:60] for row in sheet.rows if row.cells[place]), ""),
            "value": form.get(f"c{place}", words.get(guessed.get(heading, ""), "")),
            "wrong": trouble.sentence if trouble and trouble.field == f"c{place}" else "",
        }
        for place, heading in enumerate(sheet.headings)
    ]
    context = {
        "batch": found.id,
        "lines": lines,
        "rows": len(sheet.rows),
        "words": list(words.values()),
        "settings": [field.with_trouble(trouble) for field in _settings(form, who, found.plan)],
        "trouble": trouble,
    }
    return render(request, "importing/columns.html", context, status=422 if trouble else 200)


def _facts(words: Mapping[str, str]) -> dict[str, str]:
    known = wording().vocabulary.facts
    return {name: said for name, said in words.items() if name in known}


def _settings(form: Mapping[str, str], who: Actor, plan: Plan | None) -> tuple[Field, ...]:
    fresh = {"purpose": "", "order": "dmy", "source": "observed", "begin_on": "", "a_day": 20}
    before: dict[str, Any] = plan.written() if plan else fresh
    orders = (("dmy", _("Day, month, year")), ("mdy", _("Month, day, year")), ("ymd", _("Year, month, day")))
    sources = (("observed", _("What staff noted")), ("document", _("What documents say")))
    begin = before["begin_on"] or (today() + timedelta(days=7)).isoformat()
    hint = _(
        "So that not all is owed on one morning. What the law wants at once, what has a day, and every hold, stand at once."
    )
    return (
        Field(
            "purpose",
            "purpose",
            _("What are the cases opened for?"),
            form.get("purpose", before["purpose"]),
            choices=purposes_of(who),
        ),
        Field("order", "order", _("How are dates written?"), form.get("order", before["order"]), kind="radios", choices=orders),
        Field(
            "source",
            "source",
            _("What is the old record?"),
            form.get("source", before["source"]),
            kind="radios",
            choices=sources,
        ),
        Field("begin", "begin", _("From which day is the rest worked through?"), form.get("begin", begin), hint, "date"),
        Field("a_day", "a_day", _("How many cases a working day?"), form.get("a_day", str(before["a_day"])), kind="number"),
    )


def _dry_run(request: HttpRequest, who: Actor, found: Batch, sheet: Sheet, plan: Plan) -> HttpResponse:
    rows = list(made_ready(sheet, plan))
    there = there_already(who, [each for each in rows if not each.wrong])
    wrong = [each for ready in rows if ready.row not in there for each in ready.wrong]
    to_come = [each for each in rows if not each.wrong and each.row not in there]
    unsaid = not_understood(sheet, plan, UNSAID)
    context = {
        "batch": found.id,
        "rows": len(rows),
        "there": len(there),
        "to_come": len(to_come),
        "next": min(AT_ONCE, len(to_come)),
        "wrong": wrong[:SHOWN],
        "wrong_more": max(0, len(wrong) - SHOWN),
        "wrong_rows": len({each.row for each in wrong}),
        "unsaid": _unsaid(unsaid, plan, sheet),
        "left_out": [heading for heading, target in plan.columns.items() if not target],
        "empty": _empty(to_come),
        "turns": plan.begin_on,
    }
    return render(request, "importing/dry_run.html", context)


def _empty(rows: list[Ready]) -> list[tuple[str, int]]:
    """Return how often each fact is empty there: not known, which is neither a no nor never asked."""
    count: dict[str, int] = {}
    for each in rows:
        for fact in each.empty:
            count[fact] = count.get(fact, 0) + 1
    return [(wording().fact(fact), number) for fact, number in sorted(count.items(), key=lambda each: -each[1])]


def _unsaid(unsaid: Mapping[str, list[str]], plan: Plan, sheet: Sheet) -> list[dict[str, Any]]:
    found = []
    for heading, texts in unsaid.items():
        target, place = plan.columns[heading], sheet.headings.index(heading)
        kind = wording().vocabulary.facts[target]
        values = ("yes", "no") if kind.type == "yesno" else kind.values
        said = [(value, wording().value(target, value == "yes" if kind.type == "yesno" else value)) for value in values]
        for number, text in enumerate(texts):
            found.append(
                {"id": f"v{place}-{number}", "text": text, "heading": heading, "fact": wording().fact(target), "values": said}
            )
    return found[:40]


def _with_said(form: Mapping[str, str], plan: Plan, sheet: Sheet) -> Plan:
    """Return the plan with what somebody said of texts that were not understood; `nothing` says that the cell is empty."""
    said = {heading: dict(texts) for heading, texts in plan.said.items()}
    for heading, texts in not_understood(sheet, plan, UNSAID).items():
        place = sheet.headings.index(heading)
        for number, text in enumerate(texts):
            value = form.get(f"v{place}-{number}", "")
            if value:
                said.setdefault(heading, {})[text] = "" if value == "nothing" else value
    return Plan(plan.columns, plan.purpose, said, plan.order, plan.source, plan.begin_on, plan.a_day)


def _brought(request: HttpRequest, who: Actor, found: Batch, sheet: Sheet, plan: Plan) -> HttpResponseBase:
    rows = [each for each in made_ready(sheet, plan) if not each.wrong]
    there = there_already(who, rows)
    to_come = [each for each in rows if each.row not in there]
    done = list(bring(who, islice(to_come, AT_ONCE), plan, begun=len(there)))
    left = len(to_come) - len(done)
    failed = [each for each in done if each.state == FAILED]
    if not left and not failed and len(rows) == len(sheet.rows):
        forget(found.id)
    brought = sum(each.state == BROUGHT for each in done)
    context = {
        "batch": found.id,
        "brought": brought,
        "all": len(there) + brought,
        "rows": len(sheet.rows),
        "left": left,
        "next": min(AT_ONCE, left),
        "wrong_rows": len(sheet.rows) - len(rows),
        "failed": failed[:SHOWN],
    }
    return render(request, "importing/brought.html", context)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
