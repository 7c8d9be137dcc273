"""All analyses that have a page, by name, in the order in which they are offered."""

from __future__ import annotations

from curate.publish.plugin.analyses import (
    collocates,
    concordance,
    keywords,
    says,
    spread,
    together,
    words,
)

ANALYSES = {
    module.ANALYSIS.name: module.ANALYSIS
    for module in (concordance, words, collocates, keywords, spread, together, says)
}
