"""What counters and the provincial server say to each other, and how.

**Journals.** Every counter appends to a journal of its own (``entry``). An entry's name is
(journal, seq). The digest chain ties entries together, and the counter signs its end
(``signing.sign_head``). Nothing is ever sent that the other side can compute (``columns``).

**Bodies** are MessagePack, compressed with a shared text (``codec.encode_body``), as
``version.MEDIA_TYPE``; every message may also travel as JSON. Every request but ``/v1/enrol``
carries ``Authorization`` (``signing.authorization`` over method, path and the body's bytes).
Success is status 200, the media type asked for, and a correct echo; everything else is no answer
of the server. An error answer is an ``errors.ErrorAnswer`` with a machine word and has changed
nothing; ``Retry-After`` is to be honoured.

**Enrolment**: ``POST /v1/enrol`` with ``EnrolRequest``: the one-time code, the counter's new
public keys, and a proof (``signing.sign_enrolment``). The answer says who the counter is: unit,
desk, serial blocks, scope, the server's keys. The same request has the same answer again.

**Exchange**: ``POST /v1/exchange``, one idempotent round trip that carries everything.

1. The counter sends ``ExchangeRequest``: its journal, ``epoch`` and ``cursor`` as last answered
   (empty at first), ``acked_seq`` as last answered (0 at first), its signed ``head``, and entries
   from ``acked_seq + 1`` on as ``to_columns(entries, [digest before the first])``. If the last
   of them is not the head it is signed too, as ``end``. ``blocks`` are the serial blocks it
   issues from.
2. The server takes in what is next in that journal, each entry once, and answers
   ``ExchangeAnswer``. ``journal``, ``epoch_seen``, ``cursor_seen``, ``head_seen`` must repeat
   the request's; otherwise the answer is dropped.
3. The counter stores, in one transaction: the answer's entries (``from_columns``; known names
   are skipped if the digest is the same), ``acked_seq``, ``cursor``, ``epoch``, ``blocks`` and
   ``scope`` where they are not None. Within an epoch ``acked_seq`` never goes back; in a new
   epoch it may, and the counter sends from there again.
4. All is exchanged when ``acked_seq`` is the head, ``ahead`` is 0 and ``state`` ``in_step``.

An entry never comes back to the journal that made it. It comes to every unit that its subject
concerns; a unit named for the first time gets the whole history of the subject. Entries of a
foreign journal need not be without gaps, and may come out of order; inside a page ``anchors``
give the digest before each run. The same entry may come twice. ``feeds`` says which of the
page's entries came through which feed.

``state`` is ``in_step``; ``gap``: the server lacks entries before those sent, send from
``acked_seq + 1``; ``fork``: the server holds other entries under these numbers; ``behind``: it
holds more of this journal than the counter. After the last two the disk was restored or copied.
(If the counter's own digest at ``held[0]`` is the same, the answer was only late: ignore it.)
The counter then finds the last common entry (``held``, ``POST /v1/common``), opens a new journal
with ``follows``, does not issue from the old journal's serial blocks any more, exchanges at once
(the answer's ``blocks`` are the new journal's), gets back through the feed what its disk lost,
and appends again what the server lacks.

``quarantined`` lists entries that were acknowledged and not passed on, until they are released;
the reasons are the words in ``sync.server.checks.REASONS``. A payload larger than
``version.MOST_PAYLOAD`` is sent ``withheld`` (its SHA-256 only), so that it holds up nothing.

``neighbours`` in a request offers entries that the counter holds as a dictionary for the answer;
``encode_body(request, neighbours, payloads)`` uses acknowledged ones for the request. If the
server does not have them it answers ``unknown_dictionary``: repeat without.

**Repair**: with ``day`` the answer brings the digests of that day (``digests``), ``POST
/v1/days`` those of many, ``POST /v1/day`` all entries of one feed and day. Quarantined entries
and entries not yet acknowledged do not count.

**Whose word it is**: ``POST /v1/heads`` gives the ends of the journals that the caller reads, as
their counters signed them (``heads``). Where a reader's digests lead elsewhere, ``/v1/common``
finds the first entry that differs.

**When it came**: ``POST /v1/contacts`` gives, for the journals that the caller reads, their
counters' last contact (when, how far the clock was off, how much waits there, the program) and
when each push was received (``contacts``). It asks only who reads other units than its own.

**First load**: ``GET /v1/snapshot`` names a file, ``GET /v1/snapshot/NAME`` gives it, with
``Range``; ``snapshot.read_snapshot`` yields its parts; its ``cursor`` is where exchanges go on.
It holds the counter's own entries too.

**No line**: ``sealed_file.seal_file(RequestFile(requests), ...)`` is imported at the server; the
answer file holds an answer to each request, and behind those the further pages that the counter
would have asked for next, each with the cursor of the one before as ``cursor_seen``. In a new
epoch requests with all that is here of former journals come first.

**The province** speaks in a journal of its own, through the same feeds (``province``): accounts,
units, procedures, calendar, forms, review notes.
"""
