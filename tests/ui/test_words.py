"""Words: a sentence for every error, a word for every value, times as people say them."""

import dataclasses
import importlib
import pkgutil
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

import pytest

import counter_app
from counter_app.domain import facts, people
from counter_app.domain.dossier import DossierState
from counter_app.domain.errors import CounterError
from counter_app.domain.facts import CountedDay, EntryName, Fact, PaperKind, SlipPaper
from counter_app.domain.moments import VIETNAM
from counter_app.domain.people import Person, Role, Sex
from counter_app.domain.procedure import FeeKind
from counter_app.ui import words

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=VIETNAM)


def every_error() -> list[type[BaseException]]:
    """Return the foreseen errors of every room, and the plain exceptions of the system room."""
    found: set[type[BaseException]] = set()
    for module in pkgutil.walk_packages(counter_app.__path__, "counter_app."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and _is_foreseen(value, module.name):
                found.add(value)
    return sorted(found, key=lambda kind: kind.__name__)


def _is_foreseen(kind: type, module: str) -> bool:
    if issubclass(kind, CounterError):
        return True
    is_public = not kind.__name__.startswith("_")
    is_of_system = kind.__module__.startswith("counter_app.system")
    return is_public and is_of_system and issubclass(kind, Exception)


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_every_error_has_a_sentence_of_its_own(kind: type[BaseException]) -> None:
    assert words.has_sentence(kind), f"ui/words_of_errors.py has no sentence for {kind.__name__}"


def made(kind: type[BaseException]) -> BaseException:
    """Return an error with plausible facts, whatever facts it carries."""
    import inspect
    from pathlib import Path

    given = {
        "problems": {"name": "missing"},
        "machine_at": NOW,
        "last_entry_at": NOW + timedelta(hours=1),
        "until": NOW,
        "year": 2029,
        "on": date(2026, 11, 23),
        "attempts_left": 2,
        "blocks": (),
        "found": 9,
        "known": 1,
        "path": Path("counter.db"),
        "home": Path("home"),
        "folder": Path("home"),
        "process": 17,
        "first": date(2026, 11, 1),
        "received": 5,
        "solved": 3,
        "in_progress": 1,
    }
    if "__init__" not in vars(kind) and kind.__init__ is CounterError.__init__:
        return kind("fact")
    names = [
        name
        for name, parameter in inspect.signature(kind).parameters.items()
        if parameter.kind is not parameter.VAR_KEYWORD
        and parameter.kind is not parameter.VAR_POSITIONAL
    ]
    return kind(*(given.get(name, "x") for name in names))


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_every_sentence_is_whole_and_vietnamese(kind: type[BaseException]) -> None:
    sentence = words.sentence_of(made(kind))
    assert sentence.endswith((".", ")"))
    assert sentence[0].isupper() or sentence[0] == "“"
    assert any(
        letter in "ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ"
        for letter in sentence.lower()
    )


def test_a_subclass_without_a_sentence_takes_that_of_its_parent() -> None:
    class Rarer(words_error("NoPrinter")):  # type: ignore[misc]
        pass

    assert words.sentence_of(Rarer("x")) == words.sentence_of(words_error("NoPrinter")("x"))


def words_error(name: str) -> type[BaseException]:
    return next(kind for kind in every_error() if kind.__name__ == name)


ENUMERATIONS: tuple[tuple[type[StrEnum], Mapping[Any, str]], ...] = (
    (facts.ChannelIn, words.CHANNEL_IN_WORDS),
    (facts.ChannelOut, words.CHANNEL_OUT_WORDS),
    (PaperKind, words.PAPER_KIND_WORDS),
    (SlipPaper, words.SLIP_PAPER_WORDS),
    (Sex, words.SEX_WORDS),
    (Role, words.ROLE_WORDS),
    (DossierState, words.STATE_WORDS),
    (FeeKind, {kind: words.fee_kind_words(kind) for kind in FeeKind}),
)


@pytest.mark.parametrize(("kind", "said"), ENUMERATIONS)
def test_every_value_of_an_enumeration_has_a_word_of_its_own(
    kind: type[StrEnum], said: Mapping[Any, str]
) -> None:
    assert set(said) == set(kind)
    assert all(said.values())
    assert len(set(said.values())) == len(said)


def test_numbers_are_written_with_dots() -> None:
    assert words.count_words(12345) == "12.345 hồ sơ"
    assert words.amount_words(8000) == "8.000 đ"


def test_a_card_number_is_masked() -> None:
    assert words.masked_number("006091000000") == "006•••••0000"
    assert words.masked_number("123") == "•••"


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (timedelta(seconds=20), "vừa xong"),
        (timedelta(minutes=20), "20 phút trước"),
        (timedelta(hours=2), "sáng nay 08:42"),
        (timedelta(days=1), "hôm qua 10:42"),
        (timedelta(days=10), "10:42 13/11"),
        (timedelta(days=400), "10:42 19/10/2025"),
        (-timedelta(minutes=30), "30 phút nữa"),
        (-timedelta(hours=4, minutes=18), "chiều nay 15:00"),
        (-timedelta(days=2), "10:42 thứ Tư 25/11"),
    ],
)
def test_times_are_said_as_people_say_them(ago: timedelta, expected: str) -> None:
    assert words.said(NOW - ago, NOW) == expected


