from curate.clean import CleanSettings, Recipe, Rule, Task, clean_text, clean_texts
from curate.text import Proposal, Span, apply

LAST = "spacing"


def rule(name, propose, stage="words", **more):
    return Rule(name, stage, "A rule.", propose, **more)


def removing(word, why="a test"):
    def propose(text):
        at = text.find(word)
        if at >= 0:
            yield Proposal(Span(at, at + len(word)), "", why)

    return propose


def test_a_stage_sees_what_the_stages_before_it_left():
    recipe = Recipe((rule("first", removing("x")), rule("second", removing("ab"), LAST)))
    edits, _ = clean_text("axb, axb", recipe)
    assert apply("axb, axb", edits) == ", axb"
    assert [reason.rule for edit in edits for reason in edit.reasons] == [
        "second",
        "first",
        "second",
    ]


def test_a_rule_that_raises_is_a_finding_and_the_others_go_on():
    def broken(text):
        yield Proposal(Span(0, 1), "", "before it failed")
        raise ValueError("no idea")

    recipe = Recipe((rule("broken", broken), rule("works", removing("b"))))
    edits, [finding] = clean_text("abc", recipe, "doc-1")
    assert apply("abc", edits) == "ac"
    assert (finding.code, finding.place.document) == ("rule-failed", "doc-1")
    assert "broken" in finding.message


def test_a_proposal_past_the_end_is_a_finding_of_its_rule():
    recipe = Recipe((rule("far", lambda _text: [Proposal(Span(2, 9), "", "too far")]),))
    edits, [finding] = clean_text("abc", recipe)
    assert (edits, finding.code) == ((), "rule-failed")


def test_a_document_that_loses_more_than_the_stated_share_is_a_finding():
    text = "keep " * 20 + "lose " * 80
    recipe = Recipe((rule("greedy", removing("lose " * 80)),), CleanSettings(max_loss=0.5))
    _, [finding] = clean_text(text, recipe, "doc-1")
    assert (finding.code, finding.severity) == ("much-removed", "warning")
    assert "80%" in finding.message


def test_a_notice_stands_at_its_raw_offset():
    text = "xx It came with , their help."
    recipe = Recipe((rule("cut", removing("xx "), "characters"), *Recipe.of().rules))
    [note] = [item for item in clean_text(text, recipe)[1] if item.code == "missing-words"]
    assert (note.severity, note.place.offset) == ("note", text.index("with"))


def test_rules_are_switched_off_and_on_by_name():
    names = [rule.name for rule in Recipe.of(CleanSettings(without=("page-list",))).rules]
    assert "page-list" not in names
    assert "pull-quote" in names


def test_the_recipe_s_digest_tells_settings_and_rules_apart():
    default = Recipe.of().digest
    assert Recipe.of().digest == default
    assert Recipe.of(CleanSettings(without=("page-list",))).digest != default
    assert Recipe.of(CleanSettings(max_loss=0.1)).digest != default


def test_a_corpus_rule_gets_what_was_measured_and_is_left_out_without_it():
    def propose(text, measured):
        return removing(measured)(text)

    corpus_rule = rule("corpus", propose, measure=len, merge=max)
    assert clean_text("abc", Recipe((corpus_rule,)))[0] == ()
    edits, _ = clean_text("abc", Recipe((corpus_rule,)), measured={"corpus": "b"})
    assert apply("abc", edits) == "ac"


def test_a_rule_for_the_web_is_not_asked_about_print():
    web = rule("web", removing("wheel"), only_web=True)
    line = "the mill stood by the river until the flood of that\nspring took its wheel away and\n"
    book = "".join(
        f"{line * 15}\n                         - {number} -\n\n" for number in range(1, 7)
    )
    assert clean_text(book, Recipe((web,)))[0] == ()
    page = "Home\nNews\nThe mill stood by the river until the flood took its wheel away.\n"
    assert len(clean_text(page, Recipe((web,)))[0]) == 1


def test_texts_cleaned_together_come_out_as_each_by_itself():
    seen = []

    def all_at_once(texts):
        seen.append(len(texts))
        return [list(removing("b")(text)) for text in texts]

    together = rule("together", removing("b"), propose_all=all_at_once)
    recipe = Recipe(
        (rule("first", removing("x"), "characters"), together, rule("last", removing("a")))
    )
    texts = ["axb", "", "xxb", "c"]
    made = list(clean_texts([Task(text, str(i)) for i, text in enumerate(texts)], recipe))
    assert made == [clean_text(text, recipe, str(i)) for i, text in enumerate(texts)]
    assert seen == [4]


def test_a_rule_that_raises_about_many_texts_is_asked_about_each():
    def propose(text):
        if text == "bad":
            raise ValueError("no idea")
        return list(removing("b")(text))

    together = rule("together", propose, propose_all=lambda texts: map(propose, texts))
    made = list(clean_texts([Task("ab"), Task("bad", "doc-1")], Recipe((together,))))
    assert [apply("ab", made[0][0]), made[0][1]] == ["a", []]
    assert [finding.place.document for finding in made[1][1]] == ["doc-1"]
