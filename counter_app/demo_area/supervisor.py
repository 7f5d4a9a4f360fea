"""The supervisor of the demonstration area: founded, loaded with all of it, and at work already.

Some days ago they asked two communes; one has answered since. Two journals were read to the end.
"""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from counter_app import app, demo_province
from counter_app.demo_area.commune import UNTIL_ANSWER, Made
from counter_app.demo_area.communes import ANSWERED, OPEN
from counter_app.demo_area.line import ServiceLine
from counter_app.demo_line import NOWHERE
from counter_app.domain.facts import ReviewAnswered
from counter_app.domain.people import Role, StaffMember
from counter_app.domain.units import Unit
from counter_app.province import PROGRAM, hear, vouch
from counter_app.services import accounts, enrolment, notes, review, verification
from counter_app.services.counter import Counter
from counter_app.services.exchange import Exchange
from counter_app.store.store import Store
from counter_app.system.settings import read_settings, write_settings
from sync.client.engine import sync_once
from sync.client.link import Link
from sync.protocol.messages import EnrolAnswer, EnrolRequest
from sync.protocol.signing import Keys
from sync.server import enrolment as places
from sync.server.limits import Rate
from sync.server.province import Province
from sync.server.service import Service
from sync.server.snapshots import Snapshots

AREA = Unit(
    code="19-KV1",
    name="UBND tỉnh, tổ kiểm tra Bắc Kạn",
    province="Thái Nguyên",
    agency_identifier="H55.98.01",
    place="Bắc Kạn",
)
HEAD = StaffMember("thanh", "Nông Thị Thanh Mẫu", Role.HEAD)
SUPERVISOR = StaffMember("giam", "Hà Văn Giám Thử", Role.SUPERVISOR)
PASSWORDS = {"thanh": "to-truong-2026", "giam": "giam-sat-2026"}

REVIEWED = (0, ANSWERED)
"""The places of the communes whose journals were read to the end."""

QUESTION = "Hồ sơ này hẹn ngắn hơn các hồ sơ cùng loại, đề nghị cho biết lý do."
ANSWER = "Người dân cần giấy trước ngày nhập học, bộ phận chuyên môn đồng ý làm sớm."
OPEN_QUESTION = "Trong hai tuần qua nhiều hồ sơ được sửa ngày tiếp nhận. Đề nghị giải trình."

_LIFETIME = timedelta(hours=1) // timedelta(microseconds=1)
_OFTEN = Rate(100_000, 1e6)


class Supervisor:
    """Makes the supervisor's counter of an area whose communes have pushed their year."""

    def __init__(
        self, province: Province, home: app.Home, now: datetime, made: Mapping[int, Made]
    ) -> None:
        self._province, self._home, self._now, self._made = province, home, now, made
        self._asked_at = made[ANSWERED].asked_at

    def found(self) -> None:
        """Enrol the counter, some days ago, and give the supervisor an account."""
        units = tuple(commune.unit.code for commune in self._made.values())
        founded_at = self._asked_at - timedelta(days=1)
        code = places.new_code(self._province, AREA.code, _LIFETIME, units).code

        def ask(request: EnrolRequest, _: Keys) -> EnrolAnswer:
            return places.enrol(self._province, request)

        home, password = self._home, PASSWORDS[HEAD.clerk]
        wanted = enrolment.Enrolment(NOWHERE, code, HEAD, password, program=PROGRAM)
        write_settings(home.folder, replace(read_settings(home.folder), place=AREA.place))
        enrolment.enrol(home.store, home.slots, wanted, ask, founded_at)
        with app.log_in(home, HEAD.clerk, password, founded_at) as session:
            accounts.add_staff(
                session.counter,
                session.ring,
                session.key,
                SUPERVISOR,
                PASSWORDS[SUPERVISOR.clerk],
                session.member,
                founded_at,
            )

    def work(self) -> None:
        """Load everything, ask, hear the answer, note what was read; check all of it."""
        with app.log_in(self._home, SUPERVISOR.clerk, PASSWORDS["giam"], self._now) as session:
            counter = session.counter
            self._ask(counter)
            self._load(counter.store)
            self._answer(counter)
            self._load(counter.store)
            self._mark(counter)
            verification.check_all(counter.store, self._now)

    def _ask(self, counter: Counter) -> None:
        for nth, (place, text) in enumerate(((ANSWERED, QUESTION), (OPEN, OPEN_QUESTION))):
            commune = self._made[place]
            about, code = commune.told_of or (None, "")
            at = self._asked_at + timedelta(minutes=6 * nth)
            notes.ask(counter, commune.unit.code, text, SUPERVISOR, at, about=about, code=code)

    def _answer(self, counter: Counter) -> None:
        """Let the commune that was asked answer, when it has heard of the question."""
        commune = self._made[ANSWERED]
        questions = notes.questions(counter, SUPERVISOR)
        question = next(q for q in questions if q.fact.unit == commune.unit.code)
        clerk, machine = commune.staff[-1], commune.counters[0]
        subject = (question.name.journal, question.name.seq)
        said = ReviewAnswered(ANSWER, clerk.name)
        machine.say(said, clerk.clerk, commune.until + UNTIL_ANSWER / 2, subject)
        machine.push(self._province)

    def _mark(self, counter: Counter) -> None:
        for place in REVIEWED:
            unit = self._made[place].unit.code
            for each in review.journals(counter, SUPERVISOR, self._now):
                if each.unit == unit:
                    seq = each.last_seq
                    review.mark_reviewed(counter, each.journal, seq, SUPERVISOR, self._now)

    def _load(self, store: Store) -> None:
        """Exchange in this process until everything is here."""
        snapshots = Snapshots(demo_province.folder_of(self._home) / "snapshots")
        service = Service(self._province, snapshots, _OFTEN)
        counter = Exchange(store, lambda: self._now)
        line = ServiceLine(service, counter.keys())
        sync_once(counter, line, Link(random.Random(1)), program=PROGRAM)
        hear(store, line, lambda: self._now, has_come=True)
        vouch(store, line, lambda: self._now)
