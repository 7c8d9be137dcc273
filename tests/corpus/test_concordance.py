import pytest

from curate.corpus import Cleaned, Document
from curate.corpus.concordance import concordance
from curate.errors import UsageError
from curate.text import Proposal, Span, settle

RAW = "The King’s\nFunPage 3d said: fund the King's Fund. Funding."
EDITS = settle(RAW, [("page", Proposal(Span(14, 20), "", "page number"))])
CORPUS = [Cleaned(Document("a", RAW), EDITS)]


def test_a_phrase_is_found_across_lines_quotes_case_and_removed_text():
    first, second = concordance(CORPUS, "the king's fund")
    assert (first.match, first.raw) == ("The King’s Fund", Span(0, 21))
    assert second.match == "the King's Fund"
    assert first.raw.of(RAW) == "The King’s\nFunPage 3d"


def test_words_are_whole_unless_a_star_says_otherwise():
    assert [hit.match for hit in concordance(CORPUS, "fund")] == ["Fund", "fund", "Fund"]
    assert [hit.match for hit in concordance(CORPUS, "fund*")][-1] == "Funding"


def test_the_context_has_the_wished_length_on_one_line():
    hit = next(concordance(CORPUS, "said", context=8))
    assert "\n" not in hit.left + hit.right
    assert len(hit.left) == len(hit.right) == 8


@pytest.mark.parametrize("phrase", ["", "  ", "*", "'"])
def test_a_phrase_without_a_word_is_refused(phrase):
    with pytest.raises(UsageError):
        list(concordance(CORPUS, phrase))
