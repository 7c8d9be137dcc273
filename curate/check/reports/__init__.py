"""Reports: the same results in the form that a reader needs, one file each.

A form is a function from results, as they come, to lines of output; nothing is kept that need not
be. The summary fills while the results pass.
"""

from curate.check.reports.line import Line, Report

__all__ = ["Line", "Report"]
