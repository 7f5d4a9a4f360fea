"""What the store and the worker know, joined for the screen without promising more."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from counter_app.domain.facts import Recorded
from counter_app.services.counter import Counter
from counter_app.services.exchange import NotEnrolled
from counter_app.services.stick import FileNotForUs
from counter_app.services.sync_status import Badge, HeldBack, LogLine, SyncStatus, Whereabouts
from counter_app.ui.sync_status import ports as ports_module
from counter_app.ui.sync_status.ports import (
    CannotRead,
    Outside,
    UnderWay,
    ports_of,
    read_state,
    state_of,
    whereabouts_words,
)
from counter_app.ui.sync_status.presenter import SyncPorts
from counter_app.ui.sync_status.state import Progress, SyncState
from counter_app.ui.words import sentence_of
from counter_app.ui.words_of_sync import said_no_words
from tests.domain.lives import opened
from tests.support.counters import A_HEAD, a_counter
from tests.ui.stand_ins import at_once
from tests.ui.sync_status.states import NOW, ago

GREEN = SyncStatus(
    is_enrolled=True,
    province="tỉnh Thái Nguyên",
    head=9,
    acked=9,
    is_green=True,
    contact_at=ago(minutes=2),
    tried_at=ago(minutes=2),
)


def joined(status: SyncStatus, under_way: UnderWay | None = None) -> SyncState:
    return state_of(status, 0, (), under_way or UnderWay(), NOW)


def test_what_the_store_calls_green_is_green() -> None:
    assert joined(GREEN).is_green(NOW)
    assert joined(GREEN).server == "Máy chủ tỉnh Thái Nguyên"


@pytest.mark.parametrize(
    "changes",
    [
        {"is_green": False},
        {"is_green": False, "acked": 8},
        {"is_green": False, "ahead": 1},
        {"contact_at": None},
        {"cause": "no_network"},
        {"misfit_count": 1},
    ],
    ids=str,
)
def test_what_the_store_does_not_call_green_never_is(changes: dict[str, object]) -> None:
    """I14: the screen adds doubts to the store's word, and takes none away."""
    assert not joined(replace(GREEN, **changes)).is_green(NOW)  # type: ignore[arg-type]


def test_counts_causes_and_what_is_under_way_are_carried() -> None:
    _, entry = opened()
    status = replace(
        GREEN, acked=4, is_green=False, cause="silent", held_back=(HeldBack(entry.name, "x"),)
    )
    log = (
        LogLine(ago(minutes=1), "", bytes_up=10, bytes_down=5),
        LogLine(ago(hours=1), "silent", bytes_up=3),
        LogLine(ago(days=2), "", bytes_up=1_000),
    )
    under_way = UnderWay(True, Progress(1, 5), NOW + timedelta(minutes=1), is_line_cut=True)
    state = state_of(status, 2, log, under_way, NOW)

    assert (state.waiting_count, state.quarantined_count, state.dispute_count) == (5, 1, 2)
    assert (state.bytes_up, state.bytes_down) == (13, 5)
    assert (state.sending, state.is_line_cut, state.cause) == ((1, 5), True, "silent")


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (Whereabouts(Badge.LOCAL), "Đã lưu trên máy"),
        (Whereabouts(Badge.WAITING), "◔ Chờ gửi tỉnh"),
        (Whereabouts(Badge.AT_PROVINCE), "✓ Đã ở tỉnh"),
        (Whereabouts(Badge.HELD_BACK, "too_large"), "▲ Tỉnh chưa nhận: nội dung quá lớn"),
    ],
)
def test_a_citizen_is_told_where_the_dossier_is(where: Whereabouts, words: str) -> None:
    assert whereabouts_words(where) == words


@pytest.mark.parametrize("badge", list(Badge))
def test_every_badge_of_the_services_has_words(badge: Badge) -> None:
    assert whereabouts_words(Whereabouts(badge))


@dataclass
class World:
    """A real counter that no province knows, and what is around it."""

    counter: Counter
    saved: list[Path] = field(default_factory=list)

    def ports(self) -> SyncPorts:
        _, entry = opened()

        def held() -> tuple[tuple[Recorded, str, str], ...]:
            return ((entry, "too_large", "H55"),)

        outside = Outside(
            under_way=UnderWay,
            sync_now=lambda: None,
            held=held,
            save=lambda data, path: self.saved.append(path),
            check_new=lambda: None,
        )
        return ports_of(self.counter, at_once, lambda: NOW, outside, lambda: A_HEAD)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    counter = a_counter(tmp_path)
    yield World(counter)
    counter.store.close()


def test_a_real_counter_by_itself(world: World) -> None:
    ports = world.ports()

    assert not ports.state().is_enrolled
    assert ports.log() == ()
    assert ports.staff()["mau"] == "Hoàng Thị Mẫu"
    assert [each.reason for each in ports.to_look_at().held] == ["too_large"]
    assert read_state(world.counter, NOW, UnderWay()).dispute_count == 0
    with pytest.raises(NotEnrolled):
        ports.export_file(Path("gui.motcua"))
    assert world.saved == []


def test_a_file_that_is_gone_or_too_large_is_said(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CannotRead) as gone:
        world.ports().import_file(tmp_path / "nothing")
    assert "thẻ nhớ" in sentence_of(gone.value)

    large = tmp_path / "large"
    large.write_bytes(b"12345")
    monkeypatch.setattr(ports_module, "MOST_FILE", 4)
    with pytest.raises(FileNotForUs) as refused:
        world.ports().import_file(large)
    assert "lớn quá" in sentence_of(refused.value)


def test_every_fault_of_a_file_has_a_sentence_of_its_own() -> None:
    words = ("not_a_file", "damaged", "not_for_us", "too_large", "bad_signature", "forked")
    assert len({sentence_of(FileNotForUs(word)) for word in words}) == len(words)


def test_what_the_province_says_of_a_code_is_told() -> None:
    words = ("unknown_code", "code_expired", "code_used", "")
    told = [said_no_words("no_network" if not word else "refused", word) for word in words]

    assert len(set(told)) == len(words)
    assert "mất mạng" in told[-1]
