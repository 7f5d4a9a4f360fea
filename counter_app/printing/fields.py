"""What the forms' data files may name: the fields, the lists and the tables of each form.

A name that is not here is refused when the files are read, and not at the first citizen's slip.
"""

from collections.abc import Mapping

HEAD = frozenset(
    {
        *("unit_caps", "office", "office_caps", "office_stem", "agency", "unit_in_province"),
        *("unit_phone", "place", "day", "month", "year", "clerk_name"),
    }
)
_PERSON = ("name", "id", "address", "phone", "email")
_APPLICANT = frozenset(f"applicant_{part}" for part in _PERSON)
_SUBMITTER = frozenset(f"submitter_{part}" for part in _PERSON) | {"authorisation"}
_DOSSIER = frozenset(
    {
        *("code", "serial", "day_serial", "book", "procedure", "sets", "limit", "fees"),
        *("received_at", "competent_office", "counted_from", "due_at", "channel_out"),
        *("slip_number", "replaces", "replaced_at", "former_code"),
    }
)
_LETTER = HEAD | _APPLICANT | {"number", "code", "procedure", "reason", "contact", "contact_phone"}
_REPORT = HEAD | {"from_on", "to_on", "reported_unit", "told_at", "apart"}
_REPORTS = ("II.06a", "07a", "TL")
_RECEIVED = frozenset({"received_day", "received_month", "received_year", "due_at"})

FIELDS: Mapping[str, frozenset[str]] = {
    "01": HEAD | _APPLICANT | _SUBMITTER | _DOSSIER,
    "02": _LETTER,
    "03": _LETTER,
    "04": _LETTER | _RECEIVED | {"new_due_on"},
    "05": _LETTER | _RECEIVED | {"stopped_on"},
    "06": HEAD
    | {"number", "code", "handling", "coordinating", "received_at", "due_at", "printed_at"},
    "07": HEAD | {"number", "book", "field", "from_on", "to_on", "row_count"},
    "BC": HEAD | {"listed_at", "row_count"},
    "BG": HEAD
    | {
        *("shift", "from_at", "to_at", "giver", "receiver", "receiver_name", "slips_printed"),
        *("cash", "cash_before", "cash_taken", "transfers", "receipts", "note", "remark"),
        "printed_at",
    },
    **dict.fromkeys(_REPORTS, _REPORT),
}
"""The fields that each form may use, by the form's number.

``BC`` is the list for the postman (bưu chính), ``BG`` the sheet of a shift (bàn giao), ``TL`` the
table of shares (tỷ lệ).
"""

LISTS: Mapping[str, frozenset[str]] = {
    "01": frozenset({"papers", "owed_papers"}),
    "02": frozenset({"missing"}),
    **dict.fromkeys(("03", "04", "05", "06", "07", "BC"), frozenset[str]()),
    "BG": frozenset({"papers"}),
    **dict.fromkeys(_REPORTS, frozenset[str]()),
}
"""The lists that each form may print as numbered lines."""

ROWS: Mapping[str, Mapping[str, frozenset[str]]] = {
    **{number: {} for number in ("01", "02", "03", "04", "05", "BG", *_REPORTS)},
    "06": {
        "hand_overs": frozenset(
            {"giver", "receiver", "at", "standing", "note", "giver_name", "receiver_name"}
        )
    },
    "07": {
        "dossiers": frozenset(
            {
                *("order", "code", "procedure", "applicant", "address", "phone", "handling"),
                *("received_at", "due_at", "returned_at", "channel_out", "receiver"),
            }
        )
    },
    "BC": {
        "results": frozenset({"order", "code", "receiver", "address", "phone", "tracking", "what"})
    },
}
"""The tables that each form may print, and the fields of their rows."""
