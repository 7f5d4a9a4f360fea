"""The people of the form: cards, known persons, communes, and dossiers they already have."""

from dataclasses import replace
from functools import partial

from counter_app.domain.citizen_card import CitizenCard
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import Refusal
from counter_app.domain.moments import day_of
from counter_app.domain.people import Address, Person, tidy_id_number
from counter_app.domain.places import Commune, PlaceSuggestion
from counter_app.ui.intake.form import IntakeForm, PersonForm
from counter_app.ui.intake.ports import IntakePorts
from counter_app.ui.intake.reading import read_form
from counter_app.ui.intake.screen import Doubles, IntakeScreen, Offer, Offers, PlaceChoice
from counter_app.ui.intake.sentences import doubles_words, said_name
from counter_app.ui.notices import Action, Notice, Tone
from counter_app.ui.words import sentence_of, spaced_number

MOST_PLACES = 10
MANGLED = "Máy quét làm hỏng dấu: kiểm tra họ tên và địa chỉ."
WARNINGS = {
    "sex_differs": "Số thẻ không khớp giới tính ghi trên thẻ, xin xem lại thẻ.",
    "year_differs": "Số thẻ không khớp năm sinh ghi trên thẻ, xin xem lại thẻ.",
}


class PeoplePart:
    """Fills the people's fields from cards and from what the counter already knows."""

    def __init__(self, ports: IntakePorts, screen: IntakeScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._asked_number = ""
        self._asked_doubles: tuple[str, str, str] = ("", "", "")
        self._card_offers = Offers()

    def forget(self) -> None:
        """A new form begins: nothing said about the last person stands any more."""
        self._asked_number = ""
        self._asked_doubles = ("", "", "")
        self._card_offers = Offers()
        self._screen.show_offers(Offers())
        self._screen.show_doubles(Doubles())

    # -- the card ---------------------------------------------------------------------------

    def card_scanned(self, payload: str) -> bool:
        """Fill the fields from a citizen's card; say whether anything was filled."""
        try:
            card = self._ports.read_card(payload)
        except Refusal as error:
            self._screen.show_notice(Notice(Tone.ERROR, sentence_of(error)))
            return False
        form = self._screen.form()
        who = self._screen.focused_person()
        typed = tidy_id_number(form.person(who).id_number)
        if typed and typed != card.number:
            self._ask_whose(card, form)
            return False
        self._fill(card, who)
        return True

    def _ask_whose(self, card: CitizenCard, form: IntakeForm) -> None:
        """Another person's card: the clerk says whose it is; till then nothing typed is lost."""

        def as_applicant() -> None:
            self._screen.show_notice(None)
            self._fill(card, "applicant")

        def as_submitter() -> None:
            self._screen.show_notice(None)
            self._screen.show_form(replace(self._screen.form(), has_submitter=True))
            self._fill(card, "submitter")

        owner = said_name(card.name) or card.number
        there = said_name(form.applicant.name) or "người khác"
        self._screen.show_notice(
            Notice(
                Tone.WARN,
                f"Thẻ vừa quét là của {owner}, còn hồ sơ đang ghi {there}.",
                (
                    Action("Người nộp thay", as_submitter),
                    Action("Thay chủ hồ sơ", as_applicant),
                ),
            )
        )

    def _fill(self, card: CitizenCard, who: str) -> None:
        suggestion = self._ports.suggest_place(card.residence, card.issued_on)
        form = self._screen.form()
        person = _with_card(form.person(who), card, suggestion)
        self._screen.show_form(form.with_person(who, person))
        self._card_offers = self._offers_of_card(card, suggestion, who)
        self._screen.show_offers(self._card_offers)
        self._asked_number = ""
        self.look_up(who)
        self._screen.focus(_first_open(self._screen.form(), who))

    def _offers_of_card(self, card: CitizenCard, suggestion: PlaceSuggestion, who: str) -> Offers:
        warning = MANGLED if card.is_mangled else " ".join(WARNINGS[w] for w in card.warnings)
        if is_certain(suggestion):
            return Offers(warning=warning)
        offers = tuple(
            Offer(place.name, partial(self.take_place, who, suggestion.line, place))
            for place in suggestion.candidates
        )
        if offers:
            old = suggestion.old_name.partition(",")[0] or card.residence
            question = f"Thẻ ghi “{old}”, nay là:"
        else:
            question = "" if card.is_mangled else "Chọn xã, phường ngày nay theo địa chỉ trên thẻ."
        return Offers(question, offers, warning)

    def take_place(self, who: str, line: str, place: Commune) -> None:
        """Take a commune of today that was offered for an old address."""
        form = self._screen.form()
        person = replace(form.person(who), line=line, commune=place.text, commune_code=place.code)
        self._screen.show_form(form.with_person(who, person))
        self._screen.show_offers(Offers())
        self._screen.focus(_first_open(self._screen.form(), who))

    # -- communes ---------------------------------------------------------------------------

    def search_places(self, who: str, text: str) -> None:
        """Show the communes that match what was typed."""
        form = self._screen.form()
        person = form.person(who)
        if person.commune_code:
            self._screen.show_form(form.with_person(who, replace(person, commune_code="")))
        found = self._ports.find_places(text)[:MOST_PLACES] if text.strip() else ()
        choices = tuple(PlaceChoice(place.code, place.text) for place in found)
        self._screen.show_places(who, choices)

    def pick_place(self, who: str, choice: PlaceChoice) -> None:
        """Put a commune of the list on the form."""
        form = self._screen.form()
        person = replace(form.person(who), commune=choice.text, commune_code=choice.code)
        self._screen.show_form(form.with_person(who, person))

    # -- what the counter already knows -----------------------------------------------------

    def look_up(self, who: str) -> None:
        """Ask for the last address and phone of a person whose whole number stands there."""
        number = tidy_id_number(self._screen.form().person(who).id_number)
        if len(number) != 12 or number == self._asked_number:
            return
        self._asked_number = number

        def offer(known: Person | None) -> None:
            current = tidy_id_number(self._screen.form().person(who).id_number)
            if known is not None and current == number:
                self._offer_known(who, known)

        self._ports.run(
            lambda: self._ports.known_person(number), offer, None, lane=f"intake.known.{who}"
        )

    def _offer_known(self, who: str, known: Person) -> None:
        typed = self._screen.form().person(who)
        new = with_known(typed, known)
        if new == typed:
            return
        what = " · ".join(part for part in (known.address.text, spaced_phone(known.phone)) if part)

        def take() -> None:
            form = self._screen.form()
            person = with_known(form.person(who), known)
            self._screen.show_form(form.with_person(who, person))
            self._screen.show_offers(Offers())
            self._screen.focus(_first_open(self._screen.form(), who))

        name = "" if typed.name else f"{said_name(known.name)} · "
        text = self._card_offers.text
        self._screen.show_offers(
            Offers(
                text or "Lần trước ghi:",
                (Offer(f"{name}{what}", take), *self._card_offers.offers),
                self._card_offers.warning,
            )
        )

    def look_for_doubles(self) -> None:
        """Ask whether this person already has an open dossier for this procedure."""
        form = self._screen.form()
        number = tidy_id_number(form.applicant.id_number)
        key = (form.procedure_code, number, "" if number else form.applicant.name.strip())
        if key == self._asked_doubles:
            return
        self._asked_doubles = key
        self._screen.show_doubles(Doubles())
        if not form.procedure_code or not (len(number) >= 10 or len(key[2].split()) > 1):
            return
        now = self._ports.now()
        person = read_form(form, day_of(now)).request.applicant

        def warn(rows: tuple[DossierRow, ...]) -> None:
            if rows and key == self._asked_doubles:
                newest = max(rows, key=lambda row: row.received_at)
                text = doubles_words(person, rows, day_of(now))
                self._screen.show_doubles(Doubles(text, newest.code))

        self._ports.run(
            lambda: self._ports.same_person_open(person, form.procedure_code),
            warn,
            None,
            lane="intake.doubles",
        )


def is_certain(suggestion: PlaceSuggestion) -> bool:
    """Say whether a residence names one commune of today, so that nothing is left to ask."""
    return not suggestion.old_name and len(suggestion.candidates) == 1


def spaced_phone(phone: str) -> str:
    """Return ``0912 345 678``."""
    if len(phone) != 10:
        return phone
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}"


