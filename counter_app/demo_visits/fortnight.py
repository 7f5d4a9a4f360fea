"""What happened at the demonstration's two counters in the fortnight behind them."""

from datetime import datetime

from counter_app.app import Session
from counter_app.demo_visits.office import Team, decide, handed_over_at, plan, work
from counter_app.demo_visits.story import COUNTRY, TOWN, Story, everybody_comes
from counter_app.demo_visits.visits import CONTRADICTION, NEIGHBOUR_VISITS, RECEIVED, VISITS
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.states import DossierState
from counter_app.services import dossiers

SEED, NEIGHBOURS_SEED = 1843, 1849
"""Whom the two counters meet; another number makes other people."""


def play_here(session: Session, team: Team, neighbours_agency: str, now: datetime) -> None:
    """Play the fortnight of the counter that people try.

    What the neighbour forwarded is worked on as far as it has come.
    """
    story = Story(session, now, lambda at: team.at(handed_over_at(story.calendar), at))
    plan(story, team)
    work(story, team)
    everybody_comes(story, VISITS, TOWN, SEED)
    decide(story, team)
    for row, deeds in zip(_forwarded(session, neighbours_agency), RECEIVED, strict=False):
        story.goes_on(row, deeds)
    story.play()


def play_there(session: Session, now: datetime) -> None:
    """Play the days of the neighbour's counter."""
    story = Story(session, now, lambda _: session.member)
    everybody_comes(story, NEIGHBOUR_VISITS, COUNTRY, NEIGHBOURS_SEED)
    story.play()


def contradict(session: Session, agency: str, now: datetime) -> None:
    """Let the neighbour record what the other counter does not know of."""
    story = Story(session, now, lambda _: session.member)
    for row in _forwarded(session, agency)[-1:]:
        story.goes_on(row, (CONTRADICTION,))
    story.play()


def _forwarded(session: Session, agency: str) -> list[DossierRow]:
    """Return the dossiers of an agency that were forwarded, the oldest first."""
    rows = dossiers.find(session.counter, agency)
    forwarded = (row for row in rows if row.state is DossierState.FORWARDED)
    return sorted(forwarded, key=lambda row: row.received_at)
