"""A pack: the rules of one body of law, dated and layered, read from its folder and checked as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from amparo.errors import AmparoError
from amparo.facts.vocabulary import Vocabulary, load_vocabulary
from amparo.rules.checks import named_by
from amparo.rules.citation import Citations, instruments_from
from amparo.rules.exemption import Exemption
from amparo.rules.law import Law
from amparo.rules.lawfile import read_law_file
from amparo.rules.layers import find_law, folder_of, pack_names, read_layers, shown_name
from amparo.rules.profile import Profile
from amparo.rules.reader import Reader
from amparo.rules.rule import Amount, Repeal, Rule

__all__ = ["BASELINE", "Pack", "find_law", "load_pack", "pack_names", "viewed"]

BASELINE: Final = "palermo"
_MOST_DAYS: Final = 100
"""Days whose law a pack keeps at hand."""


@dataclass(frozen=True)
class Pack:
    """One body of law with the layers below it: all versions of all rules, and what they cite."""

    profile: Profile
    folder: Path
    vocabulary: Vocabulary
    citations: Citations
    rules: tuple[Rule, ...]
    amounts: Mapping[str, Amount]
    repeals: tuple[Repeal, ...]
    exemptions: tuple[Exemption, ...]
    digest: str
    layers: tuple[Profile, ...]
    _laws: dict[date, Law] = field(default_factory=dict, compare=False, repr=False)

    @property
    def name(self) -> str:
        """Return the pack's name, that of its folder."""
        return self.profile.name

    def law_on(self, day: date) -> Law:
        """Return the law as it stands on a day; raise `AmparoError` before the pack begins."""
        if day < self.profile.begins:
            raise AmparoError(
                "law-not-yet", f"the law pack `{self.name}` begins on {self.profile.begins}", where="on",
                help="ask for that day or a later one",
            )  # fmt: skip
        if day not in self._laws:
            if len(self._laws) >= _MOST_DAYS:
                self._laws.clear()
            self._laws[day] = self._law_on(day)
        return self._laws[day]

    def _law_on(self, day: date) -> Law:
        gone = {repeal.rule for repeal in self.repeals if repeal.since <= day}
        return Law(
            pack=self.name,
            version=self.profile.version,
            digest=self.digest,
            standing=self.profile.standing,
            day=day,
            vocabulary=self.vocabulary,
            rules={name: rule for name, rule in self._in_force(day).items() if name not in gone},
            amounts=self.amounts,
            next_versions=self._next_versions(day),
            scope=self._scope(),
        )

    def _scope(self) -> tuple[str, ...]:
        """What the pack covers, () for everything: a pack over others covers what they do; a view what its rules speak of."""
        if self.profile.view:
            return tuple(sorted({rule.act for rule in self.rules if rule.act})) or ("nothing",)
        return () if len(self.layers) > 1 else self.profile.scope

    def _in_force(self, day: date) -> dict[str, Rule]:
        """The version of each rule in force on a day; one that replaces another takes its name."""
        found: dict[str, Rule] = {}
        for rule in sorted(self.rules, key=lambda rule: (rule.replaces is not None, rule.since)):
            if rule.since <= day:
                found[rule.name] = rule
        return found

    def _next_versions(self, day: date) -> dict[str, date]:
        later = [(rule.name, rule.since) for rule in self.rules if rule.since > day]
        later += [(repeal.rule, repeal.since) for repeal in self.repeals if repeal.since > day]
        return dict(sorted(later, key=lambda pair: pair[1], reverse=True))


def load_pack(pack: str | Path = BASELINE) -> Pack:
    """Load a pack by name or folder, with the layers it stands over, and check it; raise `LawError` with the place."""
    law = find_law()
    layers = read_layers(folder_of(pack, law), law)
    vocabulary = load_vocabulary(law / "vocabulary")
    instruments = [read_law_file(path, shown_name(path, law)) for path in sorted((law / "instruments").glob("*.toml"))]
    instruments += [layer.instruments for layer in layers if layer.instruments is not None]
    citations = instruments_from(instruments)
    reader = Reader(layers, vocabulary, citations, law, instruments)
    reader.read()
    top = layers[-1]
    begins = max(layer.profile.begins for layer in layers)
    rules = viewed(reader.rules, top.profile.view) if top.profile.view else tuple(reader.rules)
    return Pack(
        profile=replace(top.profile, begins=begins), folder=top.folder, vocabulary=vocabulary, citations=citations,
        rules=rules, amounts=reader.amounts, repeals=reader.repeals, exemptions=reader.exemptions,
        digest=reader.digest(),
        layers=tuple(layer.profile for layer in layers),
    )  # fmt: skip


def viewed(rules: Iterable[Rule], instruments: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return the rules that rest on one of some instruments, and the definitions and presumptions that they name."""
    every = tuple(rules)
    kept = {rule.name for rule in every if any(cited.partition("/")[0] in instruments for cited in rule.under)}
    kept -= {rule.name for rule in every if rule.kind == "definition"}
    while more := {name for rule in every if rule.name in kept for name in named_by(rule)} - kept:
        kept |= more
    return tuple(rule for rule in every if rule.name in kept)
