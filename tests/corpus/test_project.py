import pytest

from curate.corpus import Document, Project, shard
from curate.errors import NoProjectError, SettingsError, UnknownDocumentError
from curate.finding import Finding


def project_with(tmp_path, *documents, toml="[project]\nname = 'x'\n"):
    (tmp_path / "curate.toml").write_text(toml)
    project = Project.find(tmp_path)
    if documents:
        shard.append(project.documents_folder, list(documents))
    return project


def test_a_project_is_found_from_a_folder_inside_it(tmp_path):
    project_with(tmp_path)
    inside = tmp_path / "corpus" / "deep"
    inside.mkdir(parents=True)
    assert Project.find(inside).root == tmp_path


def test_without_a_project_the_error_says_how_to_make_one(tmp_path):
    with pytest.raises(NoProjectError, match="curate init"):
        Project.find(tmp_path)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[project\n", "line 1"),
        ("[projekt]\n", "Did you mean 'project'"),
        ("[project]\nnmae = 'x'\n", "Did you mean 'name'"),
        ("[project]\nname = 3\n", "not of type str"),
    ],
)
def test_broken_settings_say_where_and_what(tmp_path, toml, said):
    with pytest.raises(SettingsError) as caught:
        _ = project_with(tmp_path, toml=toml).settings
    assert said in str(caught.value)
    assert caught.value.path == tmp_path / "curate.toml"


def test_a_document_is_found_by_its_id_or_the_beginning_of_it(tmp_path):
    project = project_with(tmp_path, Document("001_ab", "x"), Document("002_cd", "y"))
    assert project.document("001_ab").raw == "x"
    assert project.document("002").raw == "y"


def test_an_unknown_document_names_the_nearest(tmp_path):
    project = project_with(tmp_path, Document("gazette-12", "x"))
    with pytest.raises(UnknownDocumentError) as caught:
        project.document("gazete-12")
    assert caught.value.near == "gazette-12"


def test_what_cannot_be_read_is_a_finding_and_the_rest_is_read(tmp_path):
    project = project_with(tmp_path, Document("a", "x"))
    path = project.shards()[0]
    path.write_bytes(path.read_bytes() * 2 + b'{"id": "b"}\n{"id": 3, "raw": "x"}\n{"id": "c')
    found = list(project.read())
    assert [item.id for item in found if isinstance(item, Document)] == ["a"]
    codes = [item.code for item in found if isinstance(item, Finding)]
    assert codes == ["duplicate-id", "broken-document", "broken-document", "broken-line"]
