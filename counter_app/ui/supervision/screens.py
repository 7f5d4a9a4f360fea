"""Builds the screens that supervisors have, and the notes that both sides see."""

from collections.abc import Callable

from counter_app.domain.facts import EntryName
from counter_app.domain.journal_log import LogGroup
from counter_app.domain.people import StaffMember
from counter_app.services.counter import Counter
from counter_app.ui.main_window import MainWindow, Screen
from counter_app.ui.parts import Parts
from counter_app.ui.ports import Memory, Run
from counter_app.ui.shared.screen import ScreenBase


class SupervisionScreens:
    """The screens of supervision; each is built, and what it needs is loaded, when first wanted.

    ``window`` is asked late: the screens are named before there is one.
    """

    def __init__(
        self,
        counter: Counter,
        run: Run,
        parts: Parts,
        memory: Memory,
        current: Callable[[], StaffMember],
        open_dossier: Callable[[str], None],
        window: Callable[[], MainWindow],
    ) -> None:
        self._counter = counter
        self._run = run
        self._clock = parts.ports.clock
        self._memory = memory
        self._current = current
        self._open_dossier = open_dossier
        self._window = window

    def rail(self) -> tuple[Screen, ...]:
        """Return the screens that stand first in a supervisor's rail."""
        return (
            Screen("overview", "Tổng quan", self._make_overview),
            Screen("journal", "Nhật ký", self._make_journal),
            Screen("attention", "Cần chú ý", self._make_attention),
        )

    def notes(self) -> Screen:
        """Return the screen of notes and answers, which is in nobody's rail."""
        return Screen("notes", "Ghi chú của người giám sát", self._make_notes, in_rail=False)

    def show_journal(self, unit: str, journal: str = "") -> None:
        """Bring a journal, or the newest one of a unit, to the front."""
        from counter_app.ui.supervision.journal.view import JournalView

        self._window().show_screen("journal")
        screen = self._window().screen_of("journal")
        assert isinstance(screen, JournalView)
        if journal:
            screen.show_journal(journal)
        else:
            screen.show_unit(unit)

    def show_entry(self, entry: EntryName, group: LogGroup | None = None) -> None:
        """Bring an entry to the front, in the log of its journal or of one group of it."""
        from counter_app.ui.supervision.journal.view import JournalView

        self._window().show_screen("journal")
        screen = self._window().screen_of("journal")
        assert isinstance(screen, JournalView)
        screen.show_entry(entry, group)

    def note_about(self, code: str, unit: str) -> None:
        """Begin a note to a unit about one of its dossiers."""
        from counter_app.ui.supervision.notes.view import NotesView

        self._window().show_screen("notes")
        screen = self._window().screen_of("notes")
        assert isinstance(screen, NotesView)
        screen.begin_note(code, unit)

    def _make_overview(self) -> ScreenBase:
        from counter_app.ui.supervision.overview.ports import ports_of
        from counter_app.ui.supervision.overview.view import OverviewView

        ports = ports_of(self._counter, self._run, self._clock, self._current)
        screen = OverviewView(ports, self._memory)
        screen.dossier_wanted.connect(self._open_dossier)
        screen.journal_wanted.connect(self.show_journal)
        return screen

    def _make_journal(self) -> ScreenBase:
        from counter_app.ui.supervision.journal.ports import ports_of
        from counter_app.ui.supervision.journal.view import JournalView

        ports = ports_of(self._counter, self._run, self._clock, self._current)
        screen = JournalView(ports, self._memory)
        screen.dossier_wanted.connect(self._open_dossier)
        return screen

    def _make_attention(self) -> ScreenBase:
        from counter_app.ui.supervision.attention.presenter import ports_of
        from counter_app.ui.supervision.attention.view import AttentionView

        ports = ports_of(self._counter, self._run, self._clock, self._current)
        screen = AttentionView(ports, self._memory)
        screen.dossier_wanted.connect(self._open_dossier)
        screen.journal_wanted.connect(self.show_journal)
        screen.entry_wanted.connect(self.show_entry)
        return screen

    def _make_notes(self) -> ScreenBase:
        from counter_app.ui.supervision.notes.presenter import ports_of
        from counter_app.ui.supervision.notes.view import NotesView

        ports = ports_of(self._counter, self._run, self._clock, self._current)
        screen = NotesView(ports, self._memory)
        screen.dossier_wanted.connect(self._open_dossier)
        screen.entry_wanted.connect(self.show_entry)
        return screen
