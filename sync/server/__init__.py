"""The reference provincial server: it keeps every unit's journals and passes them on.

It knows the envelope of an entry and never its meaning. ``web`` listens, ``exchange`` answers,
``journals`` takes entries in, ``feeds`` gives them out, ``storage`` keeps them.
"""
