from curate.clean.recipe import Thresholds
from curate.clean.rules import repeated_line

ARTICLE = "".join(
    f"Paragraph {word} of an article that was scraped more than once.\n" for word in "abcdef"
)


def proposals(texts, text):
    total = repeated_line.measure(texts[0])
    for other in texts[1:]:
        total = repeated_line.merge(total, repeated_line.measure(other))
    measured = repeated_line.conclude(total, thresholds=Thresholds(5, 1 / 3))
    return [one.span for one in repeated_line.propose(text, measured)]


def test_copies_of_an_article_keep_what_they_share():
    copies = [f"{ARTICLE}Copy {word}\n" for word in ("one", "two", "three", "four", "five")]
    assert proposals(copies, copies[0]) == []


def test_what_many_articles_share_goes_from_each():
    articles = [
        f"Home | News | About us\n{word} has a text of its own, longer than what all share.\n"
        for word in ("One", "Two", "Three", "Four", "Five")
    ]
    assert [(span.start, span.end) for span in proposals(articles, articles[0])] == [(0, 23)]
