"""Enrolment with the real server: trust, accounts, and tries that break off in the middle."""

import hashlib
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from counter_app.domain.people import FieldsRefused, Role, StaffMember
from counter_app.services.accounts import AlreadyFounded
from counter_app.services.enrolment import Enrolment, enrol, settle_accounts
from counter_app.store.key_errors import WrongPassword
from sync.client.causes import Cause, ExchangeFailed
from sync.client.http import BadServerAddress, HttpLine
from sync.client.http import enrol as ask_server
from sync.client.link import Link
from sync.protocol.messages import EnrolAnswer, EnrolRequest
from sync.protocol.province import Cost
from sync.protocol.signing import Keys
from sync.server.publishing import add_staff, remove_staff
from sync.server.service import Service
from sync.server.snapshots import Snapshots
from tests.sync.exchange.conftest import HERE, THERE, Country
from tests.sync.exchange.counters import CHEAP as MACHINE_COST
from tests.sync.exchange.counters import HEAD, PASSWORD, Machine
from tests.sync.server.conftest import NO_LIMIT, served

CHEAP = Cost(1, 8, 1)


def test_an_enrolled_counter_is_who_the_province_says_it_is(country: Country) -> None:
    machine = country.machine(THERE.code)

    with machine.store.reading() as reading:
        founded = reading.counter
        staff = reading.staff.all()
    assert founded is not None
    assert (founded.unit_code, founded.unit_name, founded.desk) == (THERE.code, THERE.name, 1)
    assert founded.blocks == ((1001, 1999),)
    assert staff == (HEAD,)
    assert machine.ring().unlock(HEAD.clerk, PASSWORD, machine.clock()) == machine.key
    assert {path.name for path in machine.home.iterdir()} >= {"counter.db", "slots.json"}
    assert not list(machine.home.glob("*.enrolling*"))


def test_the_keys_of_a_counter_are_nowhere_in_the_open(country: Country) -> None:
    """Seen to fail when the keys were kept in a file beside the store until the answer came."""
    machine = country.machine()
    state = machine.state()
    machine.switch_off()
    for path in machine.home.iterdir():
        content = path.read_bytes()
        for secret in (state.sign, state.box):
            assert secret not in content
            assert secret.hex().encode() not in content


def test_a_code_that_is_not_good_founds_nothing(country: Country) -> None:
    machine = Machine(country.folder / "nobody", country.url)
    with pytest.raises(ExchangeFailed) as failed:
        machine.enrol("ABCD-EFGH")
    assert failed.value.word == "unknown_code"
    assert not machine.path.exists()


def test_an_answer_that_was_lost_is_had_again_with_the_same_code(country: Country) -> None:
    """Seen to fail when every try made keys of its own: the code was used up then."""
    machine = Machine(country.folder / "unlucky", country.url)
    machine.home.mkdir()
    code = country.code()
    wanted = Enrolment(country.url, code, HEAD, PASSWORD, cost=MACHINE_COST)

    def losing(request: EnrolRequest, keys: Keys) -> EnrolAnswer:
        line = HttpLine(country.url, keys, Link(Random(1)))
        ask_server(line, request)
        line.close()
        raise ExchangeFailed(Cause.NO_NETWORK, "the answer was lost")

    with pytest.raises(ExchangeFailed):
        enrol(machine.path, machine.home / "slots.json", wanted, losing, machine.clock())
    assert not machine.path.exists()

    country.machines.append(machine)
    enrolled = machine.enrol(code)

    assert enrolled.answer.desk == 1
    assert machine.sync().ok


def test_a_home_that_holds_a_counter_is_left_alone(country: Country) -> None:
    machine = country.machine()
    with pytest.raises(AlreadyFounded):
        machine.enrol(country.code())
    assert machine.sync().ok


def test_a_first_account_without_a_name_is_refused_before_anybody_is_asked(
    country: Country,
) -> None:
    def nobody(_: EnrolRequest, __: Keys) -> EnrolAnswer:
        raise AssertionError("the province was asked")

    wanted = Enrolment(country.url, "X", StaffMember("", ""), PASSWORD)
    with pytest.raises(FieldsRefused):
        enrol(country.folder / "a.db", country.folder / "a.json", wanted, nobody, datetime.now(UTC))


def test_a_new_clerk_logs_in_offline_and_a_dismissed_one_does_not(country: Country) -> None:
    """Seen to fail when the slot of a dismissed clerk stayed."""
    machine = country.machine()
    give(country, "hoan", "Triệu Văn Hoan", "clerk", (HERE.code,), "truc-du-phong-2026")
    give(country, "xa", "Lò Thị Xa", "head", (THERE.code,), "o-noi-khac-2026")
    machine.sync()

    assert settle_accounts(machine.store, machine.ring(), machine.key)
    assert not settle_accounts(machine.store, machine.ring(), machine.key)

    now = machine.clock()
    assert machine.ring().unlock("hoan", "truc-du-phong-2026", now) == machine.key
    with machine.store.reading() as reading:
        assert reading.staff.present("hoan") == StaffMember("hoan", "Triệu Văn Hoan", Role.CLERK)
        assert reading.staff.present("xa") is None
    assert machine.ring().clerks() == ("hoan", HEAD.clerk)

    remove_staff(country.province, "hoan", "chuyển công tác")
    machine.sync()
    assert settle_accounts(machine.store, machine.ring(), machine.key)
    with pytest.raises(WrongPassword):
        machine.ring().unlock("hoan", "truc-du-phong-2026", now)
    with machine.store.reading() as reading:
        assert reading.staff.present("hoan") is None
        assert reading.staff.by_clerk("hoan") is not None


