"""Dossiers as lines of a list, for tests."""

from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierRow


def row_of(dossier: Dossier) -> DossierRow:
    """Return the line of a dossier."""
    intake = dossier.intake
    return DossierRow(
        name=dossier.name,
        code=dossier.code,
        procedure_code=intake.procedure_code,
        procedure_name=intake.procedure_name,
        field=intake.field,
        applicant_name=intake.applicant.name,
        id_number=intake.applicant.id_number,
        phone=intake.applicant.phone,
        state=dossier.state,
        received_at=intake.received_at,
        due_at=dossier.due_at,
        channel_in=intake.channel_in,
        channel_out=intake.channel_out,
        taken_in_by=dossier.taken_in_by,
    )
