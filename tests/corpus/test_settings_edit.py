"""Settings are changed where they stand; everything else in the file is kept."""

import tomllib

import pytest

from curate.corpus.settings_edit import change, changed
from curate.errors import SettingsError


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", '[annotate]\nannotators = ["anna"]\n'),
        ("[project]", '[project]\n\n[annotate]\nannotators = ["anna"]\n'),
        (
            "# mine\n[annotate] # who\nseed = 1\n\n[clean]\n",
            '# mine\n[annotate] # who\nseed = 1\nannotators = ["anna"]\n\n[clean]\n',
        ),
        (
            '[annotate]\nannotators = ["ben"]\nseed = 1\n[clean]\nannotators = 3\n',
            '[annotate]\nannotators = ["anna"]\nseed = 1\n[clean]\nannotators = 3\n',
        ),
    ],
)
def test_only_the_lines_of_the_keys_change(old, new):
    assert changed(old, "annotate", {"annotators": ("anna",)}) == new


def test_a_value_over_several_lines_is_left_to_people(tmp_path):
    path = tmp_path / "curate.toml"
    text = '[annotate]\nannotators = [\n  "ben",\n]\n'
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        change(path, "annotate", {"annotators": ("anna",)})
    assert path.read_text(encoding="utf-8") == text


def test_a_changed_file_says_what_was_asked_for(tmp_path):
    path = tmp_path / "curate.toml"
    path.write_text('[project]\nname = "x"\n', encoding="utf-8")
    change(path, "annotate", {"annotators": ("a", "b"), "overlap": 2, "codebook": 'q"'})
    assert tomllib.loads(path.read_text(encoding="utf-8")) == {
        "project": {"name": "x"},
        "annotate": {"annotators": ["a", "b"], "overlap": 2, "codebook": 'q"'},
    }
