"""Changes of a catalogue file: small, validated, and never over somebody else's."""

from __future__ import annotations

import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.samples import SAMPLE, committed, reference
from catalogue.strategies import headers, references, texts
from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.document import Document
from llmprimer.catalogue.emitting import emit_catalogue
from llmprimer.catalogue.writing import CatalogueFile
from llmprimer.errors import CatalogueError, InvalidCatalogueError, NotFoundError, UsageError, WriteError
from llmprimer.model import Header, Reference, Topic


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "references.yaml"
    path.write_text(SAMPLE, encoding="utf-8")
    return path


def changes(file: CatalogueFile) -> list[str]:
    """The lines of the diff that begin with - or +, without the file names."""
    return [line for line in file.diff().splitlines()[2:] if line[0] in "+-"]


def opened(path, text: str) -> CatalogueFile:
    path.write_bytes(text.encode("utf-8"))
    return CatalogueFile.open(path)


unique = st.lists(references(), max_size=4, unique_by=lambda r: r.citation_key.lower())


@given(headers, unique, st.sampled_from(["\n", "\r\n"]))
def test_cutting_a_text_and_joining_it_gives_the_text(header, entries, newline):
    text = emit_catalogue(header, entries).replace("\n", newline)
    document = Document(text)
    assert document.text == text
    assert [entry.key for entry in document.section("references").entries] == [r.citation_key for r in entries]


def test_cutting_keeps_every_byte_of_a_text_by_hand():
    for text in (SAMPLE, SAMPLE.rstrip(), SAMPLE.replace("\n", "\r\n"), "---\n" + SAMPLE + "...\n", SAMPLE + "\n\n"):
        assert Document(text).text == text


@given(st.data())
def test_replacing_a_record_by_any_other_gives_just_that(tmp_path_factory, data):
    header = data.draw(headers)
    entries = sorted(data.draw(unique.filter(bool)), key=lambda r: r.citation_key)
    new = data.draw(references(key=st.sampled_from([r.citation_key for r in entries])))
    file = CatalogueFile(tmp_path_factory.getbasetemp() / "none.yaml", emit_catalogue(header, entries).encode())
    file.replace_record(new)
    expected = [new if r.citation_key == new.citation_key else r for r in entries]
    assert list(CatalogueContent.parse(file.text)) == expected


@given(st.data())
def test_replacing_in_a_text_by_hand_leaves_the_other_records_alone(tmp_path_factory, data):
    file = CatalogueFile(tmp_path_factory.getbasetemp() / "none.yaml", SAMPLE.encode())
    key = data.draw(st.sampled_from(file.keys))
    others = {k: file.record_text(k) for k in file.keys if k != key}
    new = data.draw(references(key=st.just(key), topics=st.sampled_from(["rlhf", "alignment"])))
    mixed = {name: getattr(new, name) for name in data.draw(st.sets(st.sampled_from(list(new.model_fields_set))))}
    wanted = file.record(key).model_copy(update={**mixed, "citation_key": key})
    file.replace_record(wanted)
    assert CatalogueContent.parse(file.text)[key] == wanted
    assert {k: file.record_text(k) for k in others} == others


@given(st.lists(st.tuples(st.sampled_from(["insert", "remove"]), references()), max_size=6))
def test_inserting_and_removing_in_any_order_ends_with_those_left(tmp_path_factory, steps):
    header = Header.model_validate({"title": "T", "topics": {s: {"label": "a", "definition": "b"} for s in TOPICS}})
    file = CatalogueFile(tmp_path_factory.getbasetemp() / "none.yaml", emit_catalogue(header, []).encode())
    left: dict[str, Reference] = {}
    for step, entry in steps:
        if step == "insert" and entry.citation_key.lower() not in {k.lower() for k in left}:
            file.insert_record(entry)
            left[entry.citation_key] = entry
        elif left:
            key = min(left)
            file.remove_record(key)
            del left[key]
    assert list(CatalogueContent.parse(file.text)) == [left[key] for key in sorted(left)]
    assert file.text == emit_catalogue(header, [left[key] for key in sorted(left)])


TOPICS = ["rlhf", "alignment", "null", "2017", "on", "language-models"]


@given(texts)
def test_setting_any_text_keeps_the_comment_behind_it_or_is_still_read_as_that_text(tmp_path_factory, text):
    file = CatalogueFile(tmp_path_factory.getbasetemp() / "none.yaml", SAMPLE.encode())
    file.set_field("christiano-2017-preferences", "title", text)
    assert CatalogueContent.parse(file.text)["christiano-2017-preferences"].title == text
    assert "   # arXiv's own title" in file.text


