import gzip
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from curate.corpus import Cleaned, Document, Meta, Project, cleaned
from curate.dedup import (
    DedupSettings,
    Text,
    band,
    cluster,
    find,
    json_lines,
    judgement,
    pipeline,
    shingles,
    source,
)
from curate.errors import NotCleanedError


def random_texts(seed: int, vary) -> list[Text]:
    """Families of look-alikes of all degrees, some copied exactly, some with dates."""
    random = Random(seed)
    texts = []
    for family in range(12):
        base = " ".join(f"w{family}x{random.randrange(60)}" for _ in range(random.randrange(1, 90)))
        for member in range(random.randrange(1, 6)):
            changes = random.randrange(min(7, len(base.split())))
            text = vary(base, changes, seed=family * 10 + member)
            date = random.choice(["", "2020", "2021-05", "2021-05-03"])
            texts.append(Text(f"t{family}-{member}", text, date))
            if random.random() < 0.3:
                texts.append(Text(f"t{family}-{member}-copy", text.upper(), date))
    return texts


def similarity(left: frozenset[int], right: frozenset[int]) -> float:
    return len(left & right) / len(left | right)


def true_pairs(texts, threshold=0.8, size=5):
    sets = {item.id: shingles(item.text, size) for item in texts}
    return {
        frozenset(pair): similarity(sets[pair[0]], sets[pair[1]])
        for pair in combinations(sets, 2)
        if similarity(sets[pair[0]], sets[pair[1]]) >= threshold
    }


@pytest.mark.parametrize("seed", range(8))
def test_exactly_the_true_pairs_are_named_with_their_true_similarity(seed, vary, in_memory):
    texts = random_texts(seed, vary)
    found = find(in_memory(texts), DedupSettings())
    named = {frozenset((pair.left, pair.right)): pair.similarity for pair in found.pairs()}
    assert named == true_pairs(texts)


@pytest.mark.parametrize("seed", range(8))
def test_a_removed_text_names_a_kept_one_and_no_true_pair_is_kept(seed, vary, in_memory):
    texts = random_texts(seed, vary)
    rows = {row["id"]: row for row in find(in_memory(texts), DedupSettings()).rows()}
    kept = {id for id, row in rows.items() if row["representative"] == id}
    true = true_pairs(texts)
    for id, row in rows.items():
        if id not in kept:
            assert row["representative"] in kept
            assert row["similarity"] == true[frozenset((id, row["representative"]))] >= 0.8
    assert not [pair for pair in true if pair <= kept]


def test_the_order_of_the_texts_changes_nothing(vary, in_memory):
    texts = random_texts(3, vary)
    shuffled = Random(1).sample(texts, len(texts))
    one, other = (find(in_memory(order), DedupSettings()) for order in (texts, shuffled))
    assert one.clusters == other.clusters
    assert {row["id"]: row for row in one.rows()} == {row["id"]: row for row in other.rows()}


def test_of_a_chain_the_far_end_is_kept_because_no_kept_text_resembles_it(in_memory):
    words = [f"w{place}" for place in range(60)]
    texts = [Text(f"t{shift}", " ".join(words[shift : shift + 50])) for shift in (0, 4, 8)]
    rows = list(find(in_memory(texts), DedupSettings(order=("id",))).rows())
    assert [row["representative"] for row in rows] == ["t0", "t0", "t8"]


LONG = " ".join(f"word{place}" for place in range(80))


@pytest.mark.parametrize(
    ("settings", "representative"),
    [
        (DedupSettings(), "b-early"),
        (DedupSettings(order=("length",)), "c-long"),
        (DedupSettings(order=("id",)), "a-late"),
        (DedupSettings(keep=("https://kept.example",)), "d-source"),
    ],
)
def test_the_order_decides_which_of_the_duplicates_is_kept(settings, representative, in_memory):
    texts = [
        Text("a-late", LONG, "2021-03-01"),
        Text("b-early", LONG, "2021-02"),
        Text("c-long", LONG + " and more", ""),
        Text("d-source", LONG, "2022", ("https://kept.example/page",)),
    ]
    (found,) = find(in_memory(texts), settings).clusters
    assert found.representative == representative


