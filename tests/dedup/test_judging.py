from curate.dedup.cluster import Cluster
from curate.dedup.judging import Judging, Piece, Row, difference, doubtful, rows
from curate.dedup.link import Link

CLEAR = Link("a", "b", 0.99, "near")
NEAR = Link("c", "d", 0.81, "near")
NEARER = Link("e", "f", 0.803, "near")
BELOW = Link("g", "h", 0.795, "near")
CLUSTERS = [Cluster("x", ("x", "e", "f"), "x", ())]


def test_pairs_near_the_threshold_are_doubtful_those_first_that_decide_who_is_kept():
    links = [CLEAR, NEARER, NEAR, BELOW, Link("i", "j", 1.0, "exact")]
    assert doubtful(links, CLUSTERS, 0.8, 0.05) == [BELOW, NEAR, NEARER]


def test_what_somebody_judged_is_not_asked_again():
    assert doubtful([NEAR], [], 0.8, 0.05, judged=frozenset({frozenset("cd")})) == []


def test_a_session_goes_through_the_pairs_and_back():
    session = Judging([NEAR, BELOW])
    given = []
    for key in ("x", "y", "b", "n", "u", "y"):
        pair = session.current
        session, verdict = session.press(key)
        given.append((pair, verdict))
    assert given == [
        (NEAR, None),
        (NEAR, "same"),
        (BELOW, None),
        (NEAR, "different"),
        (BELOW, "unsure"),
        (None, None),
    ]


def test_the_screen_shows_what_differs_and_folds_what_both_have():
    shared = " ".join(["same"] * 60)
    found = rows(difference(f"one {shared} end", f"other {shared} end"), width=20)
    assert found[0] == Row(Piece("one", False), Piece("other", False))
    assert found[3] == 60 // 4 + 1 - 4
    assert len(found) == 6
