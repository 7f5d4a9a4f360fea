"""What charts show: shares that add up, the largest first, nothing drawn that is nothing."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.charts import MOST_BARS, Bar, field_bars, shown_first, unit_bars
from counter_app.domain.figures import Figure, Tally
from counter_app.domain.report import ReportLine


def a_line(name: str, counts: dict[Figure, int]) -> ReportLine:
    return ReportLine(name, name, "", Tally(counts))


@given(st.lists(st.integers(0, 5_000), max_size=120))
def test_the_shares_of_the_units_add_up_to_a_hundred(counts: list[int]) -> None:
    bars = unit_bars([a_line(f"Xã {at}", {Figure.POST: n}) for at, n in enumerate(counts)])
    if not any(counts):
        assert bars == ()
        return
    assert sum(bar.percent for bar in bars) == 100
    assert sum(bar.count for bar in bars) == sum(counts)
    assert {bar.whole for bar in bars} == {sum(counts)}
    assert [bar.count for bar in bars] == sorted(counts, reverse=True)
    shown, others = shown_first(bars)
    assert len(shown) <= MOST_BARS
    assert sum(bar.count for bar in (*shown, *others)) == sum(counts), "no dossier is left out"


def test_a_field_is_late_by_what_was_solved_late_and_what_is_overdue() -> None:
    fields = (
        a_line("Hộ tịch", {Figure.DIRECT: 8, Figure.ON_TIME: 8}),
        a_line(
            "Đất đai",
            {
                Figure.DIRECT: 3,
                Figure.CARRIED: 1,
                Figure.BEFORE_TIME: 1,
                Figure.LATE_SILENT: 1,
                Figure.OVERDUE_APOLOGISED: 1,
                Figure.IN_TIME: 1,
            },
        ),
        a_line("Chứng thực", {Figure.REFUSED: 2}),
    )
    assert field_bars(fields) == (
        Bar("Đất đai", 2, 4, Decimal(50)),
        Bar("Hộ tịch", 0, 8, Decimal(0)),
    ), "a field without anything that counts has no share"
    assert [bar.name for bar in shown_first(field_bars(fields))[0]] == ["Đất đai"]