def test_all_texts_of_a_source_to_keep_are_kept(in_memory):
    texts = [
        Text("a", LONG),
        Text("b", LONG, "", ("The King's Fund",)),
        Text("c", LONG, "", ("The King's Fund",)),
    ]
    found = find(in_memory(texts), DedupSettings(keep=("The King's Fund",)))
    assert [row["representative"] for row in found.rows()] == ["b", "b", "c"]


def test_the_same_text_in_other_case_width_and_space_is_exact_other_marks_are_near(in_memory):
    texts = [Text("a", LONG), Text("b", LONG.upper().replace(" ", "\n")), Text("c", LONG + "!")]
    found = find(in_memory(texts), DedupSettings(order=("id",)))
    assert {(link.left, link.right): link.kind for link in found.pairs()} == {
        ("a", "b"): "exact",
        ("a", "c"): "near",
        ("b", "c"): "near",
    }


def test_near_copies_of_articles_are_found_and_the_articles_are_not_duplicates(
    articles, vary, in_memory
):
    assert not find(in_memory(articles), DedupSettings()).links
    copies = [replace_text(item, vary(item.text, 5, seed=1)) for item in articles]
    found = find(in_memory([*articles, *copies]), DedupSettings())
    assert [set(cluster.members) for cluster in found.clusters] == [
        {item.id, f"{item.id}-copy"} for item in articles
    ]


def replace_text(item: Text, text: str) -> Text:
    return Text(f"{item.id}-copy", text, "9999")


def test_lines_that_are_no_texts_become_findings_and_the_others_go_on(tmp_path):
    path = tmp_path / "texts.jsonl"
    good = '{"id": "%s", "text": "one and the same text"}\n'
    path.write_bytes(
        (good % "a").encode() + b'{"id": 1}\n[]\n\n{"id": "x", "text": "\xff"}\n{"id": "cut'
        b"\n" + (good % "b").encode().rstrip()
    )
    found = find(json_lines(path), DedupSettings())
    assert [row["representative"] for row in found.rows()] == ["a", "a"]
    assert [finding.place.line for finding in found.findings] == [2, 3, 5, 6]


def test_no_texts_have_no_duplicates(in_memory):
    assert not find(in_memory([]), DedupSettings()).clusters


@pytest.fixture
def project(tmp_path, articles, vary):
    (tmp_path / "curate.toml").write_text("[dedup]\nthreshold = 0.7\n")
    made = Project.find(tmp_path)
    documents = [
        Document(item.id, item.text, meta=Meta(date=date))
        for item, date in zip(articles[:2], ("2021", "2022"), strict=True)
    ]
    documents.append(replace(documents[1], id="copy", raw=vary(documents[1].raw, 3, seed=5)))
    from curate.corpus import shard

    shard.append(made.documents_folder, documents)
    return made


def clean(project):
    for path in project.shards():
        items = [Cleaned(document) for document in project.documents()]
        cleaned.write(cleaned.edits_file(project, path), items)


def test_the_clusters_of_a_project_are_written_and_read_back(project):
    clean(project)
    found = pipeline.run(project)
    assert list(cluster.read(project)) == found.clusters
    assert ["copy" in item.members for item in found.clusters] == [True]


def test_a_project_that_was_not_cleaned_is_refused(project):
    with pytest.raises(NotCleanedError):
        pipeline.run(project)


