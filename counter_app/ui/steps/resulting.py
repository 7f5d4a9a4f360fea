"""The panels of the result, its return, the fee and the citizen's rating; no Qt."""

from collections.abc import Mapping
from typing import Any

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import ChannelOut, PayMethod, RatedBy, Satisfaction
from counter_app.domain.steps import Step
from counter_app.services.returning import HandOut, Result
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.notices import Question
from counter_app.ui.steps.fields import Kind, StepField, StepForm, Values
from counter_app.ui.steps.kinds import (
    NOW_OR_THEN,
    SATISFACTIONS,
    Record,
    StepContext,
    StepKind,
    done_at_field,
    note_field,
)
from counter_app.ui.steps.offers import owed
from counter_app.ui.steps.reading import StepReader
from counter_app.ui.words import CHANNEL_OUT_WORDS, amount_words, number_words
from counter_app.ui.words_of_following import PAY_METHODS, RATED_BY_WORDS, SATISFACTION_LEVELS

_NOT_POST = (ChannelOut.DESK.value, ChannelOut.ELECTRONIC.value)


def _ready(context: StepContext) -> StepForm:
    kind = StepField("kind", "Loại kết quả", placeholder="như Giấy khai sinh, Quyết định")
    number = StepField("number", "Số kết quả", placeholder="nếu có", width=220)
    solved = StepField("solved_at", "Giải quyết xong lúc", placeholder=NOW_OR_THEN)
    return StepForm(
        Step.MARK_READY,
        "Ghi nhận kết quả",
        "Ghi có kết quả",
        ((kind, number), (solved, done_at_field("Về quầy lúc")), (note_field(),)),
        {},
        about="Lúc giải quyết xong là mốc tính trước hạn, đúng hạn hay quá hạn.",
    )


def _read_result(context: StepContext, reader: StepReader) -> Record:
    result = Result(
        reader.text("kind"),
        reader.text("number"),
        reader.moment("solved_at"),
        reader.text("note"),
    )
    done_at = reader.moment("done_at")
    return lambda by, now: context.services.mark_ready(
        context.code, result, by, now, done_at=done_at
    )


def _is_ready(dossier: Dossier) -> str:
    return f"Đã ghi có kết quả hồ sơ {dossier.code}; chờ người dân nhận."


def _return_fields() -> tuple[tuple[StepField, ...], ...]:
    channel = StepField(
        "channel",
        "Nhận kết quả",
        Kind.CHOICE,
        choices=tuple((each.value, CHANNEL_OUT_WORDS[each]) for each in ChannelOut),
        width=250,
    )
    receiver = StepField("receiver", "Người nhận", hint="Người ký nhận; quét thẻ để điền.")
    number = StepField("receiver_id", "Số thẻ người nhận", width=190)
    tracking = StepField(
        "tracking", "Số vận đơn", shown_if=("channel", (ChannelOut.POST.value,)), width=220
    )
    level = StepField(
        "satisfaction",
        "Mức độ hài lòng",
        Kind.CHOICE,
        choices=SATISFACTIONS,
        shown_if=("channel", _NOT_POST),
        width=220,
    )
    return (
        (channel, receiver, number),
        (tracking, level, done_at_field("Trả lúc")),
        (note_field(),),
    )


def _return(context: StepContext) -> StepForm:
    intake = context.dossier.intake
    who = intake.submitter.person if intake.submitter else intake.applicant
    return StepForm(
        Step.RETURN,
        "Trả kết quả",
        "Trả kết quả",
        _return_fields(),
        {
            "channel": intake.channel_out.value,
            "receiver": said_name(who.name),
            "receiver_id": who.id_number,
            "satisfaction": "",
        },
        about=_result_words(context.dossier),
        warning=_fee_warning(context.dossier),
        takes_card=True,
    )


def _result_words(dossier: Dossier) -> str:
    result = dossier.result
    if result is None:
        return ""
    number = f" số {result.number}" if result.number else ""
    return f"Kết quả: {result.kind or 'theo hồ sơ'}{number}."


def _fee_warning(dossier: Dossier) -> str:
    left = owed(dossier)
    return f"Chưa ghi thu {amount_words(left)} lệ phí của hồ sơ này." if left else ""


def _card(context: StepContext, payload: str, values: Values) -> Mapping[str, Any]:
    card = context.known.read_card(payload)
    return {"receiver": said_name(card.name), "receiver_id": card.number}


