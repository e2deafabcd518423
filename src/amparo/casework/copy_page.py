"""The person's copy as a page of its own, which any browser opens without a network: words and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

_STYLE: Final = (
    "body{font:1.1rem/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}"
    "h2{margin-top:2.5rem}li{margin:.4rem 0}.past{color:#555}"
)
_KINDS: Final = {
    "hold": "Must not be done to you",
    "duty": "Owed to you",
    "entitlement": "You may have",
    "presumption": "Taken to be so",
}
_RIGHTS: Final = (
    "You may ask that anything wrong be corrected, say that you do not want it used, or ask that it be erased. "
    "Keep this where nobody else finds it."
)


def page(table: Mapping[str, Any]) -> str:
    """Return the page; all that was ever entered is escaped."""
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>Copy</title><style>{_STYLE}</style></head><body>",
        "<h1>What is kept about you</h1>",
        f"<p>Made on {_day(table['made'])} by {escape(table['kept_by'])}, who keeps it.</p>",
        f"<p>{_RIGHTS}</p>",
        _withheld(table["withheld"]),
        "<h2>What is known</h2>",
        *[_fact(each) for each in table["known"]],
        "<h2>What was written about you</h2>",
        "".join(_paper(each) for each in table["written"]) or "<p>Nothing.</p>",
        "<h2>What follows by law</h2>",
        _list(f"{_KINDS.get(each['kind'], each['kind'])}: {each['title']}{_sure(each)}" for each in table["follows"]),
        "<h2>Who was given any of it</h2>",
        _list(_received(each) for each in table["received"]),
        "<h2>Who looked, and who did what</h2>",
        _list(f"{_day(each['at'])}: {each['agency']}, {each['who']}: {each['did']}" for each in table["looked"]),
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part)


def _fact(each: Mapping[str, Any]) -> str:
    rows = "".join(f"<li{'' if said['stands'] else ' class=past'}>{escape(_said(said))}</li>" for said in each["stated"])
    return f"<h3>{escape(each['words'])}</h3><ul>{rows}</ul>"


def _paper(each: Mapping[str, Any]) -> str:
    head = f"{each['words']} ({each['by']}, {_day(each['on'])})"
    return f"<h3>{escape(head)}</h3><ul>{''.join(f'<li>{escape(line)}</li>' for line in _lines(each['body']))}</ul>"


def _lines(body: Any, name: str = "") -> Iterator[str]:
    """Yield what stands in a paper, line by line, each under its name in plain letters."""
    words = name.replace("_", " ").replace("-", " ")
    match body:
        case Mapping():
            for inner, each in body.items():
                yield from _lines(each, f"{words}, {inner}" if words and inner else words or str(inner))
        case list() | tuple():
            for each in body:
                yield from _lines(each, words)
        case bool():
            yield f"{words}: {'yes' if body else 'no'}"
        case _ if body not in (None, ""):
            yield f"{words}: {body}" if words else str(body)


def _said(said: Mapping[str, Any]) -> str:
    told = f"{said['in_words']} ({said['source']}; {said['by']}, {_day(said['on'])})"
    if "corrected_on" in said:
        told += f". Corrected on {_day(said['corrected_on'])}"
    if "contested_by" in said:
        told += f". Seen otherwise by {', '.join(said['contested_by'])}"
    return told + (f". Reason: {said['reason']}" if "reason" in said else "")


def _received(each: Mapping[str, Any]) -> str:
    until = f" until {_day(each['until'])}" if each["until"] else ""
    what = f"{each['agency']}: {', '.join(each['what'])}, since {_day(each['since'])}{until}"
    return f"{what}, {each['why']}; because {each['basis']}"


def _withheld(count: int) -> str:
    if not count:
        return ""
    return f"<p>{count} more statements are kept which the worker who made this may not open. Ask for them.</p>"


def _sure(each: Mapping[str, Any]) -> str:
    return "" if each["certain"] else " (as long as it is not known otherwise)"


def _list(lines: Any) -> str:
    rows = "".join(f"<li>{escape(each)}</li>" for each in lines)
    return f"<ul>{rows}</ul>" if rows else "<p>Nobody and nothing.</p>"


def _day(moment: str) -> str:
    return moment[:10]
