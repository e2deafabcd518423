"""Questions are plain: no identifier, no unexplained word of the law, nothing too long, nothing missing."""

from __future__ import annotations

import re
from typing import Final

import pytest

from law.wording import ACTORS, ACTS, FACTS, GROUPS, ITEMS, LABELS, VOCABULARY, answers, question, read, values, worded

LAWYERS_WORDS: Final = re.compile(
    r"""\b(
        traffick\w* | victim\w* | exploit\w* | indicator\w* | proceeding\w* | remov\w+ | detention | detain\w* | prosecut\w*
        | offen[cd]\w* | compel\w* | consent\w* | asylum | refugee\w* | guardian\w* | compensat\w* | residen\w+ | deport\w*
        | expel\w* | expulsion | extradit\w* | status | jurisdiction | authorit\w+ | competent | reasonable | conclusive
        | provision\w* | determin\w+ | entitle\w* | mandatory | refoulement | persecut\w+ | coerc\w+ | servitude | serfdom
        | repatriat\w* | vulnerab\w* | perpetrator\w* | testif\w+ | testimon\w+ | illegal\w* | consul\w* | assess\w* | referr\w+
        | identif\w+ | verif\w+ | credential\w* | disclos\w+ | confidential\w* | pursuant | accused | defendant | plaintiff
        | nationality | stateless\w* | minor | best\ interests | reintegrat\w* | retaliat\w* | complicit\w* | recruit\w*
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
IDENTIFIER: Final = re.compile(r"[A-Za-z0-9]_[A-Za-z0-9]|`|[{}<>]")
LONGEST: Final = {"person": 190, "worker": 330, "hint": 90, "answer": 70, "label": 70}
SENTENCE: Final = 24  # words; a longer one is lost on a frightened person
SYLLABLES: Final = re.compile(r"[aeiouy]+")


def said_to_the_person(name: str) -> list[str]:
    return [question(name)["person"], *answers(name).values()]


def every_text(name: str) -> list[str]:
    return [*question(name).values(), *answers(name).values(), LABELS["facts"][name]]


def grade(text: str) -> float:
    """School year in which the text can be read, after Flesch and Kincaid."""
    words = re.findall(r"[a-z']+", text.lower())
    sentences = max(1, len(re.findall(r"[.?!:]", text)))
    beats = sum(max(1, len(SYLLABLES.findall(re.sub(r"e\b", "", word)))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * beats / len(words) - 15.59


@pytest.mark.parametrize("name", FACTS)
def test_it_asks_both_the_person_and_the_worker(name: str) -> None:
    words = question(name)
    assert {"person", "worker"} <= set(words) <= {"person", "worker", "hint"}
    assert all(text == text.strip() and text[0].isupper() for text in words.values())


@pytest.mark.parametrize("name", FACTS)
def test_every_choice_has_a_label_of_its_own(name: str) -> None:
    labels = answers(name)
    assert tuple(labels) == values(name)
    assert len(set(labels.values())) == len(labels)


@pytest.mark.parametrize("name", FACTS)
def test_it_shows_no_identifier(name: str) -> None:
    assert [text for text in every_text(name) if IDENTIFIER.search(text)] == []


@pytest.mark.parametrize("name", FACTS)
def test_it_speaks_to_the_person_without_the_words_of_the_law(name: str) -> None:
    found = {text: word.group() for text in said_to_the_person(name) if (word := LAWYERS_WORDS.search(text))}
    assert found == {}


@pytest.mark.parametrize("text", ["Were you trafficked?", "Did you consent to it?", "Are you in removal proceedings?"])
def test_a_word_of_the_law_is_found(text: str) -> None:
    assert LAWYERS_WORDS.search(text)


@pytest.mark.parametrize("text", ["heard_on_status", "offence.non_liability_considered", "Is `x` so?", "{fact}"])
def test_an_identifier_is_found(text: str) -> None:
    assert IDENTIFIER.search(text)


@pytest.mark.parametrize("name", FACTS)
def test_it_is_short(name: str) -> None:
    texts = [*question(name).items(), *(("answer", text) for text in answers(name).values()), ("label", LABELS["facts"][name])]
    assert [(kind, len(text), text) for kind, text in texts if len(text) > LONGEST[kind]] == []
    spoken = re.split(r"[.?!:;]", question(name)["person"])
    assert [part for part in spoken if len(part.split()) > SENTENCE] == []


@pytest.mark.parametrize("name", FACTS)
def test_a_twelve_year_old_can_follow(name: str) -> None:
    assert grade(question(name)["person"]) < 8


def test_on_the_whole_an_eight_year_old_can_follow() -> None:
    grades = [grade(question(name)["person"]) for name in FACTS]
    assert sum(grades) / len(grades) < 4


@pytest.mark.parametrize("name", FACTS)
def test_the_person_is_asked_and_the_worker_is_told(name: str) -> None:
    words, kind = question(name), FACTS[name][1]["type"]
    assert name == "died_on" or "?" in words["person"]
    assert "?" not in words["worker"]
    if kind == "yesno":
        assert words["worker"].startswith("Yes: ") or " Yes: " in words["worker"]


def test_nothing_is_worded_that_the_vocabulary_does_not_know() -> None:
    assert sorted(set(worded()) - set(FACTS)) == []


def test_no_two_questions_are_the_same() -> None:
    for kind in ("person", "worker"):
        texts = [question(name)[kind] for name in FACTS if not name.endswith(("currency", "began_on", "ended_on"))]
        assert len(set(texts)) == len(texts)


def test_whatever_a_page_names_has_a_label() -> None:
    compartments = {kind["compartment"] for _, kind in FACTS.values() if "compartment" in kind}
    assert set(LABELS["facts"]) == set(FACTS)
    assert set(LABELS["acts"]) == set(ACTS)
    assert set(LABELS["actors"]) == {*ACTORS, "person"}
    assert set(LABELS["items"]) == set(ITEMS)
    assert set(LABELS["groups"]) == set(GROUPS)
    assert set(LABELS["compartments"]) == compartments


@pytest.mark.parametrize("table", LABELS)
def test_labels_are_short_and_human(table: str) -> None:
    labels = LABELS[table].values()
    assert [text for text in labels if IDENTIFIER.search(text) or len(text) > LONGEST["label"] or text.endswith(".")] == []


@pytest.mark.parametrize("table", [table for table in LABELS if table != "facts"])
def test_no_two_labels_of_a_table_are_the_same(table: str) -> None:
    labels = list(LABELS[table].values())
    assert len(set(labels)) == len(labels)


def test_no_two_facts_of_the_person_have_the_same_label() -> None:
    labels = [label for name, label in LABELS["facts"].items() if "." not in name]
    assert len(set(labels)) == len(labels)


def test_every_file_of_questions_belongs_to_a_group() -> None:
    files = {path.stem for path in (VOCABULARY / "questions").glob("*.toml")}
    assert files == {*GROUPS, "items", "labels", "topics", "stages", "recorded_for"}


def test_numbers_have_a_unit_and_the_bounds_that_reality_sets() -> None:
    numbers = {name: kind for name, (_, kind) in FACTS.items() if kind["type"] == "number"}
    assert numbers
    assert [name for name, kind in numbers.items() if "unit" not in kind or kind.get("min") != 0] == []
    assert read(VOCABULARY / "person.toml")["person"]["age_years"]["max"] == 130