def test_a_new_record_stands_at_its_place_in_the_order(path):
    file = CatalogueFile.open(path)
    file.insert_record(Reference.model_validate(reference("lee-2020-study")))
    file.commit()
    assert list(CatalogueContent.read(path).references) == [
        "christiano-2017-preferences",
        "lee-2020-study",
        "ouyang-2022-instructgpt",
        "vaswani-2017-attention",
    ]
    assert "from comparisons.\n\n  lee-2020-study:\n" in path.read_text()
    assert "    title: A study\n\n  ouyang" in path.read_text()


def test_a_new_record_of_an_unsorted_file_goes_to_its_end(path):
    text = SAMPLE.replace("  christiano-2017-preferences:", "  zhou-2017-preferences:").replace(
        "target: christiano-", "target: zhou-"
    )
    file = opened(path, text)
    file.insert_record(Reference.model_validate(reference("lee-2020-study")))
    file.commit()
    assert list(CatalogueContent.read(path).references)[-1] == "lee-2020-study"
    assert path.read_text().endswith("    title: A study\n# the end\n")


def test_the_first_record_of_an_empty_catalogue(path):
    for references_line in ("references: {}\n", "references:\n", "references: null  # none yet\n", "references:"):
        file = opened(path, "title: T\n" + references_line)
        file.insert_record(Reference.model_validate(reference()))
        file.commit()
        assert list(CatalogueContent.read(path).references) == ["lee-2020-study"]


def test_the_first_record_below_a_comment_without_line_break_is_on_its_own_line(path):
    file = opened(path, "title: T\nreferences:\n  # none yet")
    file.insert_record(Reference.model_validate(reference("new-1")))
    assert list(file.catalogue().references) == ["new-1"]
    assert "  # none yet\n  new-1:\n" in file.text


def test_a_key_that_is_taken_is_not_inserted_again(path):
    with pytest.raises(UsageError, match="is taken"):
        CatalogueFile.open(path).insert_record(Reference.model_validate(reference("vaswani-2017-attention")))


def test_one_field_changes_one_line(path):
    file = CatalogueFile.open(path)
    file.set_field("christiano-2017-preferences", "title", "Deep RL: a study")
    assert changes(file) == [
        '-    title: "Deep reinforcement learning from human preferences"   # arXiv\'s own title',
        "+    title: 'Deep RL: a study'   # arXiv's own title",
    ]


IN_BRACES = """\
title: T
references:
  lee: {type: book, kind: book, title: 'A: study', url: "https://example.org/é?a", language: en}  # short
  kim: {   # long
    type: book, kind: book,
    title: A study,   # of what?
    url: https://example.org/kim
  }
"""


@pytest.mark.parametrize(
    ("key", "field", "value", "changed"),
    [
        (
            "lee",
            "url",
            "https://example.org/b",
            "  lee: {type: book, kind: book, title: 'A: study', url: https://example.org/b, language: en}  # short",
        ),
        (
            "lee",
            "archive_url",
            "https://example.net/c?d",
            "  lee: {type: book, kind: book, title: 'A: study', url: \"https://example.org/é?a\", language: en, archive_url: 'https://example.net/c?d'}  # short",
        ),
        ("kim", "title", "Another, study", "    title: 'Another, study',   # of what?"),
        ("kim", "note", "Good", "    title: A study, note: Good,   # of what?"),
        (
            "kim",
            "archive_url",
            "https://example.net/c",
            "    url: https://example.org/kim, archive_url: https://example.net/c",
        ),
    ],
)
def test_one_field_of_a_record_in_braces_changes_nothing_beside_it(path, key, field, value, changed):
    file = opened(path, IN_BRACES)
    file.set_field(key, field, value)
    assert [line[1:] for line in changes(file) if line.startswith("+")] == [changed]
    file.commit()
    assert getattr(CatalogueContent.read(path)[key], field) == value


def test_one_author_changes_one_line(path):
    file = CatalogueFile.open(path)
    file.set_field(
        "christiano-2017-preferences",
        "author",
        [{"family": "Christiano", "given": "Paul"}, {"family": "Leike", "given": "Jan"}, {"literal": "OpenAI"}],
    )
    assert changes(file) == [
        "-    - {family: Christiano, given: Paul F.}",
        "+    - {family: Christiano, given: Paul}",
        "+    - {literal: OpenAI}",
    ]


