"""The choice of a period, on every screen alike: names, days, and days that are none."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from counter_app.domain.figures import Period
from counter_app.ui.shared.fields import LabelledField
from counter_app.ui.shared.period import PeriodFields, PeriodPicker
from counter_app.ui.shared.spans import Span

TODAY = date(2026, 11, 23)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))


@pytest.fixture
def picker(qtbot: QtBot) -> PeriodPicker:
    picker = PeriodPicker(TODAY)
    qtbot.addWidget(picker)
    return picker


def type_day(picker: PeriodPicker, text: str, *, is_last: bool = False) -> None:
    field = picker.last if is_last else picker.first
    field.setText(text)
    field.editingFinished.emit()


def heard(picker: PeriodPicker) -> list[Period]:
    periods: list[Period] = []
    picker.changed.connect(periods.append)
    return periods


def test_a_named_period_fills_in_its_days(picker: PeriodPicker) -> None:
    told = heard(picker)
    assert picker.period() == NOVEMBER
    picker.span.set_value(Span.LAST_QUARTER)
    picker.span.picked.emit(Span.LAST_QUARTER)
    assert told == [QUARTER]
    assert (picker.first.text(), picker.last.text()) == ("01/07/2026", "30/09/2026")


def test_typed_days_find_their_name_and_others_are_an_own_period(picker: PeriodPicker) -> None:
    told = heard(picker)
    type_day(picker, "01072026")
    assert picker.span.value() is Span.OTHER
    type_day(picker, "30/9/2026", is_last=True)
    assert picker.span.value() is Span.LAST_QUARTER
    assert told == [Period(QUARTER.first, NOVEMBER.last), QUARTER]


def test_a_day_that_is_none_is_said_and_asks_for_nothing(picker: PeriodPicker) -> None:
    told = heard(picker)
    type_day(picker, "31/02/2026")
    assert told == []
    assert picker.period() is None
    assert picker.first.property("wrong") and not picker.last.property("wrong")
    type_day(picker, "28/02/2026")
    assert not picker.first.property("wrong")
    assert told == [Period(date(2026, 2, 28), NOVEMBER.last)]


def test_at_midnight_a_named_period_goes_on_and_an_own_one_stays(picker: PeriodPicker) -> None:
    told = heard(picker)
    picker.set_today(date(2026, 12, 1))
    assert told == [Period(date(2026, 12, 1), date(2026, 12, 31))]
    type_day(picker, "05122026")
    picker.set_today(date(2027, 1, 1))
    assert picker.period() == Period(date(2026, 12, 5), date(2026, 12, 31))


def test_under_labels_the_fault_stands_beneath_its_day(qtbot: QtBot) -> None:
    fields = PeriodFields(TODAY, Span.MONTH)
    labelled = fields.labelled()
    for each in labelled.values():
        assert isinstance(each, LabelledField)
        qtbot.addWidget(each)
    fields.last.setText("khong")
    fields.last.editingFinished.emit()
    assert labelled["last"].line
    assert not labelled["first"].line
