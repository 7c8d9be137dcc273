"""The annotation screen as a pure state machine: `Session.key(key, now) -> session, events`."""

from curate.annotate.session.modes import Event, Leave, Quit, Write
from curate.annotate.session.moving import pointed, resized
from curate.annotate.session.opening import open_session
from curate.annotate.session.sitting import Sitting
from curate.annotate.session.state import Session

__all__ = [
    "Event",
    "Leave",
    "Quit",
    "Session",
    "Sitting",
    "Write",
    "open_session",
    "pointed",
    "resized",
]
