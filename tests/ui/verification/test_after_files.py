"""What came by a file is checked slice by slice, and once more if it was asked for meanwhile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from counter_app.domain.errors import CounterError, Trouble
from counter_app.domain.verification import Finding
from counter_app.ui.verification.after_files import CheckAfterFiles


@dataclass
class Slices:
    """A check of three slices."""

    total: int = 30
    done: int = 0
    findings: Sequence[Finding] = ()

    def step(self) -> bool:
        self.done += 10
        return self.done == self.total


@dataclass
class Desk:
    """Runs jobs when the test says so."""

    waiting: list[Callable[[], None]] = field(default_factory=list)
    begun: list[Slices] = field(default_factory=list)
    seen: list[tuple[int, int] | None] = field(default_factory=list)
    said: list[CounterError] = field(default_factory=list)
    trouble: CounterError | None = None

    def __post_init__(self) -> None:
        self.check = CheckAfterFiles(
            self.run, self.begin, lambda: self.seen.append(self.check.checking), self.said.append
        )

    def run(
        self,
        job: Callable[[], Any],
        on_answer: Callable[[Any], None],
        on_error: Callable[[CounterError], None] | None = None,
        *,
        lane: str = "",
    ) -> None:
        def do() -> None:
            try:
                answer = job()
            except CounterError as error:
                assert on_error is not None
                on_error(error)
            else:
                on_answer(answer)

        self.waiting.append(do)

    def begin(self) -> Slices:
        if self.trouble is not None:
            raise self.trouble
        self.begun.append(Slices())
        return self.begun[-1]

    def work(self, jobs: int = 100) -> None:
        while self.waiting and jobs:
            self.waiting.pop(0)()
            jobs -= 1


def test_a_check_goes_slice_by_slice_and_tells_how_far_it_is() -> None:
    desk = Desk()
    desk.check.ask()
    assert len(desk.waiting) == 1, "the desk takes other work in between"
    desk.work()
    assert desk.seen == [(10, 30), (20, 30), None]
    assert desk.check.checking is None


def test_a_file_that_comes_meanwhile_is_checked_behind_it() -> None:
    desk = Desk()
    desk.check.ask()
    desk.work(2)
    desk.check.ask()
    desk.check.ask()
    desk.work()
    assert [each.done for each in desk.begun] == [30, 30]


def test_a_check_that_fails_says_so_and_the_next_one_begins_anew() -> None:
    desk = Desk(trouble=Trouble("disk"))
    desk.check.ask()
    desk.work()
    assert len(desk.said) == 1
    desk.trouble = None
    desk.check.ask()
    desk.work()
    assert [each.done for each in desk.begun] == [30]
