"""Key slots: everybody opens the store with their own password, and nobody without one."""

import json
import os
import subprocess
import sys
import unicodedata
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from counter_app.store.attempts import Attempts
from counter_app.store.key_errors import NoSuchSlot
from counter_app.store.keys import (
    Cost,
    KeyRing,
    PasswordTooWeak,
    RecoveryKeyMistyped,
    SlotsAlreadyThere,
    SlotsDamaged,
    SlotsMissing,
    SlotsNotSaved,
    TooManyAttempts,
    WrongPassword,
    new_data_key,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
KEY = bytes(range(32))
CHEAP = Cost(passes=1, memory=64, lanes=1)
"""Guessing is made cheap here, so that the tests are quick; the real cost is tested once."""


@pytest.fixture
def slots(tmp_path: Path) -> Path:
    """Return where the slots lie."""
    return tmp_path / "slots.json"


@pytest.fixture
def ring(slots: Path) -> KeyRing:
    """Return the key ring of two members of staff."""
    made = KeyRing.create(slots, cost=CHEAP)
    made.add("mau", "mật khẩu của Mẫu", KEY)
    made.add("hoan", "mật khẩu của Hoan", KEY)
    return made


def try_wrongly(ring: KeyRing, times: int, clerk: str = "mau", now: datetime = NOW) -> datetime:
    """Type a wrong password so often, each time as soon as it is let."""
    for _ in range(times):
        try:
            ring.unlock(clerk, "sai rồi sai rồi", now)
        except TooManyAttempts as wait:
            now = wait.until
            with pytest.raises(WrongPassword):
                ring.unlock(clerk, "sai rồi sai rồi", now)
        except WrongPassword:
            pass
    return now


def wait_of(slots: Path, now: datetime) -> float:
    """Return the seconds that Mẫu has to wait, without counting a try."""
    try:
        Attempts(slots.parent / "slots.attempts.json", os.urandom).check("mau", now)
    except TooManyAttempts as early:
        return (early.until - now).total_seconds()
    return 0


def test_everybody_opens_the_store_with_their_own_password(ring: KeyRing, slots: Path) -> None:
    for opened in (ring, KeyRing.open(slots)):
        assert opened.unlock("mau", "mật khẩu của Mẫu", NOW) == KEY
        assert opened.unlock("hoan", "mật khẩu của Hoan", NOW) == KEY
        assert opened.clerks() == ("hoan", "mau")
        with pytest.raises(WrongPassword):
            opened.unlock("mau", "mật khẩu của Hoan", NOW)


def test_the_real_cost_of_a_guess_is_the_one_that_was_chosen(slots: Path) -> None:
    KeyRing.create(slots).add("mau", "mật khẩu của Mẫu", KEY)
    slot = json.loads(slots.read_text("utf-8"))["content"]["slots"][0]
    assert slot["cost"]["passes"] == 3
    assert slot["cost"]["memory"] == 64 * 1024
    assert KeyRing.open(slots).unlock("mau", "mật khẩu của Mẫu", NOW) == KEY


def test_a_password_is_the_same_however_its_letters_are_composed(ring: KeyRing) -> None:
    apart = unicodedata.normalize("NFD", "mật khẩu của Mẫu")
    assert ring.unlock(" MAU ", apart, NOW) == KEY


def test_nothing_secret_stands_in_the_files(ring: KeyRing, tmp_path: Path) -> None:
    recovery = ring.add_recovery(KEY)
    try_wrongly(ring, 1, clerk="mật khẩu của Mẫu")
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for secret in ("mật khẩu", "Mẫu", recovery, recovery.replace("-", "")):
        assert secret.encode() not in written
    assert KEY not in written
    assert KEY.hex().encode() not in written


def test_only_their_owner_may_read_the_files(ring: KeyRing, tmp_path: Path) -> None:
    try_wrongly(ring, 1)
    if sys.platform != "win32":  # which keeps rights in another way
        assert {file.stat().st_mode & 0o077 for file in tmp_path.iterdir()} == {0}


def test_an_unknown_name_answers_like_a_wrong_password(ring: KeyRing) -> None:
    answers = {}
    for clerk in ("mau", "nobody"):
        said: list[tuple[str, object]] = []
        for _ in range(5):
            try:
                ring.unlock(clerk, "sai rồi sai rồi", NOW)
            except (WrongPassword, TooManyAttempts) as error:
                said.append((type(error).__name__, getattr(error, "attempts_left", None)))
        answers[clerk] = said
    assert answers["mau"] == answers["nobody"]


def test_an_unknown_name_costs_as_much_time_as_a_wrong_password(slots: Path) -> None:
    ring = KeyRing.create(slots, cost=Cost(passes=2, memory=32 * 1024, lanes=1))
    ring.add("mau", "mật khẩu của Mẫu", KEY)
    spent = {}
    for clerk in ("mau", "nobody"):
        begin = process_time()
        try_wrongly(ring, 3, clerk)
        spent[clerk] = process_time() - begin
    # Without the work the answer would come a hundred times sooner.
    assert 1 / 4 < spent["mau"] / spent["nobody"] < 4


def test_the_waits_grow_from_seconds_to_half_an_hour(ring: KeyRing, slots: Path) -> None:
    now, waits, left = NOW, [], []
    for _ in range(12):
        with pytest.raises(WrongPassword) as wrong:
            ring.unlock("mau", "sai rồi sai rồi", now)
        left.append(wrong.value.attempts_left)
        # A restart of the program forgets nothing.
        ring = KeyRing.open(slots)
        waits.append(wait_of(slots, now))
        now += timedelta(seconds=waits[-1])
    minute = 60
    assert waits == [0, 0, 2, 5, 15, *(minute * m for m in (5, 10, 20, 30, 30, 30, 30))]
    assert left == [5, 4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0]


def test_even_the_right_password_has_to_wait_and_then_starts_anew(ring: KeyRing) -> None:
    now = try_wrongly(ring, 6)
    with pytest.raises(TooManyAttempts) as early:
        ring.unlock("mau", "mật khẩu của Mẫu", now + timedelta(minutes=4))
    assert early.value.until == now + timedelta(minutes=5)
    assert ring.unlock("hoan", "mật khẩu của Hoan", now) == KEY
    assert ring.unlock("mau", "mật khẩu của Mẫu", early.value.until) == KEY
    with pytest.raises(WrongPassword) as wrong:
        ring.unlock("mau", "sai rồi sai rồi", early.value.until)
    assert wrong.value.attempts_left == 5


@pytest.mark.parametrize("back", [timedelta(minutes=1), timedelta(days=3650)])
def test_a_clock_set_back_neither_shortens_nor_prolongs_the_lock(
    ring: KeyRing, back: timedelta
) -> None:
    now = try_wrongly(ring, 6)
    before = now - back
    with pytest.raises(TooManyAttempts) as early:
        ring.unlock("mau", "mật khẩu của Mẫu", before)
    assert early.value.until == before + timedelta(minutes=5)
    with pytest.raises(TooManyAttempts) as again:
        ring.unlock("mau", "mật khẩu của Mẫu", before + timedelta(minutes=4))
    assert again.value.until == early.value.until
    assert ring.unlock("mau", "mật khẩu của Mẫu", early.value.until) == KEY


def test_a_try_counts_before_the_answer_so_that_pulling_the_plug_gains_nothing(
    ring: KeyRing, slots: Path
) -> None:
    """The process is killed while it works on the password."""
    code = (
        "import sys, os\n"
        "from pathlib import Path\n"
        "from datetime import datetime, UTC\n"
        "from counter_app.store import keys\n"
        "keys.private_key = lambda *_: os.kill(os.getpid(), 9)\n"
        "ring = keys.KeyRing.open(Path(sys.argv[1]))\n"
        "ring.unlock('mau', 'x', datetime(2026, 11, 23, 2, tzinfo=UTC))\n"
    )
    if sys.platform == "win32":
        code = code.replace("os.kill(os.getpid(), 9)", "os._exit(9)")
    for _ in range(3):
        subprocess.run([sys.executable, "-c", code, str(slots)], check=False)
    with pytest.raises(TooManyAttempts):
        ring.unlock("mau", "mật khẩu của Mẫu", NOW)


def test_the_recovery_key_opens_the_store_however_it_is_typed(ring: KeyRing, slots: Path) -> None:
    text = ring.add_recovery(KEY)
    assert KeyRing.open(slots).unlock_with_recovery(text, NOW) == KEY
    assert ring.unlock_with_recovery(text.lower().replace("-", " ") + " ", NOW) == KEY
    assert ring.clerks() == ("hoan", "mau")


def test_a_new_recovery_key_makes_the_former_one_void(ring: KeyRing) -> None:
    former, text = ring.add_recovery(KEY), ring.add_recovery(KEY)
    assert ring.unlock_with_recovery(text, NOW) == KEY
    with pytest.raises(WrongPassword):
        ring.unlock_with_recovery(former, NOW)


def test_a_mistyped_recovery_key_is_told_from_a_wrong_one_and_does_not_count(
    ring: KeyRing,
) -> None:
    text = ring.add_recovery(KEY)
    sign = "2" if text[7] != "2" else "3"
    for wrong, why in (
        (text[:7] + sign + text[8:], "check"),
        (text[:-1], "length"),
        ("", "length"),
        (text[:-1] + "0", "letter"),
    ):
        for _ in range(8):
            with pytest.raises(RecoveryKeyMistyped) as refusal:
                ring.unlock_with_recovery(wrong, NOW)
            assert refusal.value.why == why
    assert ring.unlock_with_recovery(text, NOW) == KEY


def test_guessing_recovery_keys_is_slowed_down_too(ring: KeyRing, tmp_path: Path) -> None:
    other = KeyRing.create(tmp_path / "other.json", cost=CHEAP).add_recovery(KEY)
    ring.add_recovery(KEY)
    for _ in range(3):
        with pytest.raises(WrongPassword):
            ring.unlock_with_recovery(other, NOW)
    with pytest.raises(TooManyAttempts):
        ring.unlock_with_recovery(other, NOW)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "too_short"),
        ("bảy chữ", "too_short"),
        (unicodedata.normalize("NFD", "mật ngữ"), "too_short"),
        ("x" * 201, "too_long"),
        ("HOANG.MAU", "is_name"),
        (" hoang.mau ", "is_name"),
    ],
)
def test_weak_passwords_are_refused_with_their_reason(
    ring: KeyRing, password: str, why: str
) -> None:
    with pytest.raises(PasswordTooWeak) as refusal:
        ring.add("hoang.mau", password, KEY)
    assert refusal.value.why == why
    assert ring.clerks() == ("hoan", "mau")


