"""What two texts differ in is shown; white space is no difference worth a frame."""

from curate.publish.difference import differences

FIRST = "The council met.\n\nIt rained all day.\n\nNobody came."


def test_white_space_alone_is_no_difference():
    assert differences(FIRST, FIRST.replace("all day", "all  day")) == [3]


def test_a_changed_paragraph_stands_between_those_both_have():
    above, changed, below = differences(FIRST, FIRST.replace("rained", "snowed"))
    assert (above, below) == (1, 1)
    assert [(one.kind, one.text) for one in changed if one.kind != "same"] == [
        ("left", "rained"),
        ("right", "snowed"),
    ]
