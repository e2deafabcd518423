"""Languages for choosing: each by its own name, which who is asked can point at, and in the language of the page."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

LANGUAGES: Final = (
    ("am", "አማርኛ", gettext_noop("Amharic")),
    ("ar", "العربية", gettext_noop("Arabic")),
    ("bn", "বাংলা", gettext_noop("Bengali")),
    ("en", "English", gettext_noop("English")),
    ("es", "Español", gettext_noop("Spanish")),
    ("fa", "فارسی", gettext_noop("Persian")),
    ("fr", "Français", gettext_noop("French")),
    ("ha", "Hausa", gettext_noop("Hausa")),
    ("hi", "हिन्दी", gettext_noop("Hindi")),
    ("id", "Bahasa Indonesia", gettext_noop("Indonesian")),
    ("km", "ខ្មែរ", gettext_noop("Khmer")),
    ("ku", "Kurdî", gettext_noop("Kurdish")),
    ("lo", "ລາວ", gettext_noop("Lao")),
    ("my", "မြန်မာ", gettext_noop("Burmese")),
    ("ne", "नेपाली", gettext_noop("Nepali")),
    ("pa", "ਪੰਜਾਬੀ", gettext_noop("Punjabi")),
    ("ps", "پښتو", gettext_noop("Pashto")),
    ("pt", "Português", gettext_noop("Portuguese")),
    ("ro", "Română", gettext_noop("Romanian")),
    ("ru", "Русский", gettext_noop("Russian")),
    ("si", "සිංහල", gettext_noop("Sinhala")),
    ("so", "Soomaali", gettext_noop("Somali")),
    ("sw", "Kiswahili", gettext_noop("Swahili")),
    ("ta", "தமிழ்", gettext_noop("Tamil")),
    ("th", "ไทย", gettext_noop("Thai")),
    ("ti", "ትግርኛ", gettext_noop("Tigrinya")),
    ("tl", "Tagalog", gettext_noop("Tagalog")),
    ("uk", "Українська", gettext_noop("Ukrainian")),
    ("ur", "اردو", gettext_noop("Urdu")),
    ("vi", "Tiếng Việt", gettext_noop("Vietnamese")),
    ("yo", "Yorùbá", gettext_noop("Yoruba")),
    ("zh", "中文", gettext_noop("Chinese")),
)


def languages() -> tuple[tuple[str, str], ...]:
    """Return tags with their names, the name in the language itself first: who is asked can point at it."""
    return tuple((tag, own if own == _(name) else f"{own} · {_(name)}") for tag, own, name in LANGUAGES)


def language_words(tag: str) -> str:
    """Return the name of a language, or the tag where it is not on the list."""
    return dict(languages()).get(tag, tag)
