"""Who is practising: profiles keep several people's practice apart on one machine."""

from __future__ import annotations

import re
import unicodedata

from mi_coach.domain.profile import FIRST, MAX_NAME, Profile
from mi_coach.errors import MiCoachError
from mi_coach.service.ports import Clock, ProfileRepository
from mi_coach.service.settings import SettingsStore
from mi_coach.service.text import clean_reply


class People:
    """The profiles on this machine. They are a courtesy, not a lock: whoever can open the file can read it.

    Args:
        profiles: Keeps them.
        settings: Keeps which of them is practising.
        clock: Tells the time.
    """

    def __init__(self, profiles: ProfileRepository, settings: SettingsStore, clock: Clock) -> None:
        self._profiles = profiles
        self._settings = settings
        self._clock = clock

    def all(self) -> list[Profile]:
        """All profiles, oldest first."""
        return self._profiles.list()

    def current(self) -> Profile:
        """Who is practising: the one chosen last, or when that one is gone the first there is."""
        everybody = self._profiles.list()
        for wanted in (self._settings.get("profile", ""), FIRST):
            for profile in everybody:
                if profile.id == wanted:
                    return profile
        return everybody[0]

    def find(self, given: str) -> Profile:
        """A profile by its id or its name.

        Raises:
            MiCoachError: No such profile.
        """
        wanted = clean_reply(given).strip()
        everybody = self._profiles.list()
        for profile in everybody:
            if wanted == profile.id or wanted.casefold() == profile.name.casefold():
                return profile
        told = ", ".join(p.id for p in everybody)
        raise MiCoachError(f"there is no profile {wanted[:MAX_NAME]!a}; choose one of: {told}")

    def use(self, given: str) -> Profile:
        """Makes a profile the current one and gives it.

        Raises:
            MiCoachError: No such profile, or the choice cannot be kept.
        """
        profile = self.find(given)
        self._settings.set("profile", profile.id)
        return profile

    def new(self, name: str = "") -> Profile:
        """Makes a profile; it is not yet the current one.

        Args:
            name: What the screen shows, any words; without it "Trainee" and a number.

        Raises:
            MiCoachError: The name is too long or taken.
        """
        shown = " ".join(clean_reply(name).split())
        if len(shown) > MAX_NAME:
            raise MiCoachError(f"that name has {len(shown)} characters; {MAX_NAME} is the most")
        everybody = self._profiles.list()
        taken = {p.id for p in everybody}
        if not shown:
            number = next(n for n in range(1, len(taken) + 2) if f"trainee-{n}" not in taken)
            shown = f"Trainee {number}"
        if any(p.name.casefold() == shown.casefold() for p in everybody):
            raise MiCoachError(f"there is a profile called {shown!a} already; choose another name")
        profile = Profile(_free(_slug(shown), taken), shown, self._clock.now())
        self._profiles.add(profile)
        return profile

    def delete(self, given: str) -> Profile:
        """Deletes a profile with all its sessions and exercises and gives what it was.

        Raises:
            MiCoachError: No such profile, or it is the only one.
        """
        profile = self.find(given)
        self._profiles.delete(profile.id)
        return profile


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "trainee"


def _free(slug: str, taken: set[str]) -> str:
    if slug not in taken:
        return slug
    return next(f"{slug}-{n}" for n in range(2, len(taken) + 3) if f"{slug}-{n}" not in taken)