def test_a_documents_standing_is_told_in_a_sentence(project):
    clean(project)
    pipeline.run(project)
    (found,) = cluster.read(project)
    removed = found.members[1]
    told = cluster.explain(cluster.standing([found], removed))
    assert told.startswith(f"Removed as a duplicate of {found.representative}: ")
    assert "stands for 1 duplicate." in cluster.explain(cluster.standing([found], found.members[0]))
    assert "No duplicate" in cluster.explain(cluster.standing([found], "another"))


def test_a_family_too_large_to_pair_leaves_no_two_kept_that_are_alike(vary, in_memory, monkeypatch):
    monkeypatch.setattr(band, "FAMILY", 3)
    texts = [Text(f"t{seed}", vary(LONG, seed % 4 + 1, seed=seed)) for seed in range(40)]
    found = find(in_memory(texts), DedupSettings())
    kept = {item.id for place, item in enumerate(texts) if place not in found.standing}
    assert not [pair for pair in true_pairs(texts) if pair <= kept]
    assert all(link.similarity >= 0.8 for link in found.standing.values())


def test_one_corpus_against_another_names_both_sides_in_one_direction(in_memory):
    other = in_memory([Text("x", LONG), Text("y", LONG), Text("z", "a text of its own")])
    ours = in_memory([Text("a", LONG + " more"), Text("b", "not in the other"), Text("x", LONG)])
    links, _ = pipeline.against(ours, other, DedupSettings())
    assert [(link.left, link.right, link.kind) for link in links] == [
        ("a", "x", "near"),
        ("a", "y", "near"),
        ("x", "x", "exact"),
        ("x", "y", "exact"),
    ]


def test_against_another_corpus_only_what_it_contains_is_named(in_memory):
    own, rest = (" ".join(f"{name}{place}" for place in range(99)) for name in ("own", "rest"))
    other = in_memory([Text("long", f"{LONG} {rest} {rest[::-1]}"), Text("short", own)])
    ours = in_memory([Text("inside", LONG), Text("around", f"{own} {own[::-1]} {own.upper()}x")])
    links, _ = pipeline.against(ours, other, DedupSettings())
    assert [(link.left, link.right, link.kind) for link in links] == [
        ("inside", "long", "contained")
    ]


def test_a_threshold_is_raised_without_measuring_again(project, monkeypatch):
    clean(project)
    assert pipeline.run(project).clusters
    (link,) = pipeline.read_links(project)

    def not_again(*_):
        raise AssertionError("measured again")

    monkeypatch.setattr(pipeline, "sketch", not_again)
    monkeypatch.setattr("curate.dedup.link.compare", not_again)
    assert pipeline.run(project, {"threshold": link.similarity}).clusters
    assert not pipeline.run(project, {"threshold": link.similarity + 0.001}).clusters


def test_a_project_is_current_until_a_text_a_judgement_or_a_setting_changes(project):
    from curate.corpus import shard

    clean(project)
    assert not pipeline.is_current(project)
    pipeline.run(project)
    assert pipeline.is_current(project)

    judged = judgement.Judgement("copy", "copy-not", "different", "anna", "2026-01-01T00:00:00Z")
    judgement.append(project, judged)
    assert not pipeline.is_current(project)
    pipeline.run(project)

    (project.root / "curate.toml").write_text("[dedup]\nthreshold = 0.75\n")
    changed = Project.find(project.root)
    assert not pipeline.is_current(changed)
    pipeline.run(changed)

    shard.append(project.documents_folder, [Document("new", "some new words")])
    clean(project)
    assert not pipeline.is_current(changed)
    pipeline.run(changed)
    assert pipeline.is_current(changed)


def test_the_texts_of_a_shard_are_read_again_by_their_offsets(project):
    clean(project)
    (unit,) = source.corpus(project)
    items = list(unit.read())
    assert list(unit.pick([item.offset for item in items])) == [item.text for item in items]
    (path,) = project.shards()
    packed = path.with_suffix(".jsonl.gz")
    packed.write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()
    (unit,) = source.corpus(project)
    assert list(unit.pick([items[1].offset])) == [items[1].text]
