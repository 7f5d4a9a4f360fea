"""The periodic reports on paper: the form's head, the figures across A4, who signs, the charts."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.tables import Table

from counter_app.domain.charts import Charts
from counter_app.domain.facts import SlipPaper
from counter_app.domain.form import FormSet
from counter_app.domain.moments import day_of
from counter_app.domain.report import BY_TITLES, Report, ReportForm, apart_words, value_words
from counter_app.domain.units import Unit
from counter_app.printing import phrases
from counter_app.printing.charts import sheets
from counter_app.printing.composition import Paperwork, composed_form
from counter_app.printing.filling import Filling, filling_of, head_texts
from counter_app.printing.layout import Block
from counter_app.printing.looks import Look, look_of
from counter_app.printing.paper import pdf_of
from counter_app.printing.tables import Cell, head_cell, text_cell

FORM_NUMBERS = {ReportForm.II_06A: "II.06a", ReportForm.F_07A: "07a", ReportForm.HEADLINE: "TL"}
TOTAL = "Tổng cộng"
_LINE = 0.5
_PADDING = 0.8 * mm
_MANY, _SMALL = 12, 7.0
"""From so many columns on the letters of the table are small, in points."""

_FIGURES_SHARE = 0.8
_FURTHER_HEAD = 12 * mm
"""So much of a further page its repeated head takes, at the most."""

_GREY = (0.92, 0.92, 0.92)
_Span = tuple[str, tuple[int, int], tuple[int, int]]


def report_pdf(forms: FormSet, report: Report, unit: Unit, charts: Charts) -> bytes:
    """Return a report as PDF, across A4; ``unit`` is who makes it.

    The charts, each sheet as high as a page, stand behind the signatures.

    Raises:
        FormMissing: no edition of the form is valid on the day it is made.
        FontMissing: the type faces are not where the program was installed.
    """
    form = forms.form(FORM_NUMBERS[report.form], day_of(report.made_at))
    filling = _filling(report, unit)
    sheet = look_of(SlipPaper.A4, is_wide=True).sheet
    drawn = sheets(charts, sheet.text_width, sheet.room - _FURTHER_HEAD)
    shapes = [Block(each) for each in drawn]

    def work(look: Look) -> Paperwork:
        table = Block(_table(report, _fitting(report, look)), 2 * mm + look.line_gap, look.line_gap)
        return composed_form(form, filling, look, middle=[table], after=shapes)

    return pdf_of(work, SlipPaper.A4, is_wide=True)


def _filling(report: Report, unit: Unit) -> Filling:
    period = report.period
    told_at = phrases.moment_in_figures(report.as_of) if report.is_running else ""
    return filling_of(
        {
            **head_texts(unit, day_of(report.made_at), ""),
            "from_on": f"{period.first:%d/%m/%Y}",
            "to_on": f"{period.last:%d/%m/%Y}",
            "reported_unit": _reported(report),
            "told_at": told_at,
            "apart": apart_words(report.total),
        }
    )


def _reported(report: Report) -> str:
    """Return whose figures these are: a unit's committee, or all units of an area together."""
    if report.unit_code:
        return phrases.unit_committee(report.unit_name)
    return f"{report.unit_name} ({len(report.scope)} đơn vị)"


def _fitting(report: Report, look: Look) -> Look:
    """Return the look with letters so small that no word and no figure of many columns is torn."""
    if len(report.columns) <= _MANY:
        return look
    return replace(look, cell=_small(look.cell), cell_head=_small(look.cell_head))


def _small(style: ParagraphStyle) -> ParagraphStyle:
    return ParagraphStyle(f"{style.name}-small", style, fontSize=_SMALL, leading=1.15 * _SMALL)


def _table(report: Report, look: Look) -> Flowable:
    """Return the table: two rows of heads and the column numbers on every page, then the lines."""
    columns = report.columns
    has_numbers = any(column.number for column in columns)
    heads = [_groups(report, look), _titles(report, look)]
    if has_numbers:
        numbers = ["(1)", "(2)", *(column.number for column in columns)]
        heads.append([text_cell(each, look, "centre") for each in numbers])
    rows, bold = _rows(report, look, len(heads))
    return Table(
        [*heads, *rows],
        colWidths=_widths(report, look),
        repeatRows=len(heads),
        splitByRow=1,
        style=[
            ("FONTNAME", (0, 0), (-1, -1), look.family),
            ("GRID", (0, 0), (-1, -1), _LINE, (0, 0, 0)),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
            ("TOPPADDING", (0, 0), (-1, -1), 0.8 * _PADDING),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2 * _PADDING),
            *(("BACKGROUND", (0, at), (-1, at), _GREY) for at in bold),
            *(("NOSPLIT", (0, at), (-1, at + 1)) for at in bold[:-1]),
            *_spans(report, bold[:-1]),
        ],
    )


def _groups(report: Report, look: Look) -> list[Cell]:
    heads = [head_cell("STT", look), head_cell(BY_TITLES[report.by], look)]
    before = ""
    for column in report.columns:
        text = column.group or column.title
        heads.append([] if column.group and column.group == before else head_cell(text, look))
        before = column.group
    return heads


def _titles(report: Report, look: Look) -> list[Cell]:
    titles = (head_cell(each.title, look) if each.group else [] for each in report.columns)
    return [[], [], *titles]


def _spans(report: Report, subheads: Sequence[int]) -> list[_Span]:
    """Return which cells of the heads are one; the head of a field goes across its line."""
    spans: list[_Span] = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (1, 1))]
    spans += [("SPAN", (0, at), (-1, at)) for at in subheads]
    keyed = groupby(enumerate(report.columns, 2), key=lambda each: each[1].group or each[1].key)
    for _, members in keyed:
        places = list(members)
        first, last = places[0][0], places[-1][0]
        is_grouped = bool(places[0][1].group)
        spans.append(("SPAN", (first, 0), (last, 0) if is_grouped else (first, 1)))
    return spans


def _rows(report: Report, look: Look, above: int) -> tuple[list[list[Cell]], list[int]]:
    """Return the lines and which rows stand out: the heads of fields, and the sum at the end."""
    rows: list[list[Cell]] = []
    bold = []
    empty: list[Cell] = [[] for _ in range(len(report.columns) + 1)]
    for number, line in enumerate(report.lines, 1):
        if line.group and line.group != (report.lines[number - 2].group if number > 1 else ""):
            bold.append(above + len(rows))
            rows.append([head_cell(line.group, look), *empty])
        rows.append(
            [
                text_cell(str(number), look, "centre"),
                text_cell(line.name, look),
                *(
                    text_cell(value_words(c.value(line.tally)), look, "right")
                    for c in report.columns
                ),
            ]
        )
    bold.append(above + len(rows))
    sums = (value_words(column.value(report.total)) for column in report.columns)
    rows.append([[], head_cell(TOTAL, look), *(text_cell(each, look, "right") for each in sums)])
    return rows, bold


def _widths(report: Report, look: Look) -> list[float]:
    """Return the widths: a narrow number, the figures alike, the rest for the name."""
    width = look.sheet.text_width
    count = len(report.columns)
    figure = min(17 * mm, _FIGURES_SHARE * width / count)
    number = 9 * mm
    return [number, width - number - count * figure, *[figure] * count]