def test_one_field_of_the_publication_changes_one_line(path):
    file = CatalogueFile.open(path)
    old = file.record("christiano-2017-preferences").published
    file.set_field("christiano-2017-preferences", "published", {**old.model_dump(exclude_unset=True), "volume": "30"})
    assert changes(file) == ["+      volume: '30'"]


def test_a_topic_more_in_a_block_list_is_one_line_more(path):
    file = CatalogueFile.open(path)
    file.set_field("christiano-2017-preferences", "topics", ["rlhf"])
    assert changes(file) == ["-      - alignment"]


def test_a_new_field_stands_at_its_place_in_the_models_order(path):
    file = CatalogueFile.open(path)
    file.set_field("ouyang-2022-instructgpt", "issued", "2022-03-04")
    assert changes(file) == ["+    issued: 2022-03-04"]
    assert "instructions\n    issued: 2022-03-04\n    topics: [rlhf]   # more to come\n" in file.text


def test_several_new_fields_stand_in_the_models_order(path):
    file = CatalogueFile.open(path)
    more = {"issued": "2022-03-04", "publisher": "OpenAI", "volume": "1", "language": "en"}
    old = file.record("ouyang-2022-instructgpt").model_dump(exclude_unset=True)
    file.replace_record(Reference.model_validate({**old, **more}))
    assert changes(file) == [
        "+    issued: 2022-03-04",
        "+    publisher: OpenAI",
        "+    volume: '1'",
        "+    language: en",
    ]


def test_a_removed_field_takes_its_lines_along(path):
    file = CatalogueFile.open(path)
    file.set_field("christiano-2017-preferences", "summary", None)
    assert changes(file) == ["-    summary: >", "-      Learns what people want", "-      from comparisons."]


def test_a_record_in_braces_is_written_out_when_it_changes(path):
    file = CatalogueFile.open(path)
    file.set_field("vaswani-2017-attention", "issued", "2017-06-12")
    file.commit()
    assert str(CatalogueContent.read(path)["vaswani-2017-attention"].issued) == "2017-06-12"
    assert path.read_text().endswith("    topics: [alignment]\n# the end\n")


def test_what_is_set_to_what_it_was_changes_nothing(path):
    file = CatalogueFile.open(path)
    file.replace_record(file.record("christiano-2017-preferences"))
    file.set_field("christiano-2017-preferences", "issued", "2017-06-12")
    assert not file.changed
    assert file.diff() == ""


def test_a_value_that_the_model_refuses_is_refused_with_its_place(path):
    with pytest.raises(InvalidCatalogueError, match=r"ouyang-2022-instructgpt: `doi`: .* is not a bare DOI"):
        CatalogueFile.open(path).set_field("ouyang-2022-instructgpt", "doi", "https://doi.org/10.1/2")


def test_removing_a_record_takes_its_own_comment_and_the_relations_to_it(path):
    file = CatalogueFile.open(path)
    assert file.remove_record("christiano-2017-preferences") == ["ouyang-2022-instructgpt"]
    file.commit()
    text = path.read_text()
    assert "The first of its kind" not in text
    assert "references:\n  # --- papers ---\n\n  ouyang-2022-instructgpt:\n" in text
    assert CatalogueContent.read(path)["ouyang-2022-instructgpt"].relations == ()


def test_removing_all_records_leaves_an_empty_catalogue(path):
    file = CatalogueFile.open(path)
    for key in file.keys:
        file.remove_record(key)
    assert len(committed(file)) == 0


def test_an_unknown_key_is_named_with_its_neighbours(path):
    with pytest.raises(NotFoundError, match='did you mean "vaswani-2017-attention"'):
        CatalogueFile.open(path).remove_record("vaswani-2017-atention")


def test_a_renamed_topic_is_renamed_wherever_it_is_used(path):
    file = CatalogueFile.open(path)
    assert file.rename_topic("alignment", "value-alignment") == [
        "christiano-2017-preferences",
        "vaswani-2017-attention",
    ]
    file.commit()
    catalogue = file.catalogue()
    assert list(catalogue.topics) == ["value-alignment", "rlhf"]
    assert catalogue.topics["rlhf"].broader == "value-alignment"
    assert "      - rlhf      # of course\n      - value-alignment\n" in path.read_text()


