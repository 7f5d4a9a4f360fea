"""Two counters of two units and the province, over real HTTP, when all goes well."""

from tests.sync.exchange.conftest import HERE, THERE, Country


def test_what_is_taken_in_here_is_at_the_province_and_at_the_next_desk(country: Country) -> None:
    first, second = country.machine(), country.machine()
    taken = [first.take_in(f"Nguyễn Văn Thử {n}") for n in range(30)]

    sent = first.sync()
    pulled = second.sync()

    assert sent.ok, sent
    assert sent.acked == sent.head == 32
    assert pulled.ok, pulled
    assert pulled.pulled >= 32
    assert {dossier.code for dossier in taken} <= second.codes().keys()
    assert country.is_sound()
