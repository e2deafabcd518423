"""Every duty of the law, and where it is met: writes `docs/duties.md`, which a test compares.

.venv/bin/python tools/duties.py
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import django

ROOT: Final = Path(__file__).parents[1]
FILE: Final = ROOT / "docs" / "duties.md"
HEAD: Final = """# Every duty, and where it is met

Written by `tools/duties.py` from the law, the stages of the work (`law/vocabulary/questions/stages.toml`) and the rights of
those who sign in; a test compares. Each duty has a page of its own, `/cases/CASE/owed/DUTY`, which asks for the facts that
it is met by, or leads to the page on which they are stated with their papers (`doors/web/own_pages.py`). It is owed where
the law of the installation holds it. *Recorded by* names bundles of rights of which one user of the body that owes it can
record all of those facts. Where that body may not write all of them here, who manages the case writes down what it did; the
reason, part by part, stands in `law/vocabulary/questions/recorded_for.toml`.
"""


def text() -> str:
    """Return the document."""
    return "\n".join([HEAD, *_lines()]) + "\n"


def _lines() -> Iterator[str]:
    from amparo.desk.duties import every_duty  # noqa: PLC0415 the framework is set up first
    from amparo.desk.stage import stages  # noqa: PLC0415 as above

    duties = list(every_duty())
    named = {(duty.rule.pack, duty.rule.id) for duty in duties}
    yield f"{len(named)} duties in {len({pack for pack, _name in named})} packs."
    for stage in stages().values():
        here = {(duty.rule.pack, duty.rule.id): duty for duty in duties if stage.name in duty.stages}
        yield f"\n## {stage.title} ({len(here)})\n"
        yield f"On `/cases/CASE/stage/{stage.name}`.\n"
        yield "| duty | owed by | met by | recorded by |"
        yield "|---|---|---|---|"
        for (pack, name), duty in here.items():
            facts = ", ".join(key.replace("#1", "") for key in duty.keys)
            who = ", ".join(duty.bundles) if duty.bundles else f"who manages the case ({', '.join(sorted(duty.parts))})"
            yield f"| `{pack}` {name} | {duty.rule.binds} | {facts} | {who} |"


def main() -> None:
    """Write the document."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.doors.web.settings")
    django.setup()
    FILE.write_text(text(), "utf-8")
    sys.stdout.write(f"{FILE.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
