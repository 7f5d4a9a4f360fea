"""What the province says reaches whom it concerns, once."""

import json
from pathlib import Path

import pytest

from sync.protocol.province import (
    AccountEnded,
    AccountGranted,
    Cost,
    Published,
    ReviewNoted,
    UnitListed,
    Withdrawn,
    decode_province,
)
from sync.server.publishing import (
    NoSuchAccount,
    NotPublishable,
    add_staff,
    note,
    publish,
    remove_staff,
)
from tests.sync.server.conftest import Setting
from tests.sync.server.toy_counter import ToyCounter

CHEAP = Cost(passes=1, memory=64, lanes=1)


def heard(counter: ToyCounter, setting: Setting) -> list[object]:
    """Return what the province said to a counter, in order."""
    counter.sync()
    said = [counter.held[name] for name in counter.arrivals if name[0] == setting.province.journal]
    return [decode_province(entry.kind, entry.payload) for entry in said]


def test_units_are_known_to_everybody(setting: Setting) -> None:
    counter = setting.counter()

    units = [fact.code for fact in heard(counter, setting) if isinstance(fact, UnitListed)]

    assert units == ["01843", "01900", "02000"]


def test_an_account_reaches_its_units_only(setting: Setting) -> None:
    """Seen to fail when the province's own feed was read by everybody."""
    near, far = setting.counter("01843"), setting.counter("01900")

    add_staff(setting.province, "mau", "Hoàng Thị Mẫu", "clerk", ("01843",), "mat-khau-1", CHEAP)

    (account,) = [f for f in heard(near, setting) if isinstance(f, AccountGranted)]
    assert (account.clerk, account.role, account.units) == ("mau", "clerk", ("01843",))
    assert len(account.public_key) == 32
    assert not [f for f in heard(far, setting) if isinstance(f, AccountGranted)]
    assert setting.verified() == []


def test_a_dismissed_clerk_is_heard_of_wherever_he_was(setting: Setting) -> None:
    near, far = setting.counter("01843"), setting.counter("01900")
    add_staff(setting.province, "mau", "Mẫu", "clerk", ("01843",), "mat-khau-1", CHEAP)
    add_staff(setting.province, "mau", "Mẫu", "clerk", ("01900",), "mat-khau-2", CHEAP)

    remove_staff(setting.province, "mau")

    for counter in (near, far):
        assert isinstance(heard(counter, setting)[-1], AccountEnded)
        subjects = {
            entry.subject for entry in counter.held.values() if entry.kind.startswith("Account")
        }
        assert len(subjects) == 1
    with pytest.raises(NoSuchAccount):
        remove_staff(setting.province, "nobody")
    with pytest.raises(ValueError, match="king"):
        add_staff(setting.province, "x", "X", "king", ("01843",), "mat-khau-1", CHEAP)


def test_only_what_changed_in_a_catalogue_travels(setting: Setting, tmp_path: Path) -> None:
    """Seen to fail when everything was said again, and when what was gone stayed."""
    path = tmp_path / "procedures.json"
    counter = setting.counter()

    def procedures(**names: str) -> int:
        listed = [{"code": code, "name": name} for code, name in names.items()]
        path.write_text(json.dumps({"edition": "2026-07", "procedures": listed}), "utf-8")
        return publish(setting.province, "procedures", path, ())

    assert procedures(a="Khai sinh", b="Khai tử") == 3
    assert procedures(a="Khai sinh", b="Khai tử") == 0
    assert procedures(a="Khai sinh mới") == 2

    said = [f for f in heard(counter, setting) if isinstance(f, Published | Withdrawn)]
    assert [(type(f).__name__, f.name) for f in said] == [
        ("Published", "a"),
        ("Published", "b"),
        ("Published", "procedures.json"),
        ("Published", "a"),
        ("Withdrawn", "b"),
    ]
    assert setting.verified() == []


def test_documents_and_notes_go_where_they_are_sent(setting: Setting, tmp_path: Path) -> None:
    near, far = setting.counter("01843"), setting.counter("01900")
    calendar, form = tmp_path / "calendar.csv", tmp_path / "01.toml"
    calendar.write_text("2026-11-23,", "utf-8")
    form.write_text('title = "Giấy tiếp nhận"', "utf-8")

    publish(setting.province, "calendar", calendar, ())
    publish(setting.province, "forms", form, ("01843",))
    note(setting.province, "01843", "Xem lại hồ sơ quá hạn")

    def names(counter: ToyCounter) -> list[str]:
        said = heard(counter, setting)
        return [f.name if isinstance(f, Published) else "note" for f in said if _is_sent(f)]

    assert names(near) == ["calendar.csv", "01.toml", "note"]
    assert names(far) == ["calendar.csv"]


def test_a_form_for_some_can_be_given_to_all_later(setting: Setting, tmp_path: Path) -> None:
    form = tmp_path / "01.toml"
    form.write_text('title = "Giấy tiếp nhận"', "utf-8")
    far = setting.counter("01900")
    publish(setting.province, "forms", form, ("01843",))

    assert publish(setting.province, "forms", form, ()) == 1

    assert [f.name for f in heard(far, setting) if isinstance(f, Published)][-1] == "01.toml"


@pytest.mark.parametrize("text", ["{", "[]", '{"procedures":[{}]}', '{"procedures":7}'])
def test_what_is_no_catalogue_is_not_published(setting: Setting, tmp_path: Path, text: str) -> None:
    path = tmp_path / "procedures.json"
    path.write_text(text, "utf-8")

    with pytest.raises(NotPublishable):
        publish(setting.province, "procedures", path, ())


def test_a_counter_may_answer_a_note(setting: Setting) -> None:
    """The answer reaches the province and the unit, and nobody else."""
    near, far = setting.counter("01843"), setting.counter("01900")
    note(setting.province, "01843", "Xem lại hồ sơ quá hạn")
    near.sync()
    subject = next(e.name for e in near.held.values() if e.kind == "ReviewNoted")

    answer = near.record(subject=subject, kind="ReviewAnswered")

    assert near.sync().quarantined == []
    far.sync()
    assert answer.name not in far.held
    assert setting.verified() == []


def _is_sent(fact: object) -> bool:
    return isinstance(fact, ReviewNoted) or (
        isinstance(fact, Published) and fact.what in ("calendar", "form")
    )
