"""The promise panel: always in sight, always what an intake at this moment would promise."""

from counter_app.domain.deadline import LimitKind
from counter_app.domain.errors import Refusal
from counter_app.domain.moments import day_of
from counter_app.services.intake import LimitUnknown
from counter_app.ui.intake.form import IntakeForm
from counter_app.ui.intake.ports import IntakePorts
from counter_app.ui.intake.reading import read_form
from counter_app.ui.intake.screen import IntakeScreen, PromiseShown
from counter_app.ui.intake.sentences import due_words, how_counted, lacking_words
from counter_app.ui.words import counted_day_words, sentence_of


class PromisePart:
    """Counts the due moment again after every edit that may move it, and as time goes on."""

    def __init__(self, ports: IntakePorts, screen: IntakeScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._is_limit_open = False

    @property
    def is_limit_open(self) -> bool:
        """Whether nothing can be promised before the clerk has confirmed the time limit."""
        return self._is_limit_open

    def refresh(self) -> None:
        """Show the promise for what stands on the form now."""
        self._screen.show_promise(self._shown(self._screen.form()))

    def _shown(self, form: IntakeForm) -> PromiseShown:
        self._is_limit_open = False
        lacking = lacking_words(form.lacking)
        if not form.procedure_code:
            return PromiseShown(how="Chọn thủ tục để tính ngày hẹn trả.", lacking=lacking)
        now = self._ports.now()
        request = read_form(form, day_of(now)).request
        if form.is_elsewhere and request.competent_received_at is None:
            return PromiseShown(
                how="Hồ sơ ngoài địa bàn: thời hạn tính từ lúc cơ quan có thẩm quyền nhận. "
                "Ghi cơ quan và lúc nhận để tính ngày hẹn trả.",
                lacking=lacking,
            )
        try:
            promise = self._ports.promise(request, now)
        except LimitUnknown as error:
            self._is_limit_open = True
            return PromiseShown(trouble=sentence_of(error), lacking=lacking)
        except Refusal as error:
            return PromiseShown(trouble=sentence_of(error), lacking=lacking)
        return PromiseShown(
            due=due_words(promise.due_at, now),
            how=how_counted(promise),
            days=tuple(counted_day_words(day) for day in promise.counted),
            lacking=lacking,
            is_same_day=promise.limit.kind is LimitKind.SAME_DAY,
        )