def test_comments_behind_and_between_the_items_of_a_list_stay(path):
    file = CatalogueFile.open(path)
    file.rename_topic("rlhf", "feedback")
    file.set_field("christiano-2017-preferences", "author", [{"literal": "A"}, {"literal": "B"}, {"literal": "C"}])
    file.commit()
    assert "      - feedback      # of course\n" in path.read_text()
    assert "    - {literal: A}\n    # second by lot\n    - {literal: B}\n    - {literal: C}\n" in path.read_text()


def test_topics_become_one_only_when_asked(path):
    file = CatalogueFile.open(path)
    with pytest.raises(UsageError, match="already"):
        file.rename_topic("alignment", "rlhf")
    file.rename_topic("alignment", "rlhf", merge=True)
    file.commit()
    catalogue = file.catalogue()
    assert list(catalogue.topics) == ["rlhf"]
    assert catalogue.topics["rlhf"].broader is None
    assert catalogue["christiano-2017-preferences"].topics == ("rlhf",)


def test_topics_can_be_added_changed_and_removed(path):
    file = CatalogueFile.open(path)
    file.set_topic("evaluation", Topic(label="Evaluation", definition="How good is it?"))
    file.set_topic("rlhf", Topic(label="RLHF", definition="Learning from feedback.", broader="alignment"))
    assert changes(file) == [
        "+  evaluation:",
        "+    label: Evaluation",
        "+    definition: How good is it?",
        "-    definition: Learning from people.",
        "+    definition: Learning from feedback.",
    ]
    file.commit()
    file.remove_topic("evaluation")
    assert list(committed(file).topics) == ["alignment", "rlhf"]


def test_a_topic_in_use_cannot_be_removed(path):
    file = CatalogueFile.open(path)
    file.remove_topic("rlhf")
    with pytest.raises(InvalidCatalogueError, match='unknown topic "rlhf"'):
        file.commit()
    assert path.read_text() == SAMPLE


def test_the_first_topic_of_a_catalogue_without_vocabulary(path):
    file = opened(path, "title: T\nreferences: {}\n")
    assert file.topic_slugs == []
    assert not file.changed
    file.set_topic("rlhf", Topic(label="a", definition="b"))
    assert committed(file).topics["rlhf"].label == "a"


def test_line_endings_and_byte_order_mark_stay(path):
    path.write_bytes(b"\xef\xbb\xbf" + SAMPLE.replace("\n", "\r\n").encode())
    file = CatalogueFile.open(path)
    file.set_field("christiano-2017-preferences", "issued", "2017-06-13")
    file.insert_record(Reference.model_validate(reference()))
    file.commit()
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert len(CatalogueContent.read(path)) == 4


def test_the_diff_of_line_endings_shows_only_what_changed(path):
    file = opened(path, SAMPLE.replace("\n", "\r\n"))
    file.set_field("christiano-2017-preferences", "issued", "2017-06-13")
    assert changes(file) == ["-    issued: 2017-06-12", "+    issued: 2017-06-13"]


def test_a_typed_record_replaces_the_lines_of_the_old_one(path):
    file = CatalogueFile.open(path)
    typed = "vaswani-2017-attention:\n  # mine\n  type: article\n  kind: paper\n  title: Attention is all you need\n"
    file.replace_record_text("vaswani-2017-attention", typed)
    assert committed(file)["vaswani-2017-attention"].title == "Attention is all you need"
    assert "  vaswani-2017-attention:\n    # mine\n    type: article\n" in path.read_text()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("vaswani-2017-attention:\n  type: article\n  kind: papper\n  title: A\n", ":3: vaswani.*unknown kind"),
        ("vaswani-2017-attention:\n  type: [\n", ": not valid YAML"),
        ("other:\n  type: article\n  kind: paper\n  title: A\n", "the key stays"),
        ("a:\n  type: article\n  kind: paper\n  title: A\nb:\n  type: article\n", "one entry"),
        ("", "one entry"),
    ],
)
def test_a_typed_record_that_is_wrong_is_refused_with_its_line(path, typed, message):
    file = CatalogueFile.open(path)
    with pytest.raises(InvalidCatalogueError, match=message):
        file.replace_record_text("vaswani-2017-attention", typed)
    assert not file.changed


