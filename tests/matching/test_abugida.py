"""Scripts in which consonants bring a vowel are read as people spell such names in Latin letters."""

from __future__ import annotations

import pytest

from amparo.matching.likeness import word_evidence
from amparo.matching.romanise.abugida import abugida_units, guessed_abugida, spelt_abugida
from amparo.matching.script import word_script
from amparo.matching.text import normalise
from amparo.matching.words import word


@pytest.mark.parametrize(
    ("written", "spelling"),
    [
        ("मोहन", "mohan"), ("সালমা", "salama"), ("สมชาย", "somchay"), ("สุดา", "suda"), ("โสภณ", "sophon"), ("พร", "phor"),
        ("សុខា", "sokha"), ("မောင်", "maung"), ("ကျော်", "kyaw"), ("သန်း", "than"), ("မြင့်", "myint"), ("လှ", "lha"), ("ສົມ", "som"),
        ("முருகன்", "murukan"), ("ประยุทธ์", "parayuth"),
    ],
)  # fmt: skip
def test_a_word_is_spelt_with_the_vowels_that_its_consonants_bring(written: str, spelling: str) -> None:
    form = normalise(written)
    assert spelt_abugida(form, word_script(form)) == spelling


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("मोहन", "mohan"), ("সালমা", "salma"), ("สมชาย", "somchai"), ("ប៊ុនធឿន", "bunthoeun"), ("သန်းဝင်း", "thanwin"),
        ("ສົມພອນ", "somphone"),
        ("ሰላም", "selam"), ("ገብረመድህን", "gebremedhin"), ("παπαδόπουλος", "papadopoulos"),
    ],
)  # fmt: skip
def test_the_usual_spelling_speaks_for_one_person_and_another_name_does_not(written: str, latin: str) -> None:
    assert word_evidence(word(normalise(written)), word(latin)) > 3
    assert word_evidence(word(normalise(written)), word("robert")) < -5


def test_units_stand_as_they_are_spoken() -> None:
    assert abugida_units("โสภณ", "thai") == ("ส", "โ", "ภ", "ณ")
    assert abugida_units("မောင်", "burmese") == ("မ", "ောင်")
    assert abugida_units("សុខា", "khmer") == ("ស", "ុ", "ខ", "ា")


def test_a_unit_stands_for_its_letters_with_a_vowel_or_without() -> None:
    assert {"k", "ka"} <= set(guessed_abugida("क"))
    assert {"i", "ee"} <= set(guessed_abugida("ि"))
    assert "" in guessed_abugida("्")
