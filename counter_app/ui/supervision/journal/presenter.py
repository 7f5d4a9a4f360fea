"""Decides which page of which journal is shown, and carries marks and notes to the services."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.facts import EntryName
from counter_app.domain.journal_log import JournalPlace, LogAsk, LogGroup, LogLine, LogPage
from counter_app.services.review import NoSuchJournal
from counter_app.ui.supervision.journal.ports import JournalPorts

AROUND = 4
"""So many newer entries stand above the one that a log is opened at."""

FURTHER = 100
"""So many more stand above when newer ones are asked for; the one in hand stays in the page."""


@dataclass(frozen=True)
class Narrowed:
    """How a log is narrowed as the screen says it: ``code`` is a dossier's, as typed."""

    ask: LogAsk
    code: str = ""


@dataclass(frozen=True)
class LogShown:
    """Entries of a log, the newest first, whose it is, and the names of who signed.

    ``has_newer`` says that newer ones lie above. ``entry`` is the one that the log was opened at.
    """

    place: JournalPlace
    names: Mapping[str, str]
    lines: tuple[LogLine, ...]
    has_more: bool
    has_newer: bool = False
    entry: EntryName | None = None


class JournalScreen(Protocol):
    """What the view can do."""

    def show_places(self, places: tuple[JournalPlace, ...], chosen: str) -> None:
        """Offer the journals in scope."""

    def show_log(self, shown: LogShown) -> None:
        """Show the newest entries, or those around the one that was asked for."""

    def add_lines(self, lines: tuple[LogLine, ...], has_more: bool) -> None:
        """Put further entries at the end."""

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be read or recorded."""

    def say_done(self, words: str) -> None:
        """Say what was recorded."""

    def close_note(self) -> None:
        """The note was sent: its field is emptied and goes."""


_Read = tuple[tuple[JournalPlace, ...], LogShown | None]


class JournalPresenter:
    """Reads a journal page by page; only the pages that were looked at are held."""

    def __init__(self, ports: JournalPorts, screen: JournalScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._narrowed = Narrowed(LogAsk(""))
        self._places: tuple[JournalPlace, ...] = ()
        self._before: int | None = None
        self._is_cut = False
        self._top: int | None = None
        self._entry: EntryName | None = None
        self._wanted_unit = ""

    @property
    def place(self) -> JournalPlace | None:
        """The journal that is shown."""
        journal = self._narrowed.ask.journal
        return next((place for place in self._places if place.journal == journal), None)

    def show_unit(self, unit: str) -> None:
        """Show the first journal of a unit."""
        self._wanted_unit = unit
        self._from_newest(Narrowed(LogAsk("")))

    def show_journal(self, journal: str) -> None:
        """Show a journal from its newest entry on, not narrowed."""
        self._from_newest(Narrowed(LogAsk(journal)))

    def show_entry(self, entry: EntryName, group: LogGroup | None = None) -> None:
        """Show a journal, or one group of it, around an entry."""
        self._narrowed = Narrowed(LogAsk(entry.journal, group=group))
        self._top, self._entry = entry.seq + AROUND + 1, entry
        self.refresh()

    def show_newer(self) -> None:
        """Show newer entries above those that are shown."""
        if self._top is not None:
            self._top += FURTHER
            self.refresh()

    def _from_newest(self, narrowed: Narrowed) -> None:
        self._narrowed, self._top, self._entry = narrowed, None, None
        self.refresh()

    def narrow(self, narrowed: Narrowed) -> None:
        """Show another journal, or another part of it."""
        if narrowed != self._narrowed:
            self._from_newest(narrowed)

    def refresh(self) -> None:
        """Read the journals in scope and the page that is shown again."""
        narrowed, unit, now = self._narrowed, self._wanted_unit, self._ports.now()
        top, entry = self._top, self._entry

        def read() -> _Read:
            places = self._ports.journals(now)
            if entry is not None and entry.journal not in {each.journal for each in places}:
                raise NoSuchJournal(entry.journal)
            place = _chosen(places, narrowed.ask.journal, unit)
            if place is None:
                return places, None
            ask = self._with_subject(replace(narrowed.ask, journal=place.journal), narrowed.code)
            is_inside = top is not None and top <= place.last_seq
            page = self._ports.log(ask, now, top if is_inside else None)
            names = self._ports.clerks(place.journal)
            self._before, self._is_cut = page.before, page.is_cut
            has_more = page.before is not None
            return places, LogShown(place, names, page.lines, has_more, is_inside, entry)

        def show(answer: _Read) -> None:
            self._places, shown = answer
            chosen = shown.place.journal if shown else ""
            if narrowed == self._narrowed:
                self._narrowed = replace(narrowed, ask=replace(narrowed.ask, journal=chosen))
                self._wanted_unit = ""
                self._top = top if shown is not None and shown.has_newer else None
                self._entry = None
            self._screen.show_places(self._places, chosen)
            if shown is not None:
                self._screen.show_log(shown)
                if self._is_cut:
                    self.fetch()

        self._ports.run(read, show, self._screen.show_trouble, lane="journal")

    def fetch(self) -> None:
        """Read the next page, if there is one."""
        narrowed, before, now = self._narrowed, self._before, self._ports.now()
        if before is None:
            return

        def read() -> LogPage:
            return self._ports.log(self._with_subject(narrowed.ask, narrowed.code), now, before)

        def show(page: LogPage) -> None:
            if narrowed == self._narrowed and before == self._before:
                self._before = page.before
                self._screen.add_lines(page.lines, page.before is not None)
                if page.is_cut:
                    self.fetch()

        self._ports.run(read, show, self._screen.show_trouble, lane="journal.more")

    def mark_reviewed(self, line: LogLine) -> None:
        """Record that the journal was read up to an entry."""
        name, now = line.entry.name, self._ports.now()

        def done(_: object) -> None:
            self._screen.say_done(f"Đã ghi: đã xem nhật ký này đến mục {name.seq}.")
            self.refresh()

        self._ports.run(
            lambda: self._ports.mark_reviewed(name.journal, name.seq, now),
            done,
            self._screen.show_trouble,
        )

    def send_note(self, line: LogLine | None, text: str) -> None:
        """Send a note to the unit, about an entry and its dossier, or about the unit as such."""
        place, now = self.place, self._ports.now()
        if place is None:
            return
        about: EntryName | None = line.entry.name if line else None
        code = line.code if line else ""

        def done(_: object) -> None:
            self._screen.close_note()
            self._screen.say_done(
                f"Đã gửi ghi chú cho {place.unit_name}. Công chức ở đó sẽ thấy sau lần đồng bộ tới."
            )

        self._ports.run(
            lambda: self._ports.ask(place.unit, text, about, code, now),
            done,
            self._screen.show_trouble,
        )

    def _with_subject(self, ask: LogAsk, code: str) -> LogAsk:
        """Return what is asked for with the dossier of a code; called on the desk thread."""
        return replace(ask, subject=self._ports.open_dossier(code).name) if code else ask


def _chosen(places: tuple[JournalPlace, ...], journal: str, unit: str) -> JournalPlace | None:
    """Return the journal that is wanted, the newest of the unit, or the first of another unit."""
    found = next((place for place in places if place.journal == journal), None)
    if found is not None:
        return found
    of_unit = [place for place in places if place.unit == unit and place.last_at is not None]
    if of_unit:
        return max(of_unit, key=lambda place: (place.last_at is not None, place.last_at))
    others = [place for place in places if not place.is_own]
    return next(iter((*others, *places)), None)