def test_a_password_changed_here_stays_until_the_province_says_another(country: Country) -> None:
    """Seen to fail when every exchange put the province's first password back."""
    machine = country.machine()
    give(country, "hoan", "Triệu Văn Hoan", "clerk", (HERE.code,), "mat-khau-dau")
    machine.sync()
    settle_accounts(machine.store, machine.ring(), machine.key)
    now = machine.clock()
    machine.ring().change_password("hoan", "mat-khau-dau", "cua-rieng-toi", now)

    machine.sync()
    settle_accounts(machine.store, machine.ring(), machine.key)
    assert machine.ring().unlock("hoan", "cua-rieng-toi", now) == machine.key

    give(country, "hoan", "Triệu Văn Hoan", "head", (HERE.code,), "mat-khau-moi")
    machine.sync()
    settle_accounts(machine.store, machine.ring(), machine.key)
    assert machine.ring().unlock("hoan", "mat-khau-moi", now) == machine.key


def test_who_moves_to_another_unit_loses_the_slot_here(country: Country) -> None:
    machine = country.machine()
    give(country, "hoan", "Triệu Văn Hoan", "clerk", (HERE.code,), "mat-khau-dau")
    machine.sync()
    settle_accounts(machine.store, machine.ring(), machine.key)
    give(country, "hoan", "Triệu Văn Hoan", "clerk", (THERE.code,), "mat-khau-dau")
    machine.sync()
    settle_accounts(machine.store, machine.ring(), machine.key)
    assert machine.ring().clerks() == (HEAD.clerk,)


def test_an_account_that_another_counter_made_up_opens_nothing(country: Country) -> None:
    """Seen to fail when an account counted whoever spoke of it."""
    from counter_app.domain.facts import UnknownFact
    from sync.protocol.province import encode_province, new_account

    machine, rogue = country.machine(), country.machine()
    forged = new_account("gian", "Kẻ Gian", "head", (HERE.code,), "mo-cua-ra", CHEAP)
    with rogue.store.writing() as work:
        fact = UnknownFact("AccountGranted", encode_province(forged))
        work.journal.record(fact, by="lien", at=rogue.clock(), units=(HERE.code,))
    rogue.sync()
    machine.sync()

    assert not settle_accounts(machine.store, machine.ring(), machine.key)
    assert machine.ring().clerks() == (HEAD.clerk,)


def give(
    country: Country, clerk: str, name: str, role: str, units: tuple[str, ...], password: str
) -> None:
    add_staff(country.province, clerk, name, role, units, password, CHEAP)


def a_certificate(folder: Path, valid_until: datetime) -> tuple[Path, Path, str]:
    """Make a certificate for this machine that signs itself; return also its SHA-256."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "may chu tinh")])
    from ipaddress import ip_address

    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid_until - timedelta(days=30))
        .not_valid_after(valid_until)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    pem, private = folder / f"{valid_until:%y%m%d}.pem", folder / f"{valid_until:%y%m%d}.key"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    der = ssl.PEM_cert_to_DER_cert(pem.read_text("ascii"))
    return pem, private, hashlib.sha256(der).hexdigest()


@pytest.mark.parametrize("trust", ["ca", "pin", "both"])
def test_over_tls_only_the_provinces_own_server_is_one(country: Country, trust: str) -> None:
    """Seen to fail when requests added the authorities it brings along."""
    in_a_month = datetime.now(UTC) + timedelta(days=20)
    pem, private, pin = a_certificate(country.folder, in_a_month)
    other = a_certificate(country.folder, in_a_month + timedelta(days=1))
    service = Service(country.province, Snapshots(country.folder / "tls"), NO_LIMIT)
    ca = pem.read_text("ascii") if trust != "pin" else ""
    with served(service, pem, private) as url:
        machine = Machine(country.folder / "tls-machine", url)
        country.machines.append(machine)
        machine.enrol(country.code(), ca=ca, pin=pin if trust != "ca" else "")
        assert machine.sync().ok
        server = machine.exchange.server()
        wrong = {
            "ca": {"ca": other[0].read_text("ascii")},
            "pin": {"pin": other[2]},
            "both": {"ca": ca, "pin": other[2]},
        }[trust]
        line = HttpLine(url, server.keys, Link(Random(1)), **wrong)
        assert machine.sync(line).cause is Cause.NOT_OUR_SERVER
        line.close()
        machine.switch_off()


def test_a_certificate_out_of_its_time_is_called_a_wrong_clock(country: Country) -> None:
    """Seen to fail when every trouble with a certificate was called a strange server."""
    pem, private, pin = a_certificate(country.folder, datetime.now(UTC) - timedelta(days=1))
    service = Service(country.province, Snapshots(country.folder / "tls"), NO_LIMIT)
    with served(service, pem, private) as url:
        machine = Machine(country.folder / "tls-machine", url)
        country.machines.append(machine)
        machine.enrol(country.code(), pin=pin)
        keys = machine.exchange.server().keys
        line = HttpLine(url, keys, Link(Random(1)), ca=pem.read_text("ascii"))
        assert machine.sync(line).cause is Cause.CLOCK_WRONG
        line.close()
        assert machine.sync().ok, "a pinned certificate has no time"
        machine.switch_off()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://may-chu.example", "plain_http"),
        ("http://10.0.0.1:8000", "plain_http"),
        ("https://may-chu.example", "no_trust"),
        ("ftp://127.0.0.1", "not_a_url"),
        ("127.0.0.1:8000", "not_a_url"),
        ("http://127.0.0.1:x", "not_a_url"),
        ("http://127.0.0.1/there", "not_a_url"),
    ],
)
def test_an_address_that_cannot_be_trusted_is_refused(url: str, why: str) -> None:
    with pytest.raises(BadServerAddress) as refusal:
        HttpLine(url, Keys.new(), Link(Random(1)))
    assert refusal.value.why == why