def test_a_password_is_changed_by_who_knows_it(ring: KeyRing) -> None:
    with pytest.raises(WrongPassword):
        ring.change_password("mau", "mật khẩu của Hoan", "một câu khác hẳn", NOW)
    with pytest.raises(PasswordTooWeak):
        ring.change_password("mau", "mật khẩu của Mẫu", "ngắn", NOW)
    ring.change_password("mau", "mật khẩu của Mẫu", "một câu khác hẳn", NOW)
    assert ring.unlock("mau", "một câu khác hẳn", NOW) == KEY
    assert ring.unlock("hoan", "mật khẩu của Hoan", NOW) == KEY
    with pytest.raises(WrongPassword):
        ring.unlock("mau", "mật khẩu của Mẫu", NOW)


def test_who_is_removed_opens_nothing(ring: KeyRing) -> None:
    ring.remove("mau")
    assert ring.clerks() == ("hoan",)
    with pytest.raises(WrongPassword):
        ring.unlock("mau", "mật khẩu của Mẫu", NOW)
    with pytest.raises(NoSuchSlot):
        ring.remove("mau")


def test_a_new_first_password_ends_the_lock(ring: KeyRing) -> None:
    try_wrongly(ring, 6)
    ring.add("mau", "mật khẩu mới đây", KEY)
    assert ring.unlock("mau", "mật khẩu mới đây", NOW) == KEY


