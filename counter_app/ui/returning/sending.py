"""Sends results by post or electronically, many at a time; no Qt."""

from collections.abc import Callable, Mapping

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import CounterError
from counter_app.domain.facts import ChannelOut
from counter_app.domain.plain_text import composed
from counter_app.services.collecting import Done
from counter_app.services.counter import ClockBehind
from counter_app.services.returning import HandOut
from counter_app.ui.notices import Notice, Question, Tone
from counter_app.ui.returning.clock_question import Again, clock_question
from counter_app.ui.returning.ports import ReturningPorts
from counter_app.ui.returning.screen import SendScreen
from counter_app.ui.returning.shown import is_found
from counter_app.ui.words import count_words, sentence_of

_WAYS = {
    ChannelOut.POST: ("Trả qua bưu chính", "Giao cho bưu tá"),
    ChannelOut.ELECTRONIC: ("Trả bản điện tử", "Gửi bản điện tử của"),
}


class SendPresenter:
    """Decides what a page of results to be sent shows and does."""

    def __init__(self, ports: ReturningPorts, screen: SendScreen, channel: ChannelOut) -> None:
        self._ports = ports
        self._screen = screen
        self._channel = channel
        self._rows: tuple[DossierRow, ...] = ()
        self._text = ""
        self._is_working = False

    @property
    def count(self) -> int:
        """How many results wait here."""
        return len(self._rows)

    def show_waiting(self, rows: tuple[DossierRow, ...]) -> None:
        """Take the results that wait; those of another way are left out."""
        self._rows = tuple(row for row in rows if row.channel_out is self._channel)
        self._show_rows()

    def search(self, text: str) -> None:
        """Show what fits a text."""
        self._text = text
        self._show_rows()

    def _show_rows(self) -> None:
        self._screen.show_rows(tuple(row for row in self._rows if is_found(row, self._text)))

    def take_scan(self, text: str) -> bool:
        """Take a slip (its row is ticked) or a number that belongs beside the row in hand."""
        if self._screen.choose(text):
            return True
        is_code = text.count("-") >= 2
        if not is_code and self._channel is ChannelOut.POST and self._screen.put_beside(text):
            return True
        if is_code:
            words = f"{text} không có trong danh sách này. Hãy quét ở mục “Tại quầy” để xem vì sao."
            self._say(Tone.WARN, words)
        return is_code

    def print_list(self) -> None:
        """Print the list with which the postman takes over what is ticked; nothing is recorded."""
        codes = tuple(self._screen.chosen())
        if not codes or self._is_working:
            self._say_nothing_chosen()
            return
        by, now = self._ports.current_clerk(), self._ports.now()
        self._run(
            lambda: self._ports.print_postman_list(codes, by, now),
            lambda _: self._say(
                Tone.SUCCESS, f"Danh sách giao bưu tá ({count_words(len(codes))}) đã gửi ra máy in."
            ),
            self.print_list,
        )

    def submit(self) -> None:
        """Ask once before what is ticked goes out."""
        chosen = self._screen.chosen()
        if not chosen or self._is_working:
            self._say_nothing_chosen()
            return
        missing = tuple(code for code, text in chosen.items() if not composed(text))
        if self._channel is ChannelOut.POST and missing:
            self._screen.show_problems(missing)
            self._say(Tone.WARN, f"Còn {count_words(len(missing))} chưa có số vận đơn.")
            return
        self._screen.show_problems(())
        title, what = _WAYS[self._channel]
        question = Question(title, f"{what} {self._named(chosen)}?", title)
        self._screen.ask(question, lambda: self._send(chosen))

    def _named(self, chosen: Mapping[str, str]) -> str:
        names = [row.applicant_name for row in self._rows if row.code in chosen]
        if len(names) == 1:
            return f"kết quả {next(iter(chosen))} của {names[0]}"
        few = ", ".join(names[:3])
        return f"{len(chosen)} kết quả: {few}{'…' if len(names) > 3 else ''}"

    def _send(self, chosen: Mapping[str, str]) -> None:
        by, now = self._ports.current_clerk(), self._ports.now()
        ways = {code: self._way(text) for code, text in chosen.items()}
        self._run(
            lambda: self._ports.hand_out_many(ways, by, now),
            self._sent,
            lambda: self._send(chosen),
        )

    def _way(self, text: str) -> HandOut:
        is_post = self._channel is ChannelOut.POST
        return HandOut(self._channel, tracking=text if is_post else "")

    def _sent(self, done: Done) -> None:
        words = f"Đã trả {count_words(len(done.codes), 'kết quả')}."
        for code, error in done.refused.items():
            words += f" {code}: {sentence_of(error)}"
        self._say(Tone.WARN if done.refused else Tone.SUCCESS, words)

    def release(self) -> None:
        """Something unforeseen ended the work without an answer: free the page again."""
        self._working(False)

    def _run(self, job: Callable[[], object], done: "Callable[[Done], None]", again: Again) -> None:
        def answered(answer: Done) -> None:
            self._working(False)
            done(answer)

        def failed(error: CounterError) -> None:
            self._working(False)
            if isinstance(error, ClockBehind):
                question = clock_question(self._ports, error, again, self._tell)
                self._screen.show_notice(question)
            else:
                self._tell(error)

        self._working(True)
        self._ports.run(job, answered, failed)

    def _working(self, is_working: bool) -> None:
        self._is_working = is_working
        self._screen.show_working(is_working)

    def _say_nothing_chosen(self) -> None:
        if not self._is_working:
            self._say(Tone.WARN, "Chưa chọn hồ sơ nào. Quét giấy hẹn, hoặc bấm phím cách ở dòng.")

    def _say(self, tone: Tone, words: str) -> None:
        self._screen.show_notice(Notice(tone, words))

    def _tell(self, error: CounterError) -> None:
        self._say(Tone.WARN, sentence_of(error))
