"""Where a scan goes: to the visitors, to the screen in front, or to a dossier's page; no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from counter_app.domain.citizen_card import looks_like_card
from counter_app.domain.dossier_code import BadDossierCode, DossierCode


class ScanTarget(Protocol):
    """A screen as a scan sees it."""

    def accepts_card(self) -> bool:
        """Say whether a citizen's card may be scanned into it now."""

    def card_scanned(self, payload: str) -> None:
        """Take the text of a scanned card."""

    def take_scan(self, text: str) -> bool:
        """Take a scan that is no card (a dossier's code, a tracking number), or say no."""


@dataclass(frozen=True)
class ScanPorts:
    """What a scan may lead to.

    ``front`` is the screen in front, or None while it must not be touched: a dialog asks
    something (``is_busy``) or the counter is locked (``is_locked``). ``take_for_visitor`` takes
    a scan that is meant for the visitors' own screen, and says whether it was.
    """

    front: Callable[[], ScanTarget | None]
    is_locked: Callable[[], bool]
    is_busy: Callable[[], bool]
    open_dossier: Callable[[str], None]
    offer_dossier: Callable[[str], None]
    offer_intake: Callable[[str], None]
    say_unknown: Callable[[], None]
    take_for_visitor: Callable[[str], bool] = lambda text: False


class ScanRouter:
    """Sends each scan where it belongs; a scan over a locked counter does nothing at the desk."""

    def __init__(self, ports: ScanPorts) -> None:
        self._ports = ports

    def route(self, text: str) -> None:
        """Send the text of one scan where it belongs."""
        if self._ports.take_for_visitor(text) or self._ports.is_locked():
            return
        code = code_in(text)
        if code:
            self._to_dossier(code)
        elif is_card(text):
            self._to_form(text)
        elif not self._is_taken(text):
            self._ports.say_unknown()

    def _to_dossier(self, code: str) -> None:
        if self._ports.is_busy():
            self._ports.offer_dossier(code)
        elif not self._is_taken(code):
            self._ports.open_dossier(code)

    def _to_form(self, payload: str) -> None:
        front = self._front()
        if front is not None and front.accepts_card():
            front.card_scanned(payload)
        else:
            self._ports.offer_intake(payload)

    def _is_taken(self, text: str) -> bool:
        front = self._front()
        return front is not None and front.take_scan(text)

    def _front(self) -> ScanTarget | None:
        return None if self._ports.is_busy() else self._ports.front()


def code_in(text: str) -> str:
    """Return the dossier code in a scan as it is printed, or an empty text."""
    try:
        return str(DossierCode.parse(text))
    except BadDossierCode:
        return ""


def is_card(text: str) -> bool:
    """Say whether a scan looks like a citizen's card, even one that must be refused.

    A card that cannot be read goes to the form too, where its fault is said with words.
    """
    return text.count("|") >= 2 or looks_like_card(text)
