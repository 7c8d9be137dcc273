"""Lemma and part of speech of words: what the extra `tag` adds to the word index.

Each word form has one of each, the likeliest without regard to its sentence; "leaves" is one or the
other. Lemmas are by simplemma, of some fifty languages, parts of speech by the Hanover Tagger, of
English, German and Dutch: the two that bring their data along and so work without a network. They
know one language of a corpus, the project's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from curate.errors import MissingExtraError

WHAT = "lemmas and parts of speech (tag = true)"
MODELS = {"en": "morphmodel_en.pgz", "de": "morphmodel_ger.pgz", "nl": "morphmodel_dutch.pgz"}
PARTS = {
    "en": "NN NOUN NP PROPN V VERB AJ ADJ AV ADV AT DET DT DET DPS DET PN PRON EX PRON PR ADP "
    "CJ CONJ CRD NUM ORD NUM TO PART XX PART POS PART ITJ INTJ",
    "de": "NN NOUN NE PROPN V VERB ADJ ADJ ADV ADV PROAV ADV ART DET PDAT DET PIAT DET PPOSAT DET "
    "P PRON AP ADP KO CONJ CARD NUM PTK PART ITJ INTJ",
    "nl": "N NOUN N(eigen PROPN WW VERB ADJ ADJ BW ADV LID DET VNW PRON VZ ADP VG CONJ TW NUM "
    "TSW INTJ",
}
"""How tags of a model begin and the part of speech they stand for, after Universal Dependencies
(with one CONJ and one VERB); anything else is X."""


class Reading(NamedTuple):
    """Lemma and part of speech of a word, empty where they are not known."""

    lemma: str
    tag: str


Reader: TypeAlias = Callable[[str], Reading]


def reader(language: str) -> Reader:
    """What reads the words of a language. Raises `MissingExtraError`."""
    try:
        import simplemma
        from HanTa import HanoverTagger
    except ImportError as error:
        raise MissingExtraError("tag", WHAT) from error
    code = language.partition("-")[0]
    lemmatize: Callable[[str], str] = partial(simplemma.lemmatize, lang=code)
    try:
        lemmatize("a")
    except ValueError:  # a language that it does not know
        lemmatize = _unknown
    model = HanoverTagger.HanoverTagger(MODELS[code]) if code in MODELS else None
    parts = PARTS.get(code, "").split()
    starts = sorted(zip(parts[::2], parts[1::2], strict=True), key=lambda item: -len(item[0]))
    return partial(_read, lemmatize, model, starts)


def unread(word: str) -> Reading:
    """The reading of a word where none is asked for."""
    return Reading("", "")


def _unknown(word: str) -> str:
    return ""


def _read(
    lemmatize: Callable[[str], str], model: Any, starts: list[tuple[str, str]], word: str
) -> Reading:
    lemma = lemmatize(word).casefold()
    if model is None or word.isdecimal():
        return Reading(lemma, "NUM" if model else "")
    stem = word.removesuffix("n't").partition("'")[0]  # models know "do" and "n't", not "don't"
    tag = model.analyze(stem or word, casesensitive=False)[1]
    return Reading(lemma, next((part for start, part in starts if tag.startswith(start)), "X"))
