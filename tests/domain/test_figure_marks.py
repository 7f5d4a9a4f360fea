"""What figures go by, against the fold, whatever several counters did to a dossier.

Seen to catch: an entry in dispute that moved the due moment; a pause that outlived its end.
"""

from datetime import timedelta

from hypothesis import given

from counter_app.domain.dossier import fold
from counter_app.domain.figure_marks import SpellKind, marks_of, spells_of
from counter_app.domain.states import RUNNING, DossierState
from tests.domain.test_causal_graphs import Work, played, works


@given(works)
def test_the_last_spell_is_what_the_fold_says(work: list[Work]) -> None:
    for known in played(work).known:
        if not known:
            continue
        dossier = fold(known.values())
        spells = spells_of(dossier)
        if dossier.state is DossierState.PAUSED:
            assert spells[-1].kind is SpellKind.PAUSED
        if dossier.state in RUNNING and spells:
            is_late = spells[-1].kind is SpellKind.LATE
            assert is_late == dossier.counts_late
        assert (spells[-1].due_at if spells else dossier.due_at) == dossier.due_at
        assert [each.since for each in spells] == sorted(each.since for each in spells)
        assert not (dossier.counts_late and not spells and dossier.state in RUNNING)


@given(works)
def test_what_is_finished_was_received_before(work: list[Work]) -> None:
    for known in played(work).known:
        if known:
            dossier = fold(known.values())
            marks = marks_of(dossier)
            assert bool(marks.finished_at) == bool(marks.outcome)
            if marks.finished_at:
                assert marks.finished_at - dossier.intake.received_at >= timedelta(0)
