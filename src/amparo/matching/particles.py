"""Small words in names: what is left out, what belongs to the next word, what is a title."""

from __future__ import annotations

from typing import Final

ARTICLE: Final = "al"
"""The Arabic article in one spelling."""

ARTICLES: Final = frozenset({"al", "el", "ul", "as", "ad", "ar", "an", "at", "az", "ash", "es", "er", "ed", "et", "ال"})
"""The article in all spellings, before sun letters too; `ال` where it stands apart."""

SERVANT: Final = {
    **dict.fromkeys(("abd", "abdul", "abdel", "abdal", "abdol", "abdur", "abdoul", "abdou", "abdu"), "abdul"),
    **dict.fromkeys(("عبد", "عبدال"), "عبدال"),
}
"""`servant of`: one name together with the name of God behind it; on the right how the joined name begins."""

FATHER: Final = {
    **dict.fromkeys(("abu", "abou", "abo"), "abu"),
    "ابو": "ابو",
    "أبو": "ابو",
    "um": "um",
    "umm": "umm",
    "oum": "oum",
    "ام": "ام",
    "أم": "ام",
}
"""`father of`, `mother of`: one name together with the next word."""

ELIDED: Final = frozenset({"o", "mc", "mac", "fitz"})
"""What belongs to the next word: `o brien`, `mc donald`."""

SON: Final = frozenset({
    "bin", "ibn", "bint", "binti", "binte", "ould", "oulad", "wuld", "walad", "wlad", "بن", "ابن", "إبن", "بنت", "ولد",
    "zoku", "ap", "ferch", "kyzy", "uulu", "ogly", "oglu", "qizi", "kizi", "кызы", "оглы", "уулу",
})  # fmt: skip
"""`son of`, `daughter of`: says how words hang together, and is left out as often as not."""

PARTICLES: Final = frozenset({
    "de", "del", "della", "dello", "di", "da", "dos", "das", "do", "du", "des", "la", "las", "le", "les", "lo",
    "los", "van", "vander",
    "der", "den", "von", "vom", "zu", "zum", "zur", "af", "av", "ten", "ter", "te", "y", "und", "het", "op", "dem",
    "де", "ди", "ван", "фон", "дер", "ла", "да", "дю", "דה", "פון", "ואן", "די", "דל", "דר", "ון", "דו", "לה",
    "دي", "دا", "فون", "فان", "دو", "لا", "ديل", "دير",
    "デ", "ディ", "ダ", "フォン", "ファン", "デル", "ヴァン", "ラ", "ル", "デラ", "ドゥ", "폰",
    "데", "반", "판", "드", "디", "冯", "馮", "德",
})  # fmt: skip
"""Particles of European names, in the scripts in which such names are met."""

TITLES: Final = frozenset({
    "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "haji", "hajji", "hadji", "hajj", "hajja", "sheikh", "shaikh",
    "shaykh", "sayyid", "ustaz",
    "mme", "mlle", "herr", "frau", "sr", "sra", "srta", "don", "dona", "shri", "smt", "md", "mst", "mosammat", "daw",
    "jr", "ii", "iii",
    "الشيخ", "الحاج", "السيد", "السيدة", "حاجي", "شيخ", "д-р", "ဦး", "ဒေါ်", "អ្នក", "លោក", "นาย", "นาง", "นางสาว",
    "ท้าว", "ທ້າວ", "ນາງ",
    "ato", "weyzero", "አቶ", "ወይዘሮ", "श्री", "श्रीमती", "মোঃ",
})  # fmt: skip
"""Titles and forms of address: not of the name, and left out where other words are there."""