@pytest.mark.parametrize(
    ("due_at", "expected"),
    [
        (datetime(2026, 11, 25, 17, 0, tzinfo=VIETNAM), "Còn 2 ngày"),
        (datetime(2026, 11, 24, 17, 0, tzinfo=VIETNAM), "Ngày mai 17:00"),
        (datetime(2026, 11, 23, 17, 0, tzinfo=VIETNAM), "Hôm nay 17:00"),
        (datetime(2026, 11, 23, 7, 30, tzinfo=VIETNAM), "Quá hạn 3 giờ"),
        (datetime(2026, 11, 21, 17, 0, tzinfo=VIETNAM), "Quá hạn 2 ngày"),
    ],
)
def test_a_due_moment_is_said_with_how_far_it_is(due_at: datetime, expected: str) -> None:
    assert words.due_said(due_at, NOW) == expected


def test_a_promise_is_said_in_the_time_of_vietnam() -> None:
    due_at = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
    assert words.promise_words(due_at) == "17:00 thứ Tư 25/11/2026"
    assert words.format_moment(due_at) == "17:00 25/11/2026"


def test_a_count_names_the_holidays_it_left_out() -> None:
    counted = (
        CountedDay("2026-11-23", 0, "received"),
        CountedDay("2026-11-24", 0, "holiday", "Ngày Văn hóa Việt Nam"),
        CountedDay("2026-11-25", 1),
    )
    assert words.counted_words(counted, "1 ngày làm việc") == (
        "1 ngày làm việc; không tính 24/11 (Ngày Văn hóa Việt Nam)"
    )


def test_neighbouring_holidays_of_one_name_are_one_span() -> None:
    counted = tuple(
        CountedDay(f"2026-02-{day}", 0, "holiday", "Tết Nguyên đán") for day in range(16, 21)
    )
    assert "16/02 đến 20/02 (Tết Nguyên đán)" in words.counted_words(counted, "5 ngày làm việc")


def test_a_count_after_15_says_so() -> None:
    counted = (CountedDay("2026-11-23", 0, "after_15h"), CountedDay("2026-11-25", 1))
    assert "sau 15:00" in words.counted_words(counted, "trong ngày")


def a_value(kind: Any) -> Any:
    """Return a plausible value of a type, as the fields of facts have it."""
    options = [option for option in get_args(kind) if option is not type(None)]
    if get_origin(kind) is tuple:
        return (a_value(options[0]),)
    if get_origin(kind) is not None and options:
        return a_value(options[0])
    if dataclasses.is_dataclass(kind):
        return a_fact(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return next(iter(kind))
    plain = {datetime: NOW, date: NOW.date(), int: 2, bool: True, bytes: b"x"}
    return plain.get(kind, "2026-11-23")


def a_fact(kind: Any) -> Any:
    """Return a fact of a kind with every field filled."""
    hints = get_type_hints(kind)
    return kind(**{field.name: a_value(hints[field.name]) for field in dataclasses.fields(kind)})


@pytest.mark.parametrize("kind", get_args(Fact), ids=lambda kind: kind.__name__)
def test_every_fact_of_a_history_has_a_title(kind: type) -> None:
    fact = a_fact(kind)
    assert words.fact_title(fact)
    assert isinstance(words.fact_words(fact), str)


@pytest.mark.parametrize("kind", get_args(Fact), ids=lambda kind: kind.__name__)
def test_a_fact_without_its_optional_fields_is_told_too(kind: type) -> None:
    hints = get_type_hints(kind)
    needed = {
        field.name: a_value(hints[field.name])
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }
    assert isinstance(words.fact_words(kind(**needed)), str)


def test_a_slip_that_was_printed_again_says_so() -> None:
    assert words.fact_title(facts.SlipPrinted(SlipPaper.A5, is_copy=True)) == "In lại giấy hẹn"
    assert words.fact_title(facts.SlipPrinted(SlipPaper.A5, to_file=True)) == "Lưu giấy hẹn"


def test_every_fault_of_a_person_has_words() -> None:
    strange = Person("1", id_number="12", phone="12a", email="@", birth_on=date(1700, 1, 1))
    faults = people.problems_of_person(strange, NOW.date())
    assert set(faults) == {"name", "id_number", "phone", "email", "birth_on"}
    assert set(faults.values()) <= set(words.faults_known())


def test_an_entry_has_a_name() -> None:
    assert str(EntryName("q2", 7)) == "q2/7"


def test_days_off_that_count_are_not_called_left_out() -> None:
    counted = (
        CountedDay("2026-11-02", 0, "received"),
        CountedDay("2026-11-21", 19),
        CountedDay("2026-11-22", 20, "weekend"),
        CountedDay("2026-11-23", 0, "rolled"),
    )
    said = words.counted_words(counted, "20 ngày")

    assert "không tính" not in said
    assert "lùi sang ngày làm việc tiếp theo" in said
