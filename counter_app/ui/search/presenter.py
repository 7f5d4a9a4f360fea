"""Search as one types: asks in the background, shows only the answer to the latest letters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import CounterError
from counter_app.domain.plain_text import composed
from counter_app.ui.ports import Run
from counter_app.ui.words import sentence_of

MOST_HITS = 12


class SearchScreen(Protocol):
    """The list beneath the search field, as the presenter sees it."""

    def show_hits(self, rows: Sequence[DossierRow]) -> None:
        """Show these dossiers, the first one chosen."""

    def show_words(self, words: str) -> None:
        """Show a sentence in place of dossiers."""

    def hide_hits(self) -> None:
        """Take the list away."""

    def clear(self) -> None:
        """Empty the search field."""


@dataclass(frozen=True)
class SearchPorts:
    """What a search needs: ``find`` runs on the desk thread, the others on the GUI thread."""

    run: Run
    find: Callable[[str, int], Sequence[DossierRow]]
    open_dossier: Callable[[str], None]
    show_all: Callable[[str], None]


class SearchPresenter:
    """Carries what is typed to the search and its newest answer to the list."""

    def __init__(self, screen: SearchScreen, ports: SearchPorts) -> None:
        self._screen = screen
        self._ports = ports
        self._text = ""
        self._is_answered = True
        self._opens_first = False
        self._rows: tuple[DossierRow, ...] = ()

    def typed(self, text: str) -> None:
        """Ask for what stands in the field now."""
        self._text = composed(text)
        self._opens_first = False
        self._rows = ()
        if not self._text:
            self._is_answered = True
            self._screen.hide_hits()
            return
        self._ask(self._text)

    def entered(self, row: DossierRow | None) -> None:
        """Open the row chosen; with none yet, open the only answer or show all of them."""
        if row is not None:
            self._open(row)
        elif not self._text:
            self._screen.hide_hits()
        elif self._is_answered:
            self._open_only_or_all()
        else:
            self._opens_first = True

    def left(self) -> None:
        """Forget the search: the clerk went elsewhere."""
        self._opens_first = False
        self._screen.hide_hits()

    def _ask(self, text: str) -> None:
        self._is_answered = False
        self._ports.run(
            lambda: tuple(self._ports.find(text, MOST_HITS)),
            lambda rows: self._answered(text, rows),
            lambda error: self._failed(text, error),
            lane="search",
        )

    def _answered(self, text: str, rows: tuple[DossierRow, ...]) -> None:
        if text != self._text:
            return
        self._rows, self._is_answered = rows, True
        if self._opens_first:
            self._open_only_or_all()
        elif rows:
            self._screen.show_hits(rows)
        else:
            self._screen.show_words("Không tìm thấy hồ sơ nào. Thử mã, họ tên không dấu, số thẻ.")

    def _failed(self, text: str, error: CounterError) -> None:
        if text == self._text:
            self._is_answered = True
            self._screen.show_words(sentence_of(error))

    def _open_only_or_all(self) -> None:
        self._opens_first = False
        if len(self._rows) == 1:
            self._open(self._rows[0])
        elif self._rows:
            self._screen.hide_hits()
            self._ports.show_all(self._text)
        else:
            self._screen.show_words("Không tìm thấy hồ sơ nào. Thử mã, họ tên không dấu, số thẻ.")

    def _open(self, row: DossierRow) -> None:
        self._text, self._rows = "", ()
        self._screen.hide_hits()
        self._screen.clear()
        self._ports.open_dossier(row.code)
