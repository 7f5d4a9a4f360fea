"""The periodic reports of a unit or of all units in scope, and the dossiers behind a figure.

The figures of a period are counted once for all its reports, whatever they are by, and those of
a unit again when something of it was recorded or became overdue.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from weakref import WeakKeyDictionary

from counter_app.domain.charts import PAPER, ChartColours, Charts, charts_of
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import Refusal
from counter_app.domain.figures import Figure, Period, Tally, tally_of
from counter_app.domain.moments import as_utc
from counter_app.domain.plain_text import fold
from counter_app.domain.report import By, Report, ReportForm, ReportLine
from counter_app.services.counter import Counter
from counter_app.services.exporting import ExportKind, Taker, record_export, write_whole
from counter_app.services.scope import asked_scope, followed, unit_names
from counter_app.services.trend import weeks_of
from counter_app.store.figures import Cube, Group, NotAccepted
from counter_app.store.store import Reading, Store

MOST_KEPT = 4
"""So many periods are remembered: their figures answer at once until something changes."""

FIGURES = "figures"
"""The word under which the export of a report stands in the journal."""

NO_FIELD = "Chưa rõ lĩnh vực"
NO_PROCEDURE = "Chưa rõ thủ tục"


class FileKindUnknown(Refusal):
    """A report was to be written to a file whose suffix names no kind of file it can have."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


@dataclass(frozen=True)
class Behind:
    """A page of what is behind a figure, and how much there is in all.

    Of papers that were not accepted there is no dossier: they stand in ``not_accepted``.
    """

    rows: tuple[DossierRow, ...]
    total: int
    not_accepted: tuple[NotAccepted, ...] = ()


@dataclass(frozen=True)
class _Counted:
    """The figures of a period with what was not accepted in it."""

    period: Period
    cube: Cube
    not_accepted: tuple[NotAccepted, ...]

    def is_of(self, period: Period, as_of: datetime, position: int) -> bool:
        """Tell whether these are the figures of a period at a moment, still the same."""
        cube = self.cube
        is_near = cube.as_of <= as_of <= cube.lasts_until
        return self.period == period and cube.position == position and is_near


_KEPT: WeakKeyDictionary[Store, list[_Counted]] = WeakKeyDictionary()


def units(counter: Counter) -> tuple[tuple[str, str], ...]:
    """Return the units of which reports can be made, with their names: the own one first."""
    with counter.store.reading() as reading:
        names = unit_names(counter, reading)
        return tuple((code, names(code)) for code in followed(counter, reading))


def report(
    counter: Counter,
    form: ReportForm,
    period: Period,
    by: By,
    now: datetime,
    unit: str | None = None,
) -> Report:
    """Return a report on a period, of one unit or (None) of all units in scope.

    A period that is over is told as of its last moment, one that runs as of now.

    Raises:
        PeriodBackwards, PeriodTooLong, PeriodNotBegun: the period makes no sense.
        UnitNotInScope: this counter does not follow the unit.
        FiguresDisagree: (3) is not (7) + (11); the lists have to be made anew.
    """
    period.check(now)
    with counter.store.reading() as reading:
        return _report(counter, reading, form, period, by, now, unit)


def charts(counter: Counter, asked: Report) -> Charts:
    """Return the charts of a report: of the same units and days, told for the same moment."""
    with counter.store.reading() as reading:
        return _charts(counter, reading, asked)


def charts_pdf(
    counter: Counter,
    asked: Report,
    colours: ChartColours = PAPER,
    size: tuple[float, float] | None = None,
) -> bytes:
    """Return the charts of a report as PDF: for paper, or of a size in points for the screen.

    Raises:
        FontMissing: the type face is not there.
    """
    from counter_app.printing.charts import charts_pages

    return charts_pages(charts(counter, asked), colours, size)


def _report(
    counter: Counter,
    reading: Reading,
    form: ReportForm,
    period: Period,
    by: By,
    now: datetime,
    unit: str | None,
) -> Report:
    scope = asked_scope(counter, reading, unit)
    counted = _counted(counter, reading, period, period.as_of(now))
    tallies = _in_scope(counter, counted, scope)
    lines = _lines(counter, reading, by, scope, tallies)
    name = unit_names(counter, reading)(unit or counter.desk.unit.code)
    made = Report(
        form=form,
        by=by,
        period=period,
        unit_code=unit or (scope[0] if len(scope) == 1 else ""),
        unit_name=name,
        scope=scope,
        as_of=counted.cube.as_of,
        made_at=as_utc(now),
        lines=lines,
        total=tally_of(line.tally for line in lines),
    )
    for tally in (*(line.tally for line in lines), made.total):
        tally.check()
    return made


def _charts(counter: Counter, reading: Reading, asked: Report) -> Charts:
    counted = _counted(counter, reading, asked.period, asked.as_of)
    tallies = _in_scope(counter, counted, asked.scope)
    units, fields = (
        _lines(counter, reading, by, asked.scope, tallies) for by in (By.UNIT, By.FIELD)
    )
    weeks = weeks_of(reading, asked, counter.desk.unit.code)
    return charts_of(asked, weeks, units, fields)


def rows_behind(
    counter: Counter,
    asked: Report,
    figure: Figure,
    key: str | None = None,
    offset: int = 0,
    most: int = 200,
) -> Behind:
    """Return a page of what a figure of a report counts, in one line (its key) or in all (None).

    It is counted for the same moment as the report; what was recorded since is in it.
    """
    with counter.store.reading() as reading:
        counted = _counted(counter, reading, asked.period, asked.as_of)
        tallies = _in_scope(counter, counted, asked.scope)
        chosen = {
            group: tally.count(figure)
            for group, tally in tallies.items()
            if key is None or _key_of(counter, asked.by, group) == key
        }
        if figure is Figure.NOT_ACCEPTED:
            found = tuple(each for each in counted.not_accepted if each.group in chosen)
            return Behind((), len(found), found[offset : offset + most])
        return _page(reading, counted, figure, chosen, offset, most)


