"""Who is meant by the ids that entries and the log carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from amparo.casework.models import Agency, User


@dataclass(frozen=True, slots=True)
class Named:
    """The titles of agencies and the names under which users sign in; an id that is nobody's stands for itself."""

    agencies: Mapping[str, str]
    users: Mapping[str, str]

    @classmethod
    def of(cls, agencies: Iterable[str] = (), users: Iterable[str] = ()) -> Self:
        """Find those that are asked for, in one query each."""
        return cls(
            dict(Agency.objects.filter(id__in=set(agencies)).values_list("id", "title")),
            dict(User.objects.filter(id__in=set(users)).values_list("id", "username")),
        )

    def agency(self, id_: str) -> str:
        return self.agencies.get(id_, id_)

    def user(self, id_: str) -> str:
        return self.users.get(id_, id_)
