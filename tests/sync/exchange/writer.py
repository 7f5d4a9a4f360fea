"""A counter in a process of its own, that records and exchanges until it is killed.

``python -m tests.sync.exchange.writer STORE KEY URL FIRST_SERIAL`` prints each serial when its
entry is saved: what the screen would call saved.
"""

import sys
from pathlib import Path
from random import Random

from sync.client.engine import sync_once
from sync.client.link import Link
from tests.sync.exchange.counters import Machine


def main(path: str, key: str, url: str, first: str) -> None:
    """Record and exchange for ever."""
    machine = Machine(Path(path).parent, url, key=bytes.fromhex(key))
    machine.switch_on()
    link = Link(Random(int(first)))
    line = machine.dial(link, url)
    serial = int(first)
    while True:
        machine.record(serial, f"Lý Văn Số {serial}")
        sys.stdout.write(f"{serial}\n")
        sys.stdout.flush()
        sync_once(machine.exchange, line, link)
        serial += 1


if __name__ == "__main__":
    main(*sys.argv[1:])
