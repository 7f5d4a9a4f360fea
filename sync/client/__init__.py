"""The counter's side of the exchange: ports, engine, link, HTTP and the thread that drives it.

``ports`` says what a counter gives and takes, ``engine.sync_once`` carries the exchanges out,
``link`` knows how much a line carries and when to try again, ``http`` is the line itself, and
``worker`` the one thread. Nothing of the counter program is known here.
"""
