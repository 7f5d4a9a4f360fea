"""Speed and size, as ratios to a baseline measured in the same run; never part of the tests.

``python -m tests.benchmarks`` prints a table and writes ``benchmarks.json``.
"""
