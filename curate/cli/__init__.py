"""The command line: options in, results out.

The only place that knows click, the clock, the user's name and the terminal.
"""