def _hand_out(reader: StepReader) -> HandOut:
    channel = ChannelOut(reader.raw("channel"))
    level = reader.text("satisfaction")
    is_post = channel is ChannelOut.POST
    return HandOut(
        channel=channel,
        receiver=reader.required("receiver"),
        receiver_id=reader.text("receiver_id"),
        tracking=reader.required("tracking") if is_post else "",
        satisfaction=Satisfaction(level) if level and not is_post else None,
        note=reader.text("note"),
    )


def _read_return(context: StepContext, reader: StepReader) -> Record:
    how, done_at = _hand_out(reader), reader.moment("done_at")
    return lambda by, now: context.services.hand_out(context.code, how, by, now, done_at=done_at)


def _return_question(context: StepContext, reader: StepReader) -> Question:
    channel = ChannelOut(reader.raw("channel"))
    how = {
        ChannelOut.DESK: "nhận tại quầy",
        ChannelOut.POST: "nhận qua bưu chính",
        ChannelOut.ELECTRONIC: "nhận bản điện tử",
    }[channel]
    return Question(
        "Trả kết quả?",
        f"{reader.text('receiver')} {how} kết quả hồ sơ {context.dossier.code} "
        f"của {context.applicant}.",
        "Trả kết quả",
    )


def _was_returned(dossier: Dossier) -> str:
    receiver = dossier.returned.receiver if dossier.returned else ""
    return f"Đã trả kết quả hồ sơ {dossier.code} cho {receiver}."


def _pay(context: StepContext) -> StepForm:
    dossier = context.dossier
    left = owed(dossier)
    method = StepField(
        "method",
        "Hình thức",
        Kind.CHOICE,
        choices=tuple((each.value, words) for each, words in PAY_METHODS.items()),
    )
    fees = "; ".join(f"{f.name} {amount_words(f.amount)}" for f in dossier.intake.fees)
    paid = f" Đã thu {amount_words(dossier.paid)}." if dossier.paid else ""
    return StepForm(
        Step.PAY_FEE,
        "Thu phí, lệ phí",
        "Ghi đã thu",
        (
            (StepField("amount", "Số tiền"), StepField("receipt", "Số biên lai"), method),
            (note_field(), done_at_field("Thu lúc")),
        ),
        {"amount": number_words(left) if left else "", "method": PayMethod.CASH.value},
        about=f"Theo hồ sơ: {fees}.{paid}" if fees else f"Hồ sơ không ghi khoản thu nào.{paid}",
    )


def _read_fee(context: StepContext, reader: StepReader) -> Record:
    amount, receipt = reader.amount("amount"), reader.required("receipt")
    method, note = PayMethod(reader.raw("method")), reader.text("note")
    done_at = reader.moment("done_at")
    return lambda by, now: context.services.pay_fee(
        context.code, amount, receipt, by, now, method=method, note=note, done_at=done_at
    )


def _was_paid(dossier: Dossier) -> str:
    last = dossier.payments[-1]
    return f"Đã ghi thu {amount_words(last.amount)}, biên lai {last.receipt}, {dossier.code}."


def _rate(context: StepContext) -> StepForm:
    level = StepField(
        "level",
        "Mức độ hài lòng",
        Kind.CHOICE,
        choices=tuple((each.value, words) for each, words in SATISFACTION_LEVELS.items()),
    )
    by = StepField(
        "rated_by",
        "Người đánh giá",
        Kind.CHOICE,
        choices=tuple((each.value, words) for each, words in RATED_BY_WORDS.items()),
    )
    comment = StepField("comment", "Ý kiến", Kind.AREA)
    return StepForm(
        Step.RATE,
        "Đánh giá của người dân",
        "Ghi đánh giá",
        ((level, by), (comment,)),
        {"level": Satisfaction.SATISFIED.value, "rated_by": RatedBy.CLERK.value},
    )


def _read_rating(context: StepContext, reader: StepReader) -> Record:
    level, by_whom = Satisfaction(reader.raw("level")), RatedBy(reader.raw("rated_by"))
    comment = reader.text("comment")
    return lambda by, now: context.services.rate(
        context.code, level, by, now, rated_by=by_whom, comment=comment
    )


def _was_rated(dossier: Dossier) -> str:
    words = SATISFACTION_LEVELS[dossier.ratings[-1].level]
    return f"Đã ghi đánh giá “{words}” cho hồ sơ {dossier.code}."


KINDS = (
    StepKind(Step.MARK_READY, _ready, _read_result, _is_ready),
    StepKind(
        Step.RETURN,
        _return,
        _read_return,
        _was_returned,
        question=_return_question,
        card=_card,
    ),
    StepKind(Step.PAY_FEE, _pay, _read_fee, _was_paid),
    StepKind(Step.RATE, _rate, _read_rating, _was_rated),
)
