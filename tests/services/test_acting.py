"""Who may act: supervisors look and never act, clerks do not look at other units; all is kept."""

import ast
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

import counter_app.services
from counter_app.domain.facts import AttemptRefused, EntryName, Paper, SlipPaper
from counter_app.domain.figures import Period
from counter_app.domain.people import Role, StaffMember
from counter_app.services import (
    accounts,
    attention,
    deadlines,
    duty_plans,
    following,
    forms,
    hand_over,
    intake,
    notes,
    rekeying,
    returning,
    review,
    rules,
    settings,
    slips,
    supervision,
)
from counter_app.services.acting import NotAllowed, OnlyLooking, OnlySupervisors
from counter_app.services.counter import Counter
from counter_app.services.forms import FormNumber
from counter_app.services.intake import IntakeRequest
from counter_app.services.returning import HandOut, Result
from counter_app.services.rules import DayWish
from counter_app.store.keys import KeyRing
from counter_app.ui.words_of_review import action_words
from tests.support.counters import A_CLERK, A_MONDAY, BIRTH, RESIDENCE, a_counter, a_person

A_SUPERVISOR = StaffMember("vi", "Ma Thị Ví", Role.SUPERVISOR)
NOW = A_MONDAY + timedelta(minutes=30)
MONTH = Period(date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = a_counter(tmp_path)
    yield counter
    counter.store.close()


@pytest.fixture
def code(counter: Counter) -> str:
    return intake.take_in(counter, IntakeRequest(BIRTH, a_person()), A_CLERK, A_MONDAY).code


def attempts(counter: Counter) -> list[tuple[str, AttemptRefused]]:
    with counter.store.reading() as reading:
        entries = reading.journal.of_kinds(("AttemptRefused",))
    return [(e.by, e.fact) for e in entries if isinstance(e.fact, AttemptRefused)]


def size(counter: Counter) -> int:
    with counter.store.reading() as reading:
        return reading.journal.count()


Act = Callable[[Counter, str], object]

ACTS: dict[str, Act] = {
    "take_in": lambda c, _: intake.take_in(
        c, IntakeRequest(RESIDENCE, a_person()), A_SUPERVISOR, NOW
    ),
    "save_draft": lambda c, _: intake.save_draft(c, {}, A_SUPERVISOR, NOW),
    "ask_supplement": lambda c, _: intake.ask_supplement(
        c, IntakeRequest(BIRTH, a_person()), ("Tờ khai",), "Thiếu", A_SUPERVISOR, NOW
    ),
    "refuse_intake": lambda c, _: forms.refuse_before_intake(
        c, BIRTH, a_person(), "Không đúng nơi", A_SUPERVISOR, NOW, lambda _: None
    ),
    "print_slip": lambda c, code: slips.print_slip(
        c, code, SlipPaper.A5, A_SUPERVISOR, NOW, lambda _: None
    ),
    "show_slip": lambda c, code: slips.slip(c, code, SlipPaper.A5, A_SUPERVISOR, NOW),
    "show_form": lambda c, code: forms.form_pdf(c, code, FormNumber.CONTROL, A_SUPERVISOR, NOW),
    "postman_list": lambda c, code: forms.postman_list(c, [code], A_SUPERVISOR, NOW),
    "request_supplement": lambda c, code: following.request_supplement(
        c, code, ("Tờ khai",), "Thiếu", A_SUPERVISOR, NOW
    ),
    "receive_supplement": lambda c, code: following.receive_supplement(
        c, code, (Paper("Tờ khai"),), A_SUPERVISOR, NOW
    ),
    "withdraw": lambda c, code: following.withdraw(c, code, "Thôi", A_SUPERVISOR, NOW),
    "apologise": lambda c, code: deadlines.apologise(c, code, "Chậm", A_SUPERVISOR, NOW),
    "reappoint": lambda c, code: deadlines.reappoint(
        c, code, NOW + timedelta(days=3), "Chậm", A_SUPERVISOR, NOW
    ),
    "mark_ready": lambda c, code: returning.mark_ready(c, code, Result(), A_SUPERVISOR, NOW),
    "return": lambda c, code: returning.solve_and_hand_out(
        c, code, Result(), HandOut(), A_SUPERVISOR, NOW
    ),
    "close_shift": lambda c, _: hand_over.close_shift(c, A_SUPERVISOR, NOW),
}


@pytest.mark.parametrize("what", ACTS)
def test_a_supervisor_who_acts_is_refused_and_the_attempt_is_all_that_is_kept(
    counter: Counter, code: str, what: str
) -> None:
    before = size(counter)

    with pytest.raises(OnlyLooking):
        ACTS[what](counter, code)

    assert size(counter) == before + 1
    ((by, fact),) = attempts(counter)
    assert (by, fact.what) == ("vi", what)


HEADS: dict[str, Callable[[Counter, Path, StaffMember], object]] = {
    "add_staff": lambda c, home, by: accounts.add_staff(
        c, ring_in(home), b"", StaffMember("moi", "Lý Văn Mới"), "mật khẩu riêng", by, NOW
    ),
    "remove_staff": lambda c, home, by: accounts.remove_staff(c, ring_in(home), "lien", by, NOW),
    "new_recovery_key": lambda c, home, by: accounts.new_recovery_key(
        c, ring_in(home), b"", by, NOW
    ),
    "rekey": lambda c, home, by: rekeying.rekey(c, ring_in(home), b"", by, lambda _: None, NOW),
    "settings": lambda c, home, by: settings.save(c, home, {"due_mode": "B"}, by, NOW),
    "set_roster": lambda c, _, by: duty_plans.set_roster(c, (), date(2026, 12, 1), by, NOW),
    "cancel_plan": lambda c, _, by: duty_plans.cancel(
        c, EntryName("00", 1), date(2026, 12, 1), by, NOW
    ),
    "decide_rules": lambda c, _, by: rules.decide_days(
        c, [DayWish(date(2026, 12, 1), "off", "Lễ")], "1/TB", by, NOW
    ),
}


def ring_in(home: Path) -> KeyRing:
    return KeyRing.create(home / "slots.json")


@pytest.mark.parametrize("what", HEADS)
@pytest.mark.parametrize("by", [A_CLERK, A_SUPERVISOR], ids=["clerk", "supervisor"])
def test_what_is_the_head_s_alone_is_refused_to_others_and_it_is_kept(
    counter: Counter, tmp_path: Path, what: str, by: StaffMember
) -> None:
    """Seen to fail when a refusal to a clerk left no entry."""
    before = size(counter)

    with pytest.raises(NotAllowed) as refused:
        HEADS[what](counter, tmp_path, by)

    assert isinstance(refused.value, OnlyLooking) == (by is A_SUPERVISOR)
    assert size(counter) == before + 1
    assert [(who, fact.what) for who, fact in attempts(counter)] == [(by.clerk, what)]


def test_who_only_a_head_may_be_is_asked_in_one_place() -> None:
    (folder,) = counter_app.services.__path__
    asking = {
        path.stem
        for path in Path(folder).glob("*.py")
        if "is not Role.HEAD" in path.read_text("utf-8")
    }
    assert asking == {"acting"}


@pytest.mark.parametrize("what", [*ACTS, *HEADS])
def test_every_attempt_has_its_words(what: str) -> None:
    assert action_words(what) != what


LOOKS: dict[str, Callable[[Counter], object]] = {
    "overview": lambda c: supervision.overview(c, MONTH, A_CLERK, NOW),
    "journal": lambda c: review.journals(c, A_CLERK, NOW),
    "attention": lambda c: attention.findings(c, MONTH, A_CLERK, NOW),
    "open_number": lambda c: supervision.open_number(c, "H55", A_CLERK, NOW),
    "review": lambda c: notes.ask(c, "01843", "Vì sao?", A_CLERK, NOW),
}


@pytest.mark.parametrize("what", LOOKS)
def test_a_clerk_who_looks_at_other_units_is_refused_and_it_is_kept(
    counter: Counter, what: str
) -> None:
    with pytest.raises(OnlySupervisors):
        LOOKS[what](counter)

    assert [(by, fact.what) for by, fact in attempts(counter)] == [("mau", what)]


def test_what_is_recorded_goes_through_the_one_door() -> None:
    """A service that opens a transaction of its own and records facts in it is named here."""
    may = {
        "acting",  # the door itself
        "accounts",  # heads only, asked at the door
        "counter",  # the clock, which anybody may set right
        "duty",  # a supervisor has no shift, and is answered so
        "enrolment",  # before there is anybody
        "exporting",  # supervisors' own
        "forms",  # asks at the door before it prints
        "intake",  # drafts, which ask at the door
        "notes",  # supervisors' own
        "review",  # supervisors' own
        "slips",  # asks at the door before it prints
        "supervision",  # supervisors' own
    }
    (folder,) = counter_app.services.__path__
    found = set()
    for path in Path(folder).glob("*.py"):
        calls = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Attribute)
        }
        if {"writing", "record"} <= calls:
            found.add(path.stem)
    assert found <= may