def with_known(typed: PersonForm, known: Person) -> PersonForm:
    """Return the fields with the known address, and all else that is still empty."""
    home: Address = known.address
    commune = ", ".join(part for part in (home.commune, home.province) if part)
    filled = replace(
        typed,
        name=typed.name or known.name,
        birth=typed.birth or (f"{known.birth_on:%d/%m/%Y}" if known.birth_on else ""),
        sex=typed.sex or (known.sex.value if known.sex else ""),
        phone=typed.phone or spaced_phone(known.phone),
        email=typed.email or known.email,
    )
    if not home.text:
        return filled
    return replace(filled, line=home.line, commune=commune, commune_code=home.commune_code)


def _with_card(person: PersonForm, card: CitizenCard, suggestion: PlaceSuggestion) -> PersonForm:
    filled = replace(
        person,
        id_number=spaced_number(card.number),
        name=card.name,
        birth=f"{card.birth_on:%d/%m/%Y}",
        sex=card.sex.value if card.sex else "",
        line=suggestion.line if suggestion.candidates else card.residence,
        commune="",
        commune_code="",
    )
    if is_certain(suggestion):
        place = suggestion.candidates[0]
        return replace(filled, commune=place.text, commune_code=place.code)
    return filled


def _first_open(form: IntakeForm, who: str) -> str:
    """Return the field to go on with after a card was read."""
    person = form.person(who)
    if not form.procedure_code:
        return "procedure_code"
    if not person.commune:
        return f"{who}.commune"
    if not person.phone:
        return f"{who}.phone"
    return "papers"
