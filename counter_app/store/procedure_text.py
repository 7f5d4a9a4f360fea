"""Procedures as text: the JSON in which files, publications and decisions carry them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import msgspec

from counter_app.domain.deadline import TimeLimit
from counter_app.domain.errors import CounterError, Refusal
from counter_app.domain.facts import ChannelIn, FeeLine
from counter_app.domain.procedure import (
    Catalogue,
    FeeKind,
    Procedure,
    RequiredPaper,
    SupplementRule,
)


class NotAProcedure(Refusal):
    """A text that describes no procedure; ``detail`` is what a reader of JSON says of it."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class _PaperRow(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    name: str
    originals: int = 0
    copies: int = 0
    conditional: bool = False


class _FeeRow(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    amount: int


class _ProcedureRow(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    code: str
    name: str
    field: str
    valid_from: date
    fee: FeeKind
    valid_to: date | None = None
    levels: tuple[str, ...] = ()
    limit: str = ""
    unconfirmed_amount: Decimal | None = None
    channel_limits: dict[ChannelIn, str] = {}
    limit_choices: tuple[str, ...] = ()
    limit_note: str = ""
    fee_text: str = ""
    fees: tuple[_FeeRow, ...] = ()
    papers: tuple[_PaperRow, ...] = ()
    papers_omitted: int = 0
    legal: str = ""
    source: str = ""
    note: str = ""
    supplement: SupplementRule = SupplementRule.PAUSE


class _CatalogueFile(msgspec.Struct, forbid_unknown_fields=True):
    edition: str
    read: str
    common: tuple[str, ...]
    procedures: tuple[_ProcedureRow, ...]


def catalogue_of(data: bytes) -> Catalogue:
    """Return the catalogue in a file's bytes.

    Raises:
        NotAProcedure: something in it is not what it should be.
    """
    try:
        file = msgspec.json.decode(data, type=_CatalogueFile)
        return Catalogue(tuple(map(_procedure, file.procedures)), file.common)
    except (msgspec.MsgspecError, CounterError) as fault:
        raise NotAProcedure(str(fault)) from fault


def procedure_of(text: str) -> Procedure:
    """Return the edition of a procedure in a text.

    Raises:
        NotAProcedure: it describes none.
    """
    try:
        return _procedure(msgspec.json.decode(text, type=_ProcedureRow))
    except (msgspec.MsgspecError, CounterError, RecursionError) as fault:
        raise NotAProcedure(str(fault)) from fault


def text_of(procedure: Procedure) -> str:
    """Return the text of an edition, so that ``procedure_of`` gives the same edition again."""
    return msgspec.json.encode(_row(procedure), order="sorted").decode()


def _row(procedure: Procedure) -> _ProcedureRow:
    return _ProcedureRow(
        code=procedure.code,
        name=procedure.name,
        field=procedure.field,
        valid_from=procedure.valid_from,
        valid_to=procedure.valid_to,
        levels=procedure.levels,
        limit=_limit(procedure.limit),
        unconfirmed_amount=procedure.unconfirmed_amount,
        channel_limits={channel: str(limit) for channel, limit in procedure.channel_limits},
        limit_choices=tuple(map(str, procedure.limit_choices)),
        limit_note=procedure.limit_note,
        fee=procedure.fee_kind,
        fee_text=procedure.fee_text,
        fees=tuple(_FeeRow(fee.name, fee.amount) for fee in procedure.fees),
        papers=_papers(procedure.papers),
        papers_omitted=procedure.papers_omitted_count,
        legal=procedure.legal,
        source=procedure.source,
        note=procedure.note,
        supplement=procedure.supplement,
    )


def _papers(papers: Iterable[RequiredPaper]) -> tuple[_PaperRow, ...]:
    return tuple(
        _PaperRow(paper.name, paper.original_count, paper.copy_count, paper.is_conditional)
        for paper in papers
    )


def _limit(limit: TimeLimit | None) -> str:
    return str(limit) if limit else ""


def _procedure(row: _ProcedureRow) -> Procedure:
    return Procedure(
        code=row.code,
        name=row.name,
        field=row.field,
        levels=row.levels,
        limit=TimeLimit.parse(row.limit) if row.limit else None,
        unconfirmed_amount=row.unconfirmed_amount,
        channel_limits=tuple((c, TimeLimit.parse(t)) for c, t in row.channel_limits.items()),
        limit_choices=tuple(map(TimeLimit.parse, row.limit_choices)),
        limit_note=row.limit_note,
        fee_kind=row.fee,
        fee_text=row.fee_text,
        fees=tuple(FeeLine(fee.name, fee.amount) for fee in row.fees),
        papers=tuple(
            RequiredPaper(paper.name, paper.originals, paper.copies, paper.conditional)
            for paper in row.papers
        ),
        papers_omitted_count=row.papers_omitted,
        legal=row.legal,
        source=row.source,
        note=row.note,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        supplement=row.supplement,
    )
