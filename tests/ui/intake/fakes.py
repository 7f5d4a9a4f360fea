"""An intake screen without Qt, and ports that answer from memory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from counter_app.domain.citizen_card import CitizenCard, read_card
from counter_app.domain.deadline import DueClock, Promise, TimeLimit
from counter_app.domain.dossier import Dossier, DossierState
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import CounterError, Trouble
from counter_app.domain.facts import (
    EntryName,
    FeeLine,
    Recorded,
    SlipPaper,
    SupplementAsked,
    TakenIn,
)
from counter_app.domain.moments import VIETNAM, day_of
from counter_app.domain.people import Person, StaffMember
from counter_app.domain.places import Commune, Places, Succession
from counter_app.domain.procedure import Catalogue, FeeKind, Procedure, RequiredPaper
from counter_app.domain.working_time import CalendarDay, DayKind, WorkCalendar
from counter_app.services.intake import IntakeRequest, LimitUnknown
from counter_app.services.returning import HandOut, Result
from counter_app.ui.intake.form import IntakeForm
from counter_app.ui.intake.ports import IntakePorts
from counter_app.ui.intake.presenter import IntakePresenter
from counter_app.ui.intake.same_day_part import SameDayShown, SameDayTyped
from counter_app.ui.intake.screen import (
    Doubles,
    Faults,
    LimitQuestion,
    Offers,
    PlaceChoice,
    ProcedureChoice,
    PromiseShown,
)
from counter_app.ui.notices import Notice
from tests.support.hours import STANDARD_HOURS
from tests.ui.stand_ins import Slowly, at_once

A_MORNING = datetime(2026, 11, 23, 10, 42, tzinfo=VIETNAM)
MAU = StaffMember("mau", "Hoàng Thị Mẫu")
HOAN = StaffMember("hoan", "Triệu Văn Hoan")

BIRTH = Procedure(
    "1.001193",
    "Đăng ký khai sinh",
    "Hộ tịch",
    limit=TimeLimit.parse("trong ngày"),
    fee_kind=FeeKind.FREE,
    papers=(
        RequiredPaper("Giấy chứng sinh", 1),
        RequiredPaper("Tờ khai đăng ký khai sinh", 1),
        RequiredPaper("Văn bản ủy quyền (nếu có)", 1, is_conditional=True),
    ),
)
SIGNATURE = Procedure(
    "2.000884",
    "Chứng thực chữ ký",
    "Chứng thực",
    limit=TimeLimit.parse("1 ngày làm việc"),
    fee_kind=FeeKind.AMOUNT,
    fees=(FeeLine("Phí chứng thực", 10_000),),
)
UNSURE = Procedure("1.000894", "Đăng ký kết hôn", "Hộ tịch")

WARD = Commune("01843", "Phường Bắc Kạn", "19", "Thái Nguyên")
OTHER_WARD = Commune("01845", "Phường Đức Xuân", "19", "Thái Nguyên")
PLACES = Places(
    (WARD, OTHER_WARD),
    tuple(
        Succession("Bắc Kạn", "Thành phố Bắc Kạn", "Phường Đức Xuân", ward.code, is_split=True)
        for ward in (OTHER_WARD, WARD)
    ),
)
CALENDAR = WorkCalendar(
    (CalendarDay(date(2026, 11, 24), DayKind.OFF, "Ngày Văn hóa Việt Nam", "", True),)
)
CARD = (
    "006091000000|095000000|NGUYỄN VĂN THỬ|15081991|Nam"
    "|Tổ 1, Đức Xuân, Thành phố Bắc Kạn, Bắc Kạn|20072021"
)
ANOTHER_CARD = "002185000000||HOÀNG THỊ MẪU|01021985|Nữ|Tổ 2, Phường Bắc Kạn, Thái Nguyên|05052026"
MANGLED_CARD = (
    "006091000000|095000000|NGUYEENX VAWN THUWR|15081991|Nam|Toor 1, DDuwcs Xuaan|20072021"
)


@dataclass
class FakeScreen:
    """Keeps what it was told; ``typed`` is what stands in the fields."""

    typed: IntakeForm = field(default_factory=IntakeForm)
    person_in_focus: str = "applicant"
    procedures: tuple[ProcedureChoice, ...] = ()
    procedure_line: str = ""
    papers_note: tuple[str, str] = ("", "")
    question: LimitQuestion | None = None
    fee: str = ""
    promise: PromiseShown = field(default_factory=PromiseShown)
    places: tuple[PlaceChoice, ...] = ()
    offers: Offers = field(default_factory=Offers)
    doubles: Doubles = field(default_factory=Doubles)
    faults: Faults = field(default_factory=lambda: Faults({}, ""))
    notice: Notice | None = None
    draft: str = ""
    is_saving: bool = False
    focused: str = ""
    opened: str = ""
    same_day: SameDayShown | None = None
    panel: SameDayTyped = field(default_factory=SameDayTyped)
    panel_problems: dict[str, str] = field(default_factory=dict)
    is_panel_working: bool = False
    asked_reason: str = ""
    reason: str = ""

    def form(self) -> IntakeForm:
        return self.typed

    def show_form(self, form: IntakeForm) -> None:
        self.typed = form

    def focused_person(self) -> str:
        return self.person_in_focus

    def show_procedures(self, choices: tuple[ProcedureChoice, ...]) -> None:
        self.procedures = choices

    def show_procedure(self, line: str, full_name: str) -> None:
        self.procedure_line = line

    def show_papers_note(self, empty: str, note: str) -> None:
        self.papers_note = (empty, note)

    def show_limit_question(self, question: LimitQuestion | None) -> None:
        self.question = question

    def show_fee_line(self, words: str, details: str) -> None:
        self.fee = words

    def show_promise(self, shown: PromiseShown) -> None:
        self.promise = shown

    def show_places(self, who: str, choices: tuple[PlaceChoice, ...]) -> None:
        self.places = choices

    def show_offers(self, offers: Offers) -> None:
        self.offers = offers

    def show_doubles(self, doubles: Doubles) -> None:
        self.doubles = doubles

    def show_faults(self, faults: Faults) -> None:
        self.faults = faults

    def show_notice(self, notice: Notice | None) -> None:
        self.notice = notice

    def show_draft(self, text: str) -> None:
        self.draft = text

    def show_same_day(self, shown: SameDayShown | None) -> None:
        self.same_day = shown

    def same_day_typed(self) -> SameDayTyped:
        return self.panel

    def show_same_day_problems(self, problems: Mapping[str, str]) -> None:
        self.panel_problems = dict(problems)

    def show_same_day_receiver(self, name: str, number: str) -> None:
        self.panel = replace(self.panel, receiver=name, receiver_id=number)

    def show_same_day_working(self, is_working: bool) -> None:
        self.is_panel_working = is_working

    def ask_reason(self, words: str, do: Callable[[str], None]) -> None:
        self.asked_reason = words
        if self.reason:
            do(self.reason)

    def show_saving(self, is_saving: bool) -> None:
        self.is_saving = is_saving

    def focus(self, field: str) -> None:
        self.focused = field

    def open_dossier(self, code: str) -> None:
        self.opened = code

    def press(self, words: str) -> None:
        """Take the step of the notice whose label begins with these words."""
        assert self.notice is not None
        next(a for a in self.notice.actions if a.label.startswith(words)).do()


@dataclass
class KeptDraft:
    content: dict[str, Any]
    at: datetime
    by: str


@dataclass
class Desk:
    """The world outside the screen: its clock, its clerk, its store, its printer."""

    now: datetime = A_MORNING
    clerk: StaffMember = MAU
    taken_in: list[tuple[IntakeRequest, StaffMember, datetime]] = field(default_factory=list)
    supplements: list[tuple[tuple[str, ...], StaffMember]] = field(default_factory=list)
    slips: list[tuple[str, StaffMember]] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    clock_confirmed_by: list[StaffMember] = field(default_factory=list)
    draft: KeptDraft | None = None
    known: dict[str, Person] = field(default_factory=dict)
    open_dossiers: tuple[DossierRow, ...] = ()
    refusals: list[CounterError] = field(default_factory=list)
    printer_trouble: Trouble | None = None
    slowly: Slowly = field(default_factory=Slowly)
    is_slow: bool = False
    returned: list[tuple[str, Result, HandOut]] = field(default_factory=list)
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    return_trouble: CounterError | None = None

    def run(
        self,
        job: Callable[[], Any],
        on_answer: Callable[[Any], None],
        on_error: Callable[[CounterError], None] | None = None,
        *,
        lane: str = "",
    ) -> None:
        """Do a job at once, or when ``work`` is called if the desk is slow."""
        do = self.slowly if self.is_slow else at_once
        do(job, on_answer, on_error, lane=lane)

    def work(self) -> None:
        """Do the jobs that wait, in their order."""
        self.slowly.work()

    def promise(self, request: IntakeRequest, now: datetime) -> Promise:
        procedure = CATALOGUE.procedure(request.procedure_code, day_of(now))
        limit = request.limit or procedure.limit_for(request.channel_in)
        if limit is None:
            raise LimitUnknown(procedure.code)
        clock = DueClock(CALENDAR, STANDARD_HOURS)
        received = request.competent_received_at or now
        return clock.promise(received, limit, is_extra_session=request.is_extra_session)

    def take_in(self, request: IntakeRequest, by: StaffMember, now: datetime) -> Dossier:
        if self.refusals:
            raise self.refusals.pop(0)
        self.taken_in.append((request, by, now))
        self.draft = None
        promised = self.promise(request, now)
        code = f"H55.18.43-261123-{2000 + len(self.taken_in)}"
        procedure = CATALOGUE.procedure(request.procedure_code, day_of(now))
        fact = TakenIn(
            code=code,
            procedure_code=procedure.code,
            procedure_name=procedure.name,
            field=procedure.field,
            received_at=now,
            counted_from=now,
            limit=promised.limit.text,
            due_at=promised.due_at,
            counted=promised.counted,
            applicant=request.applicant,
        )
        name = EntryName("J", len(self.taken_in))
        return Dossier(name, fact, by.clerk, DossierState.OPEN, promised.due_at, 0, ())

    def ask_supplement(
        self,
        request: IntakeRequest,
        missing: tuple[str, ...],
        reason: str,
        by: StaffMember,
        now: datetime,
    ) -> Recorded:
        self.supplements.append((missing, by))
        fact = SupplementAsked(request.procedure_code, "", request.applicant, missing, reason)
        name = EntryName("J", 1)
        return Recorded(name, name, (), now, by.clerk, fact)

    def print_slip(self, code: str, paper: SlipPaper, by: StaffMember, now: datetime) -> None:
        self.send(f"Giay hen {code}")
        self.slips.append((code, by))

    def send(self, title: str) -> None:
        if self.printer_trouble is not None:
            raise self.printer_trouble
        self.printed.append(title)

    def solve_and_hand_out(
        self, code: str, result: Result, how: HandOut, by: StaffMember, now: datetime
    ) -> None:
        if self.return_trouble is not None:
            raise self.return_trouble
        self.returned.append((code, result, how))

    def refuse_intake(
        self, request: IntakeRequest, reason: str, by: StaffMember, now: datetime
    ) -> None:
        self.send("Phieu tu choi")
        self.refused.append((request.procedure_code, request.applicant.name, reason))

    def save_draft(self, content: dict[str, Any], by: StaffMember, now: datetime) -> None:
        self.draft = KeptDraft(content, now, by.clerk)

    def drop_draft(self) -> None:
        self.draft = None

    def confirm_clock(self, by: StaffMember, now: datetime) -> None:
        self.clock_confirmed_by.append(by)

    def ports(self) -> IntakePorts:
        """Return the ports of this desk."""

        def find(text: str, on: date, used: Mapping[str, int]) -> tuple[Procedure, ...]:
            return CATALOGUE.find(text, on, 12, used)

        def card(payload: str) -> CitizenCard:
            return read_card(payload)

        return IntakePorts(
            run=self.run,
            now=lambda: self.now,
            current_clerk=lambda: self.clerk,
            slip_paper=lambda: SlipPaper.A5,
            find_procedures=find,
            procedure=CATALOGUE.procedure,
            promise=self.promise,
            find_places=PLACES.find,
            suggest_place=PLACES.suggest,
            read_card=card,
            take_in=self.take_in,
            ask_supplement=self.ask_supplement,
            same_person_open=lambda person, code: self.open_dossiers,
            known_person=self.known.get,
            favourites=lambda now: {},
            save_draft=self.save_draft,
            load_draft=lambda: self.draft,
            drop_draft=self.drop_draft,
            confirm_clock=self.confirm_clock,
            print_slip=self.print_slip,
            print_supplement=lambda recorded, paper: self.send("Phieu yeu cau bo sung"),
            solve_and_hand_out=self.solve_and_hand_out,
            refuse_intake=self.refuse_intake,
        )


CATALOGUE = Catalogue((BIRTH, SIGNATURE, UNSURE), common=(BIRTH.code,))


class Clerk:
    """Types on the fake screen and tells the presenter, as the view would."""

    def __init__(self, desk: Desk | None = None) -> None:
        self.desk = desk or Desk()
        self.screen = FakeScreen()
        self.presenter = IntakePresenter(self.desk.ports(), self.screen)
        self.presenter.start()

    def picks(self, procedure: Procedure) -> None:
        self.presenter.procedure_picked(procedure.code)

    def types(self, who: str = "applicant", **fields: str) -> None:
        form = self.screen.typed
        self.screen.typed = form.with_person(who, replace(form.person(who), **fields))
        self.presenter.edited()
        for name in fields:
            self.presenter.left(f"{who}.{'birth_on' if name == 'birth' else name}")

    def changes(self, **fields: Any) -> None:
        self.screen.typed = replace(self.screen.typed, **fields)
        self.presenter.edited()

    def fills_in(self, procedure: Procedure = BIRTH) -> None:
        """Do the common case: procedure, person, all papers."""
        self.picks(procedure)
        self.types(name="NGUYỄN VĂN THỬ", id_number="006091000000", phone="0912345678")
        self.presenter.tick_all()

    def later(self, **time: float) -> None:
        self.desk.now += timedelta(**time)
