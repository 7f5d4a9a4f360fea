"""Bringing an older register over: all good lines or none, and afterwards the same register."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter_app.domain.fact_parts import ChannelIn, ChannelOut
from counter_app.domain.facts import Fact, Refused, ResultReady, Returned, TakenIn
from counter_app.domain.moments import VIETNAM
from counter_app.domain.old_register import RegisterFileRefused, RowsRefused
from counter_app.domain.people import Address, Person
from counter_app.domain.register import RegisterAsk, RegisterKind, RegisterRow
from counter_app.domain.states import DossierState
from counter_app.services import dossiers, following, intake, old_register, register
from counter_app.services.counter import ClockBehind, Counter
from counter_app.services.exporting import ExportKind, Taker
from counter_app.services.old_register import Outcome
from tests.support.counters import A_CLERK, A_MONDAY, BIRTH, RESIDENCE, a_counter, a_person
from tests.support.sheets import HEADER, a_line, comma_separated, excel

NOW = A_MONDAY + timedelta(days=1)
EVERYTHING = RegisterAsk(RegisterKind.REGISTER, date(2024, 1, 1), date(2026, 12, 31))


def lines(counter: Counter) -> list[RegisterRow]:
    return list(register.rows(counter, EVERYTHING, A_CLERK, NOW))


def bring(counter: Counter, path: Path, *, skip_bad: bool = False) -> tuple[int, int, int]:
    read = old_register.read(path, NOW)
    report = old_register.bring_over(counter, read, A_CLERK, NOW, skip_bad=skip_bad)
    return tuple(report.count(outcome) for outcome in Outcome)  # type: ignore[return-value]


def test_a_good_file_is_brought_over_whole(counter: Counter, tmp_path: Path) -> None:
    path = excel(tmp_path / "so.xlsx", [HEADER, *(a_line(n) for n in range(1, 8))])
    assert bring(counter, path) == (7, 0, 0)
    dossier = dossiers.open_dossier(counter, "H55.18.43-251103-0003")
    assert dossier.state is DossierState.RETURNED
    assert dossier.intake.source == "register"
    assert dossier.intake.limit == "3 ngày làm việc"
    assert dossier.intake.procedure_code == RESIDENCE
    assert dossier.intake.field
    assert dossier.returned is not None
    assert dossier.returned.receiver == "LÝ VĂN BÉ"
    assert [type(entry.fact) for entry in dossier.history] == [TakenIn, ResultReady, Returned]
    assert {entry.by for entry in dossier.history} == {A_CLERK.clerk}
    assert counter.store.check() == ()
    assert all(line.is_old for line in lines(counter))


def test_a_preview_records_nothing(counter: Counter, tmp_path: Path) -> None:
    path = excel(tmp_path / "so.xlsx", [HEADER, a_line(1), a_line(2, c1="x")])
    report = old_register.preview(counter, old_register.read(path, NOW))
    assert [each.outcome for each in report.lines] == [Outcome.NEW, Outcome.REFUSED]
    assert lines(counter) == []


def test_one_bad_line_keeps_the_whole_file_out(counter: Counter, tmp_path: Path) -> None:
    path = excel(tmp_path / "so.xlsx", [HEADER, a_line(1), a_line(2, c6="never"), a_line(3)])
    with pytest.raises(RowsRefused) as refused:
        bring(counter, path)
    assert refused.value.count == 1
    assert lines(counter) == []
    assert bring(counter, path, skip_bad=True) == (2, 0, 1)
    assert [line.code[-4:] for line in lines(counter)] == ["0001", "0003"]


def test_a_failure_half_way_leaves_nothing(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter_app.store.bulk._BATCH", 3)
    path = excel(tmp_path / "so.xlsx", [HEADER, *(a_line(n) for n in range(1, 8))])
    read = old_register.read(path, NOW)

    def power_cut(done: int, count: int) -> None:
        if done == 6:
            raise OSError("the power is gone")

    with pytest.raises(OSError, match="power"):
        old_register.bring_over(counter, read, A_CLERK, NOW, heard=power_cut)
    assert lines(counter) == []
    assert counter.store.check() == ()
    assert bring(counter, path) == (7, 0, 0)
    assert counter.store.check() == ()


def test_what_is_here_already_is_not_brought_over_again(counter: Counter, tmp_path: Path) -> None:
    path = excel(tmp_path / "so.xlsx", [HEADER, a_line(1), a_line(2)])
    bring(counter, path)
    more = excel(tmp_path / "so2.xlsx", [HEADER, a_line(1), a_line(2), a_line(3)])
    assert bring(counter, more) == (1, 2, 0)
    assert len(lines(counter)) == 3
    assert counter.store.check() == ()


def test_codes_of_both_styles_are_accepted(counter: Counter, tmp_path: Path) -> None:
    old = "000.00.18.H55-251103-0007"
    path = comma_separated(tmp_path / "so.csv", [HEADER, a_line(1), a_line(2, c1=old.lower())])
    assert bring(counter, path) == (2, 0, 0)
    assert dossiers.open_dossier(counter, old).code == old


def test_serials_of_this_counter_go_on_behind_those_of_the_register(
    counter: Counter, tmp_path: Path
) -> None:
    today = f"H55.18.43-{NOW:%y%m%d}-2005"
    morning = NOW.replace(hour=8, minute=0, tzinfo=None)
    line = a_line(1, c1=today, c6=morning, c7=morning + timedelta(days=3), c8=None, c10=None)
    bring(counter, excel(tmp_path / "so.xlsx", [HEADER, line]))
    request = intake.IntakeRequest(BIRTH, a_person())
    assert intake.take_in(counter, request, A_CLERK, NOW).code.endswith("-2006")


def test_an_open_dossier_of_the_register_goes_on_here(counter: Counter, tmp_path: Path) -> None:
    line = a_line(1, c8=None, c10=None)
    bring(counter, excel(tmp_path / "so.xlsx", [HEADER, line]))
    (shown,) = lines(counter)
    assert (shown.state, shown.returned_at) == (DossierState.OPEN, None)
    following.request_supplement(counter, shown.code, ("Tờ khai",), "Thiếu", A_CLERK, NOW)
    assert dossiers.open_dossier(counter, shown.code).state is not DossierState.OPEN


def test_another_office_stays_the_one_that_solves_it(counter: Counter, tmp_path: Path) -> None:
    rows = [HEADER, a_line(1), a_line(2, c5="Sở Tư pháp"), a_line(3, c5="phuong bac kan")]
    bring(counter, excel(tmp_path / "so.xlsx", rows))
    assert [line.office for line in lines(counter)] == [
        "UBND phường Bắc Kạn",
        "Sở Tư pháp",
        "UBND phường Bắc Kạn",
    ]


def test_nothing_is_recorded_while_the_clock_is_behind(counter: Counter, tmp_path: Path) -> None:
    read = old_register.read(excel(tmp_path / "so.xlsx", [HEADER, a_line(1)]), NOW)
    with pytest.raises(ClockBehind):
        old_register.bring_over(counter, read, A_CLERK, A_MONDAY - timedelta(days=1))
    assert lines(counter) == []


def test_a_file_that_cannot_be_read_changes_nothing(counter: Counter, tmp_path: Path) -> None:
    (tmp_path / "so.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(RegisterFileRefused):
        old_register.read(tmp_path / "so.xlsx", NOW)
    assert lines(counter) == []


# -- out and in again

WORDS = st.text(
    st.sampled_from("aăâbđêghikmnơpqrstưxyzẠĐỮ 0123456789=+-@'\"<>&;,./_x"), min_size=1, max_size=30
).map(lambda text: " ".join(text.split()))
NAMES = WORDS.map(lambda text: f"{text} Thử".strip())
"""A name has a letter, whatever else is in it."""

ADDRESSES = WORDS.map(lambda text: f"{text} tổ".strip())
RECEIVED = st.builds(
    lambda day, seconds: (
        datetime(2025, 1, 2, 8, tzinfo=VIETNAM) + timedelta(days=day, seconds=seconds)
    ).astimezone(UTC),
    st.integers(0, 360),
    st.integers(0, 9 * 3600),
)
LATER = st.integers(1, 40 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def lives(draw: st.DrawFn, serial: int) -> list[Fact]:
    """Return a dossier's facts, as far as a register tells of them."""
    received = draw(RECEIVED)
    on = received.astimezone(VIETNAM)
    due = (received + draw(LATER)).astimezone(VIETNAM).replace(hour=17, minute=0).astimezone(UTC)
    due = max(due, received)
    moved = draw(st.none() | st.just(due + timedelta(days=2)))
    person = Person(
        draw(NAMES),
        address=Address(draw(st.just("") | ADDRESSES)),
        phone=draw(st.sampled_from(("", "0912345678", "02093123456"))),
    )
    channel = draw(st.sampled_from(list(ChannelOut)))
    taken_in = TakenIn(
        code=f"H55.18.43-{on:%y%m%d}-{serial:04}",
        procedure_code=draw(st.sampled_from(("1.001193", "9.999999"))),
        procedure_name=draw(NAMES),
        field=draw(st.sampled_from(("Hộ tịch", "Đất đai"))),
        received_at=received,
        counted_from=received,
        limit="3 ngày làm việc",
        due_at=due,
        counted=(),
        applicant=person,
        channel_in=draw(st.sampled_from(list(ChannelIn))),
        channel_out=channel,
        unit_code="01843",
        competent_office=draw(st.sampled_from(("", "Sở Tư pháp"))),
        moved_due_at=moved,
    )
    return [taken_in, *draw(_followed(received, channel))]


