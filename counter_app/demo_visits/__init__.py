"""The demonstration's fortnight: fictional people, what they came for, and the office's days.

``visits`` is the table to read and to change; ``scene`` says what each step does, ``office`` who
was on duty, ``story`` plays it all in its order, and ``fortnight`` is where it begins.
"""
