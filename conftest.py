"""What is not collected where an extra is not installed: its module cannot be imported."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("textual") else ["curate/annotate/screen.py"]