def file_name(asked: Report, kind: ExportKind) -> str:
    """Return the name that is proposed for a file: ``bao-cao-II.06a-2026-01-01-2026-12-31.pdf``."""
    period = asked.period
    return f"bao-cao-{asked.form.value}-{period.first}-{period.last}.{kind.value}"


def export(counter: Counter, asked: Report, kind: ExportKind, path: Path, taker: Taker) -> None:
    """Write a report to a file; on paper its charts follow, told from one snapshot with it.

    Raises:
        PurposeRefused, ClockBehind: as in ``exporting.record_export``; there is no file then.
        CannotExport: the file could not be written; nothing is left of it.
        FormMissing, FontMissing: the paper cannot be made.
    """
    record_export(counter, FIGURES, taker)
    if kind is ExportKind.EXCEL:
        from counter_app.spreadsheets.report import write_report

        write_report(path, asked)
        return
    from counter_app.printing.report import report_pdf

    with counter.store.reading() as reading:
        unit = asked.unit_code or None
        told = _report(counter, reading, asked.form, asked.period, asked.by, asked.made_at, unit)
        shapes = _charts(counter, reading, told)
    pdf = report_pdf(counter.forms, told, counter.desk.unit, shapes)
    write_whole(path, pdf)


def _page(
    reading: Reading,
    counted: _Counted,
    figure: Figure,
    chosen: Mapping[Group, int],
    offset: int,
    most: int,
) -> Behind:
    """Read only the groups in which the page lies: how many each has is known."""
    groups, skip, before = [], offset, 0
    for group, count in chosen.items():
        if count and before + count > offset and before < offset + most:
            groups.append(group)
        elif count and before + count <= offset:
            skip -= count
        before += count
    rows: tuple[DossierRow, ...] = ()
    if groups:
        as_of = counted.cube.as_of
        rows = reading.figures.behind(figure, groups, counted.period, as_of, skip, most)
    return Behind(rows, before)


def _counted(counter: Counter, reading: Reading, period: Period, as_of: datetime) -> _Counted:
    kept = _KEPT.setdefault(counter.store, [])
    position = reading.figures.position()
    found = next((each for each in kept if each.is_of(period, as_of, position)), None)
    if found is None:
        fields = {each.code: each.field for each in counter.catalogue.procedures}
        before = next((each.cube for each in kept if each.period == period), None)
        found = _Counted(
            period,
            reading.figures.cube(period, as_of, before),
            reading.figures.not_accepted(period, as_of, lambda code: fields.get(code, "")),
        )
        kept[:] = [each for each in kept if each.period != period][1 - MOST_KEPT :]
        kept.append(found)
    return found


def _in_scope(counter: Counter, counted: _Counted, scope: Iterable[str]) -> dict[Group, Tally]:
    """Return the tallies of the groups in scope, with what was not accepted."""
    known = frozenset(scope)
    found = {
        group: tally
        for group, tally in counted.cube.tallies.items()
        if _unit_of(counter, group) in known
    }
    for each in counted.not_accepted:
        if _unit_of(counter, each.group) in known:
            one = Tally({Figure.NOT_ACCEPTED: 1})
            found[each.group] = tally_of((found.get(each.group, Tally({})), one))
    return found


def _unit_of(counter: Counter, group: Group) -> str:
    """Return a group's unit; dossiers that name none are this counter's own."""
    return group.unit_code or counter.desk.unit.code


def _key_of(counter: Counter, by: By, group: Group) -> str:
    match by:
        case By.UNIT:
            return _unit_of(counter, group)
        case By.FIELD:
            return group.field
        case By.PROCEDURE:
            return group.procedure_code
    return group.clerk


def _lines(
    counter: Counter,
    reading: Reading,
    by: By,
    scope: Sequence[str],
    tallies: Mapping[Group, Tally],
) -> tuple[ReportLine, ...]:
    """Return the lines in the order of their names; every unit in scope has one."""
    parts: defaultdict[str, list[Tally]] = defaultdict(list)
    groups: dict[str, str] = {}
    if by is By.UNIT:
        parts.update((code, []) for code in scope)
    for group, tally in tallies.items():
        key = _key_of(counter, by, group)
        parts[key].append(tally)
        groups.setdefault(key, group.field if by is By.PROCEDURE else "")
    name = _namer(counter, reading, by, parts)
    lines = (
        ReportLine(key, name(key), groups.get(key, ""), tally_of(each))
        for key, each in parts.items()
    )
    return tuple(sorted(lines, key=lambda line: (fold(line.group), fold(line.name), line.key)))


def _namer(counter: Counter, reading: Reading, by: By, keys: Iterable[str]) -> Callable[[str], str]:
    match by:
        case By.UNIT:
            return unit_names(counter, reading)
        case By.FIELD:
            return lambda key: key or NO_FIELD
        case By.PROCEDURE:
            known = {each.code: each.name for each in counter.catalogue.procedures}
            others = reading.figures.procedure_names(key for key in keys if key not in known)
            return lambda key: known.get(key) or (others[key] if key else NO_PROCEDURE)
    people = reading.staff.names()
    return lambda key: people.get(key, key)
