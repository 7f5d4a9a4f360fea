"""Founding a counter and the accounts of its staff."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.domain.people import FieldsRefused, Role, StaffMember
from counter_app.services import accounts
from counter_app.services.acting import NotAllowed
from counter_app.services.counter import Counter
from counter_app.store.key_errors import WrongPassword
from counter_app.store.keys import KeyRing
from counter_app.store.store import Store
from tests.support.counters import A_CLERK, A_DESK, A_HEAD, A_MONDAY, joined_counter

PASSWORD = "một hai ba bốn"
FOUNDING = accounts.Founding(A_DESK, A_HEAD, PASSWORD)


class Office:
    """A counter founded as people do it: with a password, key slots and a recovery key."""

    def __init__(self, folder: Path) -> None:
        self.slots = folder / "slots.json"
        self.founded = accounts.found_counter(folder / "counter.db", self.slots, FOUNDING, A_MONDAY)
        self.ring = KeyRing.open(self.slots)
        self.counter: Counter = joined_counter(Store.open(folder / "counter.db", self.founded.key))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.counter.store.close()


def test_each_clerk_opens_the_store_with_their_own_password(office: Office) -> None:
    accounts.add_staff(
        office.counter, office.ring, office.founded.key, A_CLERK, "mật khẩu riêng", A_HEAD, A_MONDAY
    )
    again = KeyRing.open(office.slots)

    assert again.unlock("lien", PASSWORD, A_MONDAY) == office.founded.key
    assert again.unlock("mau", "mật khẩu riêng", A_MONDAY) == office.founded.key
    with pytest.raises(WrongPassword):
        again.unlock("mau", PASSWORD, A_MONDAY)


def test_only_the_head_manages_accounts(office: Office) -> None:
    newcomer = StaffMember("moi", "Lý Văn Mới", Role.CLERK)
    key = office.founded.key
    with pytest.raises(NotAllowed):
        accounts.add_staff(
            office.counter, office.ring, key, newcomer, "mật khẩu riêng", A_CLERK, A_MONDAY
        )
    with pytest.raises(NotAllowed):
        accounts.new_recovery_key(office.counter, office.ring, key, A_CLERK, A_MONDAY)
    assert [member.clerk for member in accounts.staff(office.counter)] == ["lien"]


def test_a_taken_or_impossible_log_in_name_is_refused(office: Office) -> None:
    key = office.founded.key
    for clerk, name, problems in (
        ("lien", "Nông Thị Liên", {"clerk": "taken"}),
        ("có dấu", "Lý Văn Mới", {"clerk": "not_a_log_in_name"}),
        ("", "", {"clerk": "missing", "name": "missing"}),
    ):
        with pytest.raises(FieldsRefused) as refusal:
            member = StaffMember(clerk, name, Role.CLERK)
            accounts.add_staff(
                office.counter, office.ring, key, member, "mật khẩu riêng", A_HEAD, A_MONDAY
            )
        assert refusal.value.problems == problems


def test_who_left_can_no_longer_log_in_and_the_last_head_stays(office: Office) -> None:
    accounts.add_staff(
        office.counter, office.ring, office.founded.key, A_CLERK, "mật khẩu riêng", A_HEAD, A_MONDAY
    )
    accounts.remove_staff(office.counter, office.ring, "mau", A_HEAD, A_MONDAY)

    with pytest.raises(WrongPassword):
        KeyRing.open(office.slots).unlock("mau", "mật khẩu riêng", A_MONDAY)
    with pytest.raises(NotAllowed):
        accounts.member_of(office.counter.store, "mau")
    with pytest.raises(accounts.LastHead):
        accounts.remove_staff(office.counter, office.ring, "lien", A_HEAD, A_MONDAY)


def test_the_recovery_key_sets_a_forgotten_password_anew(office: Office) -> None:
    key = accounts.reset_password(
        office.ring, office.founded.recovery_key, "lien", "mật khẩu hoàn toàn mới", A_MONDAY
    )

    assert key == office.founded.key
    assert office.ring.unlock("lien", "mật khẩu hoàn toàn mới", A_MONDAY) == key
    with pytest.raises(WrongPassword):
        office.ring.unlock("lien", PASSWORD, A_MONDAY)


def test_a_new_recovery_key_takes_the_former_ones_place(office: Office) -> None:
    former = office.founded.recovery_key
    latest = accounts.new_recovery_key(
        office.counter, office.ring, office.founded.key, A_HEAD, A_MONDAY
    )

    assert latest != former
    with pytest.raises(WrongPassword):
        accounts.reset_password(office.ring, former, "lien", "mật khẩu hoàn toàn mới", A_MONDAY)
    assert office.ring.unlock_with_recovery(latest, A_MONDAY) == office.founded.key


def test_a_counter_is_never_founded_over_another(office: Office) -> None:
    path = office.slots.parent / "counter.db"
    with pytest.raises(accounts.AlreadyFounded):
        accounts.found_counter(path, office.slots, FOUNDING, A_MONDAY)
    assert office.ring.unlock("lien", PASSWORD, A_MONDAY) == office.founded.key


def test_a_founding_cut_short_can_simply_be_done_again(tmp_path: Path) -> None:
    (tmp_path / "counter.new").write_bytes(b"half a store")
    (tmp_path / "slots.json").write_text("{}")
    office = Office(tmp_path)
    assert [member.clerk for member in accounts.staff(office.counter)] == ["lien"]
    office.counter.store.close()
