"""Builds a form's blocks from its data: head, title, label lines, signatures, foot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import mm
from reportlab.platypus.flowables import Flowable, Spacer

from counter_app.domain.facts import SlipPaper
from counter_app.domain.form import Form, FormLine, Signature
from counter_app.printing.code_blocks import office_codes, roll_codes
from counter_app.printing.filling import Filling
from counter_app.printing.layout import Balanced, Block, Columns, Framed, Rule
from counter_app.printing.looks import Look
from counter_app.printing.markup import fields_in, filled, literal
from counter_app.printing.phrases import NOTHING
from counter_app.printing.tables import table_of

_LEFT_SHARE = 0.43


@dataclass(frozen=True)
class Paperwork:
    """What is to be printed: the blocks, and what surrounds them on every page.

    ``title`` names the document in its properties, where no personal data may stand; ``code``
    is repeated in the head of further pages, ``mark`` says that the paper is a copy.
    """

    title: str
    blocks: Sequence[Block]
    code: str = ""
    mark: str = ""
    foot: Flowable | None = None


def composed_form(
    form: Form,
    filling: Filling,
    look: Look,
    *,
    code: str = "",
    mark: str = "",
    has_codes: bool = True,
    middle: Sequence[Block] = (),
    after: Sequence[Block] = (),
) -> Paperwork:
    """Return a form with everything filled in, as it stands on one kind of paper.

    ``code`` stands in the head of further pages, and as bars and QR code under the title where
    the form ``has_codes``. ``middle`` stands between the lines and the notes, ``after`` behind
    the signatures.
    """
    is_roll = look.paper is SlipPaper.K80
    head = _stacked_head if is_roll else _head
    codes = roll_codes if is_roll else office_codes
    blocks = [
        *head(form, filling, look),
        Block(Balanced(literal(form.title, look.title)), look.title_gap, 2.5 * mm),
        *(codes(code, look) if code and has_codes else ()),
        *_body(form, filling, look, middle),
        *after,
    ]
    return Paperwork(form.title, blocks, code, mark or form.mark, _foot(form, filling, look))


def _body(form: Form, filling: Filling, look: Look, middle: Sequence[Block]) -> list[Block]:
    """Return everything between the title and the foot; the last line keeps the signatures."""
    blocks = list(_lines(form.lines, filling, look))
    if form.table:
        body = table_of(form.table, filling, look)
        blocks.append(Block(body, 2 * mm + look.line_gap, look.line_gap))
    blocks += middle
    blocks += _lines(form.notes, filling, look)
    if form.signatures:
        blocks[-1] = replace(blocks[-1], keeps_with_next=True)
        blocks.append(signature_block(form.signatures, filling, look))
    return blocks


def _head(form: Form, filling: Filling, look: Look) -> list[Block]:
    """Return the head in two centred columns, the number and the day on one line under them."""
    shares = (_LEFT_SHARE, 1 - _LEFT_SHARE)
    columns = (
        _head_column(form.head.left, filling, look, 0.4),
        _head_column(form.head.right, filling, look, 1),
    )
    number = [Block(filled(form.head.number, filling, look.head))]
    day = [Block(filled(form.head.place_and_day, filling, look.head))]
    return [Block(Columns(columns, shares)), Block(Columns((number, day), shares), 1.2 * mm)]


def _stacked_head(form: Form, filling: Filling, look: Look) -> list[Block]:
    """Return the head for a narrow roll: everything under each other."""
    return [
        *_head_column(form.head.right, filling, look, 1),
        *_with_gap(_head_column(form.head.left, filling, look, 0.4), 2 * mm),
        Block(filled(form.head.number, filling, look.head), 1 * mm),
        Block(filled(form.head.place_and_day, filling, look.head), 0.5 * mm),
    ]


def _lines(lines: Sequence[FormLine], filling: Filling, look: Look) -> Iterator[Block]:
    """Return the label lines in the order of the form, each list under its line."""
    for line in lines:
        if not line.only_with or filling.has(line.only_with):
            yield from _line(line, filling, look)


def signature_block(signatures: Sequence[Signature], filling: Filling, look: Look) -> Block:
    """Return the signatures side by side; a single one stands on the right."""
    columns = [_signature(each, filling, look) for each in signatures]
    if len(columns) == 1:
        columns.insert(0, [])
    share = 1 / len(columns)
    return Block(Columns(columns, [share] * len(columns)), look.signing_gap)


def _foot(form: Form, filling: Filling, look: Look) -> Flowable | None:
    parts = [p.text for p in form.foot if not p.only_with or filling.has(p.only_with)]
    return Balanced(filled(f"*{' '.join(parts)}*", filling, look.foot)) if parts else None


def _head_column(
    texts: tuple[str, ...], filling: Filling, look: Look, rule_share: float
) -> list[Block]:
    """Return centred lines with a rule under them, a share as long as the last line."""
    lines = [Balanced(filled(text, filling, look.head)) for text in texts]
    return [*(Block(line) for line in lines), Block(Rule(lines[-1], rule_share), 0.8 * mm)]


def _with_gap(blocks: list[Block], gap: float) -> list[Block]:
    return [Block(blocks[0].body, gap), *blocks[1:]]


def _line(line: FormLine, filling: Filling, look: Look) -> Iterator[Block]:
    items = filling.lists.get(line.items, ())
    text = line.text if items or not line.items else f"{line.text} {NOTHING}"
    yield _label(line, text, filling, look, has_items=bool(items))
    for number, item in enumerate(items, start=1):
        yield Block(literal(item, look.item, bullet=f"{number}."), 0.5 * look.line_gap)


def _label(line: FormLine, text: str, filling: Filling, look: Look, *, has_items: bool) -> Block:
    if line.look == "promise":
        return _promise(text, filling, look)
    styles = {"small": look.small, "sentence": look.sentence, "centred": look.centred}
    style = styles.get(line.look, look.line)
    paragraph = filled(text, filling, style, look.wide_gap)
    return Block(paragraph, look.line_gap, keeps_with_next=has_items)


def _promise(text: str, filling: Filling, look: Look) -> Block:
    """Return the line of the promise: the label, and large under it what is promised."""
    label, mark, promised = text.partition("**")
    blocks = [Block(filled(label, filling, look.promise_label))]
    if mark:
        paragraph = filled(mark + promised, filling, look.promise)
        is_centred = look.promise.alignment == TA_CENTER
        blocks.append(Block(Balanced(paragraph) if is_centred else paragraph, 1))
    gap = look.promise_gap
    return Block(Framed(blocks, look.promise_frame), look.line_gap + gap, gap)


def _signature(signature: Signature, filling: Filling, look: Look) -> list[Block]:
    blocks = [Block(filled(f"**{signature.title}**", filling, look.signature))]
    if signature.hint:
        blocks.append(Block(filled(f"*{signature.hint}*", filling, look.signature)))
    if signature.name and all(filling.has(name) for name in fields_in(signature.name)):
        name = filled(f"**{signature.name}**", filling, look.signature)
        blocks.append(Block(name, look.signing_room))
    else:
        blocks.append(Block(Spacer(1, look.signing_room)))
    return blocks
