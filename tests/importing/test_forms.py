from __future__ import annotations

import pytest

from llmprimer.errors import CatalogueError, UsageError
from llmprimer.importing.detect import FORMS, decode, detect, read
from llmprimer.latex.decoding import decode as from_latex
from llmprimer.latex.decoding import decode_letters

BIBTEX = """\
@string{icml = "International Conference on Machine Learning"}
@comment{ignored, {even} this}
% a remark outside
@inproceedings{kim2020,
  title     = {{BERT} \\& {M}{\\"u}ller: 100\\% of it},
  author    = {van den Berg, Jan and {The {ACME} Group} and Kim, Y. and others},
  booktitle = icml # { 2020},
  pages     = {1--9},
  year      = 2020, month = jul,
  url       = {https://example.org/a_b\\_c},
}

@article{broken,
  title = {Never closed

@misc(paren,
  title = "Quoted {"} title", howpublished = {\\url{https://example.org/x}}
)
"""

RIS = """\
TY  - JOUR
ID  - smith2019
AU  - Smith, Jane
AU  - The Group
TI  - A title that goes
 on here
T2  - The Journal
PY  - 2019
DA  - 2019/03//
SP  - 1
EP  - 9
DO  - https://doi.org/10.1000/ABC
KW  - learning
ER  -
stray line
"""

BOOKMARKS = """\
<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><H3>Bookmarks bar</H3>
    <DL><p>
        <DT><H3>Reading &amp; more</H3>
        <DL><p>
            <DT><A HREF="https://techcrunch.com/2022/02/02/x/" TAGS="ai,news">DeepMind writes code | TechCrunch</A>
            <DD>A description
            <DT><A HREF="javascript:alert(1)">Bookmarklet</A>
        </DL><p>
    </DL><p>
    <DT><A HREF="https://example.org/">https://example.org/</A>
</DL><p>
"""

HAYAGRIVA = """\
harry:
  type: Book
  title: Harry Potter and the Order of the Phoenix
  author: ["Rowling, J. K."]
  volume: 5
  page-total: 768
  date: 2003-06-21

kinetics:
  type: article
  title:
    value: "{Kinetics} of things"
  author: "Sanderson, Andrew"
  date: 1980
  serial-number: {doi: 10.1000/x, arxiv: "1706.03762"}
  url: {value: "https://example.org/k", date: 2020-01-02}
  parent: {type: periodical, title: Journal of Things, volume: 3}
"""

CSL = '[{"id": "doe-2020", "type": "article-journal", "title": "T", "author": [{"family": "Doe", "given": "J."}], "issued": {"date-parts": [["2020", 5]]}, "DOI": "10.1000/Q"}]'

URLS = """\
# Papers
https://arxiv.org/abs/1706.03762
The Annotated Transformer - https://nlp.seas.harvard.edu/annotated-transformer/
10.1000/abc
2203.02155
example.org/page
nothing to see
"""


def test_bibtex_is_read_with_macros_names_and_latex():
    reading = read(BIBTEX, "x.bib")
    first, _, last = reading.drafts
    assert first.key == "kim2020"
    assert first.line == 4
    assert first.fields == {
        "type": "paper-conference",
        "title": "BERT & Müller: 100% of it",
        "author": [
            {"family": "Berg", "given": "Jan", "non_dropping_particle": "van den"},
            {"literal": "The ACME Group"},
            {"family": "Kim", "given": "Y."},
        ],
        "and_others": True,
        "container_title": "International Conference on Machine Learning 2020",
        "page": "1-9",
        "issued": "2020-07",
        "url": "https://example.org/a_b_c",
    }
    assert (last.key, last.fields["title"], last.fields["url"]) == ("paren", 'Quoted " title', "https://example.org/x")


