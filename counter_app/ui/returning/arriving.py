"""Notes down results that were brought to the counter, by scanning their slips; no Qt."""

from datetime import datetime

from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import CounterError
from counter_app.domain.plain_text import composed
from counter_app.domain.steps import Step, is_allowed
from counter_app.services.collecting import Done, LookedUp
from counter_app.services.counter import ClockBehind
from counter_app.services.returning import Result
from counter_app.ui.dossiers.standing import standing_of
from counter_app.ui.intake.reading import Unreadable, read_moment
from counter_app.ui.notices import Action, Notice, Tone
from counter_app.ui.returning.clock_question import clock_question
from counter_app.ui.returning.ports import ReturningPorts
from counter_app.ui.returning.screen import Arrived, ArriveScreen
from counter_app.ui.returning.shown import not_ready
from counter_app.ui.words import count_words, sentence_of


class ArrivePresenter:
    """Decides what the page of results that came in shows and does."""

    def __init__(self, ports: ReturningPorts, screen: ArriveScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._is_working = False

    def enter(self, text: str) -> None:
        """A slip was scanned, or a code or name typed: its dossier goes into the list."""
        if not text.strip() or self._is_working:
            return
        self._screen.show_notice(None)
        # Without a lane: slips scanned fast one after another are all to be answered.
        self._ports.run(lambda: self._ports.look_up(text), self._looked_up, self._tell)

    def _looked_up(self, found: LookedUp) -> None:
        if found.dossier is not None:
            self._take(found.code, found.dossier, self._ports.now())
        elif found.rows:
            words = f"Có {count_words(len(found.rows))} như vậy. Hãy quét giấy hẹn hoặc gõ cả mã."
            self._say(Tone.WARN, words)
        else:
            self._say(Tone.WARN, "Quầy này không có hồ sơ nào như vậy. Hãy xem lại mã.")

    def _take(self, code: str, dossier: Dossier, now: datetime) -> None:
        if not is_allowed(Step.MARK_READY, dossier):
            action = Action("Mở hồ sơ", lambda: self._screen.open_dossier(code))
            words = not_ready(code, dossier, now).words
            self._screen.show_notice(Notice(Tone.WARN, words, (action,)))
            return
        standing = standing_of(dossier, now)
        intake = dossier.intake
        arrived = Arrived(
            code, intake.applicant.name, intake.procedure_name, standing.words, standing.tone
        )
        if not self._screen.add(arrived):
            self._say(Tone.QUIET, f"{code} đã có trong danh sách.")

    def submit(self) -> None:
        """Record that all results in the list are at the counter."""
        numbers = self._screen.results()
        if self._is_working:
            return
        if not numbers:
            self._say(Tone.WARN, "Danh sách còn trống. Hãy quét giấy hẹn của từng kết quả.")
            return
        kind, solved = self._screen.solved()
        try:
            solved_at = read_moment(solved) if solved.strip() else None
        except Unreadable as error:
            self._screen.show_problem(error.fault)
            return
        self._screen.show_problem("")
        results = {
            code: Result(composed(kind), composed(number), solved_at)
            for code, number in numbers.items()
        }
        self._record(results)

    def _record(self, results: dict[str, Result]) -> None:
        by, now = self._ports.current_clerk(), self._ports.now()

        def failed(error: CounterError) -> None:
            self._working(False)
            if isinstance(error, ClockBehind):
                question = clock_question(
                    self._ports, error, lambda: self._record(results), self._tell
                )
                self._screen.show_notice(question)
            else:
                self._tell(error)

        self._working(True)
        self._ports.run(
            lambda: self._ports.mark_many_ready(results, by, now), self._recorded, failed
        )

    def _recorded(self, done: Done) -> None:
        self._working(False)
        self._screen.drop(done.codes)
        words = f"Đã ghi nhận {count_words(len(done.codes), 'kết quả')} về quầy."
        for code, error in done.refused.items():
            words += f" {code}: {sentence_of(error)}"
        self._say(Tone.WARN if done.refused else Tone.SUCCESS, words)

    def release(self) -> None:
        """Something unforeseen ended the work without an answer: free the page again."""
        self._working(False)

    def _working(self, is_working: bool) -> None:
        self._is_working = is_working
        self._screen.show_working(is_working)

    def _say(self, tone: Tone, words: str) -> None:
        self._screen.show_notice(Notice(tone, words))

    def _tell(self, error: CounterError) -> None:
        self._say(Tone.WARN, sentence_of(error))