@st.composite
def _followed(draw: st.DrawFn, received: datetime, channel: ChannelOut) -> list[Fact]:
    solved = received + draw(LATER)
    match draw(st.integers(0, 3)):
        case 0:
            return []
        case 1:
            return [ResultReady(solved, solved)]
        case 2:
            return [Refused(solved, "Không thuộc thẩm quyền")]
    returned = solved + timedelta(hours=1)
    if returned.astimezone(VIETNAM).hour == 0:
        returned += timedelta(hours=2)
    tracking = draw(st.sampled_from(("", "RB123VN"))) if channel is ChannelOut.POST else ""
    receiver = draw(st.just("") | NAMES)
    return [
        ResultReady(solved, solved),
        Returned(returned, channel, receiver, tracking=tracking),
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), count=st.integers(1, 12))
def test_a_register_that_goes_out_and_comes_in_elsewhere_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, count: int
) -> None:
    folder = tmp_path_factory.mktemp("out")
    for name in ("a", "b"):
        (folder / name).mkdir()
    here, there = a_counter(folder / "a"), a_counter(folder / "b")
    with here.store.writing() as work:
        made = [data.draw(lives(serial)) for serial in range(1, count + 1)]
        assert list(work.bulk.record(made, by=A_CLERK.clerk, at=A_MONDAY, units=("01843",))) == [
            count
        ]
    path = folder / "so.xlsx"
    slices = register.export(here, EVERYTHING, ExportKind.EXCEL, path, Taker(A_CLERK, NOW))
    assert list(slices)[-1].is_done
    assert bring(there, path) == (count, 0, 0)
    assert [_told(line) for line in lines(there)] == [_told(line) for line in lines(here)]
    assert there.store.check() == ()
    for counter in (here, there):
        counter.store.close()


def _told(line: RegisterRow) -> RegisterRow:
    """Return a line without what no register tells: who took it in and who solved it."""
    return replace(line, taken_in_by="", officer="", is_old=True)