def test_nothing_is_written_over_a_change_that_was_not_seen(path):
    file = CatalogueFile.open(path)
    file.set_field("ouyang-2022-instructgpt", "issued", "2022-03-04")
    other = SAMPLE.replace("  ouyang-2022-instructgpt:\n", "  ouyang-2022-instructgpt:\n    # somebody else was here\n")
    assert other != SAMPLE
    path.write_text(other)
    with pytest.raises(WriteError, match="changed since it was read, and so has `ouyang-2022-instructgpt`"):
        file.commit()
    assert path.read_text() == other


def test_an_invalid_text_is_not_written(path):
    file = CatalogueFile.open(path)
    file.set_field("ouyang-2022-instructgpt", "topics", ["alignmant"])
    with pytest.raises(InvalidCatalogueError, match='unknown topic "alignmant"; did you mean "alignment"'):
        file.commit()
    assert path.read_text() == SAMPLE


def test_two_commits_of_one_file_follow_each_other(path):
    file = CatalogueFile.open(path)
    file.set_field("ouyang-2022-instructgpt", "issued", "2022-03-04")
    file.commit()
    file.set_field("ouyang-2022-instructgpt", "issued", "2022-03-05")
    assert str(committed(file)["ouyang-2022-instructgpt"].issued) == "2022-03-05"


def test_mode_and_symbolic_links_stay(path, tmp_path):
    os.chmod(path, 0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    file = CatalogueFile.open(link)
    file.set_field("ouyang-2022-instructgpt", "issued", "2022-03-04")
    file.commit()
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert "2022-03-04" in path.read_text()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link.yaml", "references.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        "{title: T, references: {}}\n",
        "title: T\nreferences: {a: {type: article}}\n",
        "references: a\n",
        "a\n",
        "",
        "a: [\n",
    ],
)
def test_a_text_that_cannot_be_edited_by_lines_is_refused(path, text):
    path.write_text(text)
    with pytest.raises(InvalidCatalogueError):
        CatalogueFile.open(path)


def test_a_missing_file_is_an_error_of_the_catalogue(tmp_path):
    with pytest.raises(CatalogueError, match="no such file"):
        CatalogueFile.open(tmp_path / "none.yaml")


def test_a_topic_whose_key_is_quoted_is_renamed(path):
    file = opened(path, SAMPLE.replace("  alignment:\n", "  'alignment':\n"))
    file.rename_topic("alignment", "on")
    file.commit()
    catalogue = file.catalogue()
    assert list(catalogue.topics) == ["on", "rlhf"]
    assert catalogue["vaswani-2017-attention"].topics == ("on",)


def test_a_topic_renamed_to_a_word_that_yaml_knows_stays_a_word(path):
    file = CatalogueFile.open(path)
    file.rename_topic("rlhf", "null")
    assert list(committed(file).topics) == ["alignment", "null"]
    assert "  'null':\n    label: RLHF   # an acronym\n" in path.read_text()


def test_an_invalid_record_can_be_replaced_by_a_valid_one(path):
    file = opened(path, SAMPLE.replace("title: Training language", "titel: Training language"))
    with pytest.raises(InvalidCatalogueError, match='unknown field "titel"'):
        file.record("ouyang-2022-instructgpt")
    file.replace_record(Reference.model_validate(reference("ouyang-2022-instructgpt")))
    assert committed(file)["ouyang-2022-instructgpt"].title == "A study"


def test_the_fields_of_a_record_are_sorted_with_the_comments_above_them(path):
    record = "  vaswani-2017-attention:\n    topics: [rlhf]\n    # what it is\n    kind: paper   # really\n    title: A\n    type: article"
    file = opened(path, SAMPLE[: SAMPLE.index("  vaswani")] + record)
    file.sort_fields("vaswani-2017-attention")
    file.commit()
    assert path.read_text().endswith(
        "  vaswani-2017-attention:\n    type: article\n    # what it is\n    kind: paper   # really\n    title: A\n    topics: [rlhf]\n"
    )


def test_the_fields_of_a_record_in_braces_are_sorted_by_writing_it_out(path):
    file = opened(
        path,
        SAMPLE.replace(
            "{type: article, kind: paper, title: Attention", "{title: Attention, type: article, kind: paper"
        ),
    )
    file.sort_fields("vaswani-2017-attention")
    assert committed(file)["vaswani-2017-attention"].title == "Attention"
    assert "  vaswani-2017-attention:\n    type: article\n    kind: paper\n    title: Attention\n" in path.read_text()
