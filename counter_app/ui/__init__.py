"""Windows and words: what people see. The only room that knows Qt.

Each screen is a view (Qt, decides nothing) and a presenter (no Qt, decides). ``words.py`` holds
every sentence, ``ports.py`` what a screen needs from outside, ``shared/`` the common widgets.
"""
