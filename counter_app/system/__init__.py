"""What the machine gives, without Qt: paths, settings, logs, one program per home, the scanner.

This room imports nothing of ours, so its errors are plain exceptions, each with its facts;
``app.py`` and ``ui/words.py`` say them to people.
"""
