"""A pack: the rules of one body of law, dated and layered, read from its folder and checked as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from amparo.errors import AmparoError
from amparo.facts.vocabulary import Vocabulary, load_vocabulary
from amparo.facts.words import nearest, shown
from amparo.rules.amounts import amount_from
from amparo.rules.checks import check_pack
from amparo.rules.citation import Citations, instruments_from, requirement_ids
from amparo.rules.error import LawError, Place
from amparo.rules.from_toml import Surroundings, check_shape, rule_from, type_of
from amparo.rules.law import Law
from amparo.rules.lawfile import Entry, LawFile, read_law_file
from amparo.rules.parse import Scope
from amparo.rules.profile import Profile, profile_from
from amparo.rules.rule import Amount, Repeal, Rule, name_of

ASIDE: Final = ("cases", "persons")
"""Folders of a pack that hold worked cases, not law."""
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
            scope=() if len(self.layers) > 1 else self.profile.scope,
        )

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


def find_law() -> Path:
    """Return the folder of the law: in the wheel beside the code, in a checkout beside `src`."""
    shipped = Path(__file__).parents[1] / "law"
    return shipped if shipped.is_dir() else Path(__file__).parents[3] / "law"


def pack_names(law: Path | None = None) -> tuple[str, ...]:
    """Return the names of the packs that ship with Amparo."""
    folder = law or find_law()
    return tuple(sorted(path.parent.name for path in folder.glob("*/pack.toml")))


def load_pack(pack: str | Path = BASELINE) -> Pack:
    """Load a pack by name or folder, with the layers it stands over, and check it; raise `LawError` with the place."""
    law = find_law()
    layers = _layers(_folder(pack, law), law, ())
    vocabulary = load_vocabulary(law / "vocabulary")
    instruments = [read_law_file(path, _shown(path, law)) for path in sorted((law / "instruments").glob("*.toml"))]
    instruments += [layer.instruments for layer in layers if layer.instruments is not None]
    citations = instruments_from(instruments)
    return _Reader(layers, vocabulary, citations, law, instruments).pack()


@dataclass(frozen=True)
class _Layer:
    profile: Profile
    folder: Path
    files: tuple[LawFile, ...]
    parameters: LawFile | None
    instruments: LawFile | None


def _folder(pack: str | Path, law: Path) -> Path:
    if isinstance(pack, str) and pack in pack_names(law):
        return law / pack
    folder = Path(pack)
    if not (folder / "pack.toml").is_file():
        names = pack_names(law)
        raise AmparoError(
            "unknown-pack", f"`{shown(pack)}` is neither a law pack nor a folder with a pack.toml{nearest(str(pack), names)}",
            help=f"packs here: {', '.join(names)}", where="law",
        )  # fmt: skip
    return folder


def _layers(folder: Path, law: Path, above: tuple[str, ...]) -> list[_Layer]:
    """Read a pack's folder and those of the packs it stands over, the lowest first."""
    head = read_law_file(folder / "pack.toml", _shown(folder / "pack.toml", law))
    profile = profile_from(head, folder.resolve().name)
    found: list[_Layer] = []
    for under in profile.over:
        if under in (*above, profile.name):
            raise LawError("layers-circle", f"`{under}` stands over itself", head.place("over"))
        if under not in pack_names(law):
            raise LawError(
                "unknown-layer", f"`{shown(under)}` is not a law pack{nearest(under, pack_names(law))}", head.place("over")
            )
        found += [layer for layer in _layers(law / under, law, (*above, profile.name)) if layer not in found]
    return [*found, _layer(profile, head, folder, law)]


def _layer(profile: Profile, head: LawFile, folder: Path, law: Path) -> _Layer:
    special = {"pack.toml": head}
    files = []
    for path in sorted(folder.rglob("*.toml")):
        inside = path.relative_to(folder)
        if inside.parts[0] in ASIDE or path.name == "pack.toml":
            continue
        file = read_law_file(path, _shown(path, law))
        if inside.as_posix() in ("parameters.toml", "instruments.toml"):
            special[path.name] = file
        else:
            files.append(file)
    if not any("rule" in file.content for file in files):
        raise LawError("pack-empty", f"the pack `{profile.name}` has no rule", Place(head.name))
    return _Layer(profile, folder, (head, *files), special.get("parameters.toml"), special.get("instruments.toml"))


def _shown(path: Path, law: Path) -> str:
    return f"law/{path.relative_to(law).as_posix()}" if path.is_relative_to(law) else path.as_posix()


class _Reader:
    """Reads the rules of all layers against the names of all layers."""

    def __init__(
        self, layers: list[_Layer], vocabulary: Vocabulary, citations: Citations, law: Path, instruments: list[LawFile]
    ) -> None:
        self.layers = layers
        self.vocabulary = vocabulary
        self.citations = citations
        self.requirements = requirement_ids(law / "requirements.csv")
        self.law = law
        self.instruments = instruments

    def pack(self) -> Pack:
        entries = [(layer, file, entry) for layer, file, entry in self._entries("rule")]
        for _, _, entry in entries:
            check_shape(entry)
        amounts = self._amounts()
        scope = self._scope([entry for _, _, entry in entries], amounts)
        around = Surroundings(self.vocabulary, self.citations, self.requirements, scope, len(self.layers) > 1)
        rules = self._rules(entries, around)
        repeals = tuple(self._repeals(rules))
        top = self.layers[-1]
        check_pack(rules, repeals)
        begins = max(layer.profile.begins for layer in self.layers)
        return Pack(
            profile=replace(top.profile, begins=begins), folder=top.folder, vocabulary=self.vocabulary,
            citations=self.citations, rules=tuple(rules), amounts=amounts, repeals=repeals, digest=self._digest(),
            layers=tuple(layer.profile for layer in self.layers),
        )  # fmt: skip

    def _rules(self, entries: list[tuple[_Layer, LawFile, Entry]], around: Surroundings) -> list[Rule]:
        """Read all rules; the first error is raised and carries the others, so that a check can list them all."""
        rules, errors = [], []
        for layer, file, entry in entries:
            try:
                rule = rule_from(entry, layer.profile.name, _subject(file), around)
                rules.append(replace(rule, name=self._name(entry)))
            except LawError as error:
                errors.append(error)
        if errors:
            errors[0].others = tuple(errors[1:])
            raise errors[0]
        return rules

    def _entries(self, table: str) -> Iterator[tuple[_Layer, LawFile, Entry]]:
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
            for key in ("rule", "under", "reason"):
                if not table.get(key):
                    raise entry.error(f"repeal-without-{key}", f"a repeal needs `{key}`")
            if table["rule"] not in known or known[table["rule"]].pack == layer.profile.name:
                raise entry.error(
                    "repeal-unknown",
                    f"`{shown(table['rule'])}` is not a rule of a lower layer{nearest(table['rule'], known)}",
                    "rule",
                )
            for cited in table["under"]:
                if fault := self.citations.fault(cited):
                    raise entry.error("repeal-unknown-provision", fault, "under")
            since = table.get("from", layer.profile.begins)
            yield Repeal(known[table["rule"]].name, since, tuple(table["under"]), table["reason"], entry.place())

    def _digest(self) -> str:
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