def test_a_broken_bibtex_entry_keeps_what_can_be_read_and_costs_no_other():
    reading = read(BIBTEX + "@book{nothing, of it is a field}", "x.bib")
    assert reading.drafts[1].fields == {"type": "article-journal", "title": "Never closed"}
    assert sorted((leftover.line, leftover.reason) for leftover in reading.leftovers) == [
        (2, "outside the entries"),
        (3, "outside the entries"),
        (19, "no field"),
    ]


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"J{\"u}rgen \'Eric Ga\"etan {\c{c}} \v{S} {\o}re \'{\i} {\aa}", "Jürgen Éric Gaëtan ç Š øre í å"),
        (r"{\~{\^e}}n Er{\H{o}}s {\ss} \LaTeX{} x", "ễn Erős ß LaTeX x"),
        (r"a \& b \$5 \_ \{x\} -- c --- ``q'' -{}-", "a & b $5 _ {x} – c — “q” --"),
        (r"$\alpha$-Go \emph{it} {GPT-3} \textasciitilde{}x", "α-Go it GPT-3 ~x"),
    ],
)
def test_latex_becomes_text(latex: str, text: str):
    assert from_latex(latex) == text


@pytest.mark.parametrize(
    ("note", "accessed"),
    [
        ("Blog post. Accessed 13 January 2023", "2023-01-13"),
        ("Blog post. Accessed: January 13, 2023.", "2023-01-13"),
        ("Blog post. Retrieved Jan. 2023", "2023-01"),
        ("Blog post. Last accessed on 2023-01-13", "2023-01-13"),
    ],
)
def test_the_day_of_access_is_read_from_a_note(note: str, accessed: str):
    (draft,) = read(f"@misc{{x, title={{T}}, url={{https://example.org/}}, note={{{note}}}}}", "x.bib").drafts
    assert draft.fields["accessed"] == accessed
    assert draft.fields.get("note", "Blog post").rstrip(".") == "Blog post"


def test_biblatex_words_are_understood():
    text = """@online{x, title={T}, author={family=Maaten, given=Laurens, prefix=van der}, date={2020-05-06}, eprint={1706.03762},
    eprinttype={arxiv}, eprintclass={cs.CL}, organization={The Blog}, urldate={2021-01-02}, langid={english}, subtitle={S}, keywords={a, b}}"""
    (draft,) = read(text, "x.bib").drafts
    assert draft.headings == ("a", "b")
    assert draft.fields == {
        "type": "article",
        "title": "T: S",
        "author": [{"family": "Maaten", "given": "Laurens", "non_dropping_particle": "van der"}],
        "issued": "2020-05-06",
        "arxiv": {"id": "1706.03762", "primary_class": "cs.CL"},
        "container_title": "The Blog",
        "accessed": "2021-01-02",
        "language": "en",
    }


def test_crossref_gives_what_the_entry_lacks():
    text = "@inproceedings{a, title={A}, crossref={b}}\n@proceedings{b, title={Proceedings of B}, year=2001, publisher={P}}"
    draft = read(text, "x.bib").drafts[0]
    assert (draft.fields["container_title"], draft.fields["issued"]) == ("Proceedings of B", "2001")


def test_ris_is_read_with_lines_that_go_on():
    reading = read(RIS, "x.ris")
    (draft,) = reading.drafts
    assert (draft.key, draft.headings) == ("smith2019", ("learning",))
    assert draft.fields == {
        "type": "article-journal",
        "title": "A title that goes on here",
        "author": [{"family": "Smith", "given": "Jane"}, {"literal": "The Group"}],
        "container_title": "The Journal",
        "page": "1-9",
        "issued": "2019-03",
        "doi": "10.1000/abc",
    }
    assert [(leftover.line, leftover.text) for leftover in reading.leftovers] == [(15, "stray line")]


def test_bookmarks_keep_folders_tags_and_descriptions():
    reading = read(BOOKMARKS, "bookmarks.html")
    first, second = reading.drafts
    assert first.fields == {
        "url": "https://techcrunch.com/2022/02/02/x/",
        "title": "DeepMind writes code",
        "summary": "A description",
    }
    assert first.headings == ("Reading & more", "ai", "news")
    assert second.fields == {"url": "https://example.org/"}
    assert [(leftover.line, leftover.text) for leftover in reading.leftovers] == [(12, "Bookmarklet")]


def test_hayagriva_is_read_with_parents_and_serial_numbers():
    harry, kinetics = read(HAYAGRIVA, "x.yml").drafts
    assert harry.fields["author"] == [{"family": "Rowling", "given": "J. K."}]
    assert harry.fields["type"] == "book"
    assert kinetics.line == 9
    assert kinetics.fields == {
        "type": "article-journal",
        "author": [{"family": "Sanderson", "given": "Andrew"}],
        "title": "Kinetics of things",
        "volume": "3",
        "container_title": "Journal of Things",
        "issued": "1980",
        "accessed": "2020-01-02",
        "url": "https://example.org/k",
        "doi": "10.1000/x",
        "arxiv": {"id": "1706.03762"},
    }


