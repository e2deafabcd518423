"""Reads the rules of a stack of layers: each against the names of all, then all together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from amparo.facts.vocabulary import Vocabulary
from amparo.facts.words import nearest, shown
from amparo.rules.amounts import amount_from
from amparo.rules.checks import check_pack
from amparo.rules.citation import Citations, requirement_ids
from amparo.rules.error import LawError
from amparo.rules.exemption import Exemption, exemption_from
from amparo.rules.from_toml import Surroundings, check_shape, rule_from, type_of
from amparo.rules.lawfile import Entry, LawFile
from amparo.rules.layers import Layer
from amparo.rules.parse import Scope
from amparo.rules.rule import Amount, Repeal, Rule, name_of


class Reader:
    """Reads the rules, parameters and repeals of all layers against the names of all layers."""

    def __init__(
        self, layers: list[Layer], vocabulary: Vocabulary, citations: Citations, law: Path, instruments: list[LawFile]
    ) -> None:
        self.layers = layers
        self.vocabulary = vocabulary
        self.citations = citations
        self.requirements = requirement_ids(law / "requirements.csv")
        self.law = law
        self.instruments = instruments
        self.rules: list[Rule] = []
        self.amounts: Mapping[str, Amount] = {}
        self.repeals: tuple[Repeal, ...] = ()
        self.exemptions: tuple[Exemption, ...] = ()

    def read(self) -> None:
        """Read everything and check it as a whole; raise `LawError` at the first thing that is wrong."""
        self._check_scopes()
        entries = list(self._entries("rule"))
        for _, _, entry in entries:
            check_shape(entry)
        self.amounts = self._amounts()
        scope = self._scope([entry for _, _, entry in entries], self.amounts)
        around = Surroundings(self.vocabulary, self.citations, self.requirements, scope, len(self.layers) > 1)
        self.rules = self._rules(entries, around)
        self.repeals = tuple(self._repeals(self.rules))
        check_pack(self.rules, self.repeals)
        self.exemptions = tuple(
            exemption_from(entry, layer.profile.name, self.rules, self.vocabulary, self.citations, layer.profile.begins)
            for layer, _, entry in self._entries("exception")
        )

    def _check_scopes(self) -> None:
        """A pack speaks of acts and of subjects; a subject is the name of a file of its rules, or of a layer below."""
        known = set(self.vocabulary.acts)
        for layer in self.layers:
            head, *files = layer.files
            known.update(map(_subject, files))
            for name in layer.profile.scope:
                if name not in known:
                    sentence = f"`{shown(name)}` is neither an act nor the subject of a file{nearest(name, known)}"
                    raise LawError("pack-unknown-scope", sentence, head.place("scope"))

    def _rules(self, entries: list[tuple[Layer, LawFile, Entry]], around: Surroundings) -> list[Rule]:
        """Read all rules; the first error is raised and carries the others, so that a check can list them all."""
        rules, errors = [], []
        for layer, file, entry in entries:
            try:
                rules.append(rule_from(entry, layer.profile.name, _subject(file), self._name(entry), around))
            except LawError as error:
                errors.append(error)
        if errors:
            errors[0].others = tuple(errors[1:])
            raise errors[0]
        return rules

    def _entries(self, table: str) -> Iterator[tuple[Layer, LawFile, Entry]]:
        for layer in self.layers:
            for file in layer.files:
                yield from ((layer, file, entry) for entry in file.tables(table))

    def _amounts(self) -> dict[str, Amount]:
        found: dict[str, Amount] = {}
        for layer in self.layers:
            own: set[str] = set()
            for entry in layer.parameters.tables("parameter") if layer.parameters else ():
                amount = amount_from(entry, self.citations)
                if amount.id in own:
                    raise entry.error("duplicate-parameter", f"the parameter `{amount.id}` stands twice", "id")
                own.add(amount.id)
                found[amount.id] = amount
        return found

    def _scope(self, entries: list[Entry], amounts: Mapping[str, Amount]) -> Scope:
        types: dict[str, str] = {}
        for entry in entries:
            types[name_of(entry.table["id"])] = types[self._name(entry)] = type_of(entry)
        for name in types:
            if name in self.vocabulary.facts or name in amounts:
                entry = next(e for e in entries if name_of(e.table["id"]) == name)
                raise entry.error("name-taken", f"`{name}` is already the name of a fact or a parameter", "id")
        aliases = {name_of(e.table["id"]): self._name(e) for e in entries if "replaces" in e.table}
        return Scope(self.vocabulary, {name: a.unit for name, a in amounts.items()}, types, aliases=aliases)

    def _name(self, entry: Entry) -> str:
        """The name a rule answers to: its own, or that of the rule it replaces."""
        return name_of(entry.table.get("replaces", entry.table["id"]).rpartition("/")[2])

    def _repeals(self, rules: Iterable[Rule]) -> Iterator[Repeal]:
        known = {f"{rule.pack}/{rule.id}": rule for rule in rules}
        for layer, _, entry in self._entries("repeal"):
            table: dict[str, Any] = entry.table
            entry.check_keys(("rule", "reason"), ("under",), ("from",))
            for key in ("rule", "under", "reason"):
                if not table.get(key):
                    raise entry.error(f"repeal-without-{key}", f"a repeal needs `{key}`")
            lower = {name: rule for name, rule in known.items() if rule.pack != layer.profile.name}
            if table["rule"] not in lower:
                raise entry.error(
                    "repeal-unknown",
                    f"`{shown(table['rule'])}` is not a rule of a lower layer{nearest(table['rule'], lower)}",
                    "rule",
                )
            for cited in table["under"]:
                if fault := self.citations.fault(cited):
                    raise entry.error("repeal-unknown-provision", fault, "under")
            since = entry.day("from", layer.profile.begins)
            yield Repeal(known[table["rule"]].name, since, tuple(table["under"]), table["reason"], entry.place())

    def digest(self) -> str:
        """Hash all that decides: the vocabulary, the instruments and the rules of every layer."""
        digest = hashlib.sha256()
        files = [(path.name, path.read_bytes()) for path in sorted((self.law / "vocabulary").glob("*.toml"))]
        files += [(file.name, file.data) for file in self.instruments]
        for layer in self.layers:
            kept = (*layer.files, *([layer.parameters] if layer.parameters else []))
            files += [(f"{layer.profile.name}/{Path(file.name).name}", file.data) for file in kept]
        for name, data in files:
            digest.update(f"{name}\0{len(data)}\0".encode())
            digest.update(data)
        return f"sha256:{digest.hexdigest()}"


def _subject(file: LawFile) -> str:
    return Path(file.name).stem