def test_keys_differ_from_each_other(slots: Path) -> None:
    assert len({new_data_key() for _ in range(20)}) == 20
    ring = KeyRing.create(slots, cost=CHEAP)
    assert len({ring.add_recovery(KEY) for _ in range(20)}) == 20


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff" * 50, b'{"check":"","content":{}}'])
def test_slots_that_are_no_slots_are_named_and_left(slots: Path, content: bytes) -> None:
    slots.write_bytes(content)
    with pytest.raises(SlotsDamaged):
        KeyRing.open(slots)
    assert slots.read_bytes() == content


def test_every_single_changed_byte_is_noticed(ring: KeyRing, slots: Path) -> None:
    whole = slots.read_bytes()
    for place in range(0, len(whole), 7):
        slots.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(SlotsDamaged):
            KeyRing.open(slots)


def mend(slots: Path, content: dict[str, Any]) -> None:
    """Write slots as somebody would who knows how the check value is made."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    check = sha256(text.encode()).hexdigest()
    slots.write_text(f'{{"check":"{check}","content":{text}}}', "utf-8")


def test_a_slot_under_another_name_does_not_let_its_owner_sign_as_somebody_else(
    ring: KeyRing, slots: Path
) -> None:
    content = json.loads(slots.read_text("utf-8"))["content"]
    first, second = content["slots"]
    first["name"], second["name"] = second["name"], first["name"]
    mend(slots, content)
    with pytest.raises(SlotsDamaged):
        KeyRing.open(slots).unlock("hoan", "mật khẩu của Mẫu", NOW)


def test_exchanged_seals_are_noticed_though_the_password_is_right(
    ring: KeyRing, slots: Path
) -> None:
    content = json.loads(slots.read_text("utf-8"))["content"]
    first, second = content["slots"]
    first["boxes"], second["boxes"] = second["boxes"], first["boxes"]
    mend(slots, content)
    with pytest.raises(SlotsDamaged):
        KeyRing.open(slots).unlock("mau", "mật khẩu của Mẫu", NOW)


def test_missing_slots_are_missing_and_present_ones_are_not_overwritten(
    ring: KeyRing, slots: Path, tmp_path: Path
) -> None:
    with pytest.raises(SlotsMissing):
        KeyRing.open(tmp_path / "nowhere.json")
    with pytest.raises(SlotsAlreadyThere):
        KeyRing.create(slots)
    assert ring.unlock("mau", "mật khẩu của Mẫu", NOW) == KEY


def test_slots_that_cannot_be_written_stay_as_they_were(ring: KeyRing, slots: Path) -> None:
    """A folder stands where the new file would be written: the write fails for anybody."""
    before = slots.read_bytes()
    (slots.parent / "slots.json.making").mkdir()
    with pytest.raises(SlotsNotSaved):
        ring.add("an", "mật khẩu của An", KEY)
    assert slots.read_bytes() == before


def test_a_crash_while_writing_leaves_the_old_slots(ring: KeyRing, slots: Path) -> None:
    (slots.parent / "slots.json.making").write_bytes(b'{"che')
    assert KeyRing.open(slots).unlock("mau", "mật khẩu của Mẫu", NOW) == KEY
    ring.add("an", "mật khẩu của An", KEY)
    assert KeyRing.open(slots).unlock("an", "mật khẩu của An", NOW) == KEY


def test_a_spoilt_file_of_attempts_keeps_nobody_out(ring: KeyRing, slots: Path) -> None:
    (slots.parent / "slots.attempts.json").write_bytes(b"\x00garbage")
    assert ring.unlock("mau", "mật khẩu của Mẫu", NOW) == KEY


def test_the_log_in_window_waits_for_no_sql() -> None:
    code = (
        "import sys, counter_app.store.keys\n"
        "heavy = {'sqlalchemy', 'sqlcipher3', 'alembic', 'PySide6'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
