"""What the desk of results asks of the rest of the program, as plain callables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from counter_app.domain.citizen_card import CitizenCard, read_card
from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.people import StaffMember
from counter_app.services import collecting, returning
from counter_app.services.collecting import Done, LookedUp
from counter_app.services.counter import Counter, confirm_clock
from counter_app.services.returning import HandOut, Result
from counter_app.ui.ports import Clock, Run, SendToPrinter


@dataclass(frozen=True)
class ReturningPorts:
    """Everything outside the screen; ``current_clerk`` answers who signs at that moment."""

    run: Run
    now: Clock
    current_clerk: Callable[[], StaffMember]
    to_collect: Callable[[], tuple[DossierRow, ...]]
    look_up: Callable[[str], LookedUp]
    read_card: Callable[[str], CitizenCard]
    hand_out: Callable[[str, HandOut, StaffMember, datetime], Dossier]
    hand_out_many: Callable[[Mapping[str, HandOut], StaffMember, datetime], Done]
    mark_ready: Callable[[str, Result, StaffMember, datetime], Dossier]
    mark_many_ready: Callable[[Mapping[str, Result], StaffMember, datetime], Done]
    print_postman_list: Callable[[Sequence[str], StaffMember, datetime], object]
    confirm_clock: Callable[[StaffMember, datetime], object]


def ports_of(
    counter: Counter,
    run: Run,
    now: Clock,
    current_clerk: Callable[[], StaffMember],
    send: SendToPrinter,
) -> ReturningPorts:
    """Bind the screen to the services of one counter."""

    def print_postman_list(codes: Sequence[str], by: StaffMember, at: datetime) -> None:
        from counter_app.services import forms

        send(forms.postman_list(counter, codes, by, at), "Danh sach giao buu ta")

    return ReturningPorts(
        run=run,
        now=now,
        current_clerk=current_clerk,
        to_collect=partial(collecting.to_collect, counter),
        look_up=partial(collecting.look_up, counter),
        read_card=read_card,
        hand_out=partial(returning.hand_out, counter),
        hand_out_many=partial(collecting.hand_out_many, counter),
        mark_ready=partial(returning.mark_ready, counter),
        mark_many_ready=partial(collecting.mark_many_ready, counter),
        print_postman_list=print_postman_list,
        confirm_clock=partial(confirm_clock, counter),
    )
