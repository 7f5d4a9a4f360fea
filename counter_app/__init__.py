"""Một cửa offline: the counter program of a commune's one-stop shop.

The rooms lie on top of each other; each uses only rooms below it:

    cli, app      commands, and the one place that builds and joins every part (read app first)
    ui            windows; the only room that knows Qt
    services      one function per thing a person can do; the only room that opens transactions
    store         the encrypted SQLite store; the only room that knows SQLAlchemy
    printing      slips, forms and charts as PDF bytes; the only room that knows reportlab
    spreadsheets  Excel and CSV, read and written; the only room that knows their libraries
    system        what the machine gives, without Qt: paths, settings, logs, scanner, clock check
    domain        the rules of the one-stop shop: plain Python, no clock, no files, no SQL

Beside them, ``demo`` and the rooms whose names begin so make the demonstrations.
One word names a feature in every room: ``intake`` is ``services/intake.py``, ``ui/intake/``
and ``tests/services/test_intake.py``. The words themselves are in ``domain/glossary.md``.
"""
