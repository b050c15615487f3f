"""The weights of the ranking, tuned only on the `dev` half of the judged queries (bench/search.py).

All weights are here, so that another implementation needs only this table and the rules.
"""

from __future__ import annotations

#: Points of a word by field.
FIELD_WEIGHTS: dict[str, float] = {
    "title": 5.0,
    "aliases": 5.0,
    "keywords": 4.5,
    "author": 5.0,
    "organizations": 5.0,
    "topics": 3.0,
    "summary": 2.5,
    "abstract": 0.7,
    "other": 1.5,
    "address": 1.5,
}
#: The usual number of words in a field; a word in a longer text has fewer points, in a shorter one more, scaled by LENGTH.
USUAL_LENGTH = {"title": 8, "summary": 18, "abstract": 150, "topics": 3}
LENGTH = 0.25
#: Factors for a word that occurs once, twice, or more often in a field.
TIMES = (1.0, 1.15, 1.25)
#: A word whose fields have this many points together gets half of MOST, the upper limit.
HALF = 3.0
MOST = 8.0

#: Quality of what means the same as a word, which has 1: a form with its stem, joined or split words, an abbreviation or what
#: it stands for, a first name as its initial.
VARIANT = 0.95
SAME_ROOT = 0.6
#: Part of a compound, "weight" in "light-weight", or of a name with a version, "bowtie" in "bowtie2".
COMPOUND_PART = 0.85
#: A phrase without one of its words, which finds less; the words left must have this share of the worth of all.
PART_OF_PHRASE = 0.8
LEAST_OF_PHRASE = 0.6

# Trust of corrections.
ONE_EDIT = 0.85
UNLIKELY_EDIT = 0.5
FIRST_LETTER = 0.6
TWO_EDITS = 0.5
BEGINNING = 0.7
SHORT_WORD = {4: 0.75, 5: 0.9}
#: Corrections with less trust are discarded.
LEAST_TRUST = 0.45

#: The worth of a word is its rarity to this power: a value below 1 favours several common words over one rare word.
RARITY_POWER = 0.95
#: The share of the records in the numerator of the rarity, which gives a word in every record some worth: in a list on deep
#: learning, "deep" still separates "Deep learning" from a paper that has the word only in its abstract.
EVERYWHERE = 0.5
#: Worth of a word that the catalogue lacks, relative to the rarest known word of the query.
UNKNOWN = 1.0
#: Maximum worth of a corrected word, relative to the rarest known word of the query.
CORRECTED = 1.5
#: Words for kinds and dates weigh less than the subject.
FACET = 0.55
FACET_POINTS = 4.0
#: For the word "paper" in a reference of another kind.
FACET_TEXT = 0.5

TOPIC = 4.5
#: Factor for the words of a topic that has points itself.
NAMED_TOPIC_TEXT = 0.5
TOPIC_STEP = 0.13
NARROWER_TOPIC = 0.45
WHOLE_TOPIC = 6.0
WHOLE_NAME = 10.0
WHOLE_WORDS = 6.0
ADJACENT = 0.45

#: Minimum share of its score that a reference keeps, however little of the query it covers.
UNCOVERED = 0.25
COVERAGE_POWER = 2.0
#: A word that is only in these fields covers less of the query.
COVER = {"topics": 0.9, "abstract": 0.9, "address": 0.8}
#: The same for a corrected word. Abstracts have many ordinary words, and some are similar to a correctly spelt word ("taxes",
#: "takes"), so a correction to a word that is only in an abstract is weak evidence.
CORRECTED_COVER = {"topics": 0.9, "abstract": 0.2, "address": 0.5}
#: The share of the coverage in which all words count equally; in the rest they count by their worth.
EQUAL_SHARE = 0.4
#: Results that cover less of the query than this are not confident.
CONFIDENT_COVERAGE = 0.6
#: The same for a query whose words are all in the catalogue, which is then about its subject, and for a question, a query of at
#: least QUESTION words: some of its words do not name the subject.
CONFIDENT_ENOUGH = 0.45
QUESTION = 4
#: Results that score less than this share of the best are left out.
TAIL = 0.03