def test_csl_json_is_read():
    (draft,) = read(CSL, "x.json").drafts
    assert draft.key == "doe-2020"
    assert draft.fields == {
        "type": "article-journal",
        "title": "T",
        "doi": "10.1000/q",
        "author": [{"family": "Doe", "given": "J."}],
        "issued": "2020-05",
    }


def test_a_list_of_addresses_is_read():
    reading = read(URLS, "x.txt", "urls")
    assert [(d.fields["url"], d.fields.get("title")) for d in reading.drafts] == [
        ("https://arxiv.org/abs/1706.03762", None),
        ("https://nlp.seas.harvard.edu/annotated-transformer/", "The Annotated Transformer"),
        ("https://doi.org/10.1000/abc", None),
        ("https://arxiv.org/abs/2203.02155", None),
        ("https://example.org/page", None),
    ]
    assert [leftover.line for leftover in reading.leftovers] == [7]


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        (BIBTEX, "references", "bibtex"),
        (RIS, "export.txt", "ris"),
        (BOOKMARKS, "x.html", "bookmarks"),
        (HAYAGRIVA, "x.yaml", "hayagriva"),
        (CSL, "x", "csl-json"),
        ("schema_version: 1\ntitle: T\nreferences: {}\n", "x.yaml", "catalogue"),
        ("# List\n- [A](https://a.example.org)\n", "x.txt", "markdown"),
        ("https://a.example.org\nhttps://b.example.org\n", "x.txt", "urls"),
        ("<html><body><ul><li><a href='https://a.example.org'>A</a></ul>", "x.htm", "html"),
        ("```bibtex\n@misc{x}\n```\n- [A](https://a.example.org)", "README.md", "markdown"),
    ],
)
def test_the_form_is_seen(text: str, name: str, form: str):
    assert detect(text, name) == form


def test_every_form_has_a_reader():
    for form in FORMS:
        assert read("", "empty", form).drafts == [] if form not in ("csl-json", "hayagriva", "catalogue") else True


@pytest.mark.parametrize("form", ["csl-json", "hayagriva", "catalogue"])
def test_what_cannot_be_parsed_at_all_is_an_error_with_a_place(form: str):
    with pytest.raises(CatalogueError, match=r"^x:\d+: "):
        read("{ [", "x", form)


def test_text_of_no_form_is_refused_with_the_way_out():
    with pytest.raises(UsageError) as caught:
        detect("lorem ipsum", "x.doc")
    assert "--format" in (caught.value.hint or "")


def test_a_few_damaged_bytes_do_not_turn_utf8_into_another_encoding():
    text = "Daniel Fernández, Ágnes Kovács, Jordi Ocaña, Miquel Salicrú, María Jesús "
    assert decode(text.encode() + b"\xc3 lvarez", "a.csv") == f"{text}\ufffd lvarez"
    assert decode("Caf\xe9 “lamps”".encode("cp1252"), "a.csv") == "Café “lamps”"


def test_files_from_windows_and_in_utf16_are_decoded():
    assert decode("Zürich\r\n".encode("cp1252"), "x") == "Zürich\n"
    assert decode("Zürich".encode("utf-16"), "x") == "Zürich"
    with pytest.raises(CatalogueError, match="not a text file"):
        decode(b"\x00" * 1000 + b"abc", "x")


def test_accented_letters_copied_from_latex_are_letters_in_any_form():
    text = r"1. [Large Lamps](https://a.example.org/1), Sch{\"u}tze, Ada and Glava{\v{s}}, Bo and Lind, Jo{\~a}o, 2019"
    (draft,) = read(f"# Lamps\n\n{text}\n", "a.md").drafts
    assert [name["family"] for name in draft.fields["author"]] == ["Schütze", "Glavaš", "Lind"]
    for other in (r"\{ \}", r"{\bf x}", r"$\hat{x}$", r"{\emph x}", r"C:\users\{\u}", r"{\'e"):
        assert decode_letters(other) == other
