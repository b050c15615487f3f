"""What each part of the ranking is worth. Tuned on the `dev` half of the judged queries alone (bench/search.py).

Everything that ranking weighs stands here, so that another implementation needs this table and the rules beside it.
"""

from __future__ import annotations

#: What a word is worth by the field in which it stands.
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
#: The usual number of words of a field; in a longer one a word is worth less, in a shorter one more, by LENGTH.
USUAL_LENGTH = {"title": 8, "summary": 18, "abstract": 150, "topics": 3}
LENGTH = 0.25
#: A word that occurs once, twice, or more often in a field.
TIMES = (1.0, 1.15, 1.25)
#: A word in fields of this weight together is worth half of the most that a word can be worth.
HALF = 3.0
MOST = 8.0

# How far another form of a word is the word itself.
INFLECTED = 0.97
SAME_STEM = 0.95
SAME_ROOT = 0.6
#: Part of a compound: "weight" in "light-weight".
COMPOUND_PART = 0.85
JOINED = 0.95
SPLIT = 0.95
#: An abbreviation that the catalogue explains, and one that is only the initials of a phrase in it.
EXPLAINED = 0.95
INITIALS = 0.8
#: A phrase with the same initials that differs from the commonest in one word.
NEARLY_THE_SAME = 0.9
#: A first name that an author signs as its initial.
SIGNED = 0.95
INITIALS_OF_A_KNOWN_WORD = 0.6

# What a spelling mistake is taken for.
ONE_EDIT = 0.85
UNLIKELY_EDIT = 0.5
FIRST_LETTER = 0.6
TWO_EDITS = 0.5
BEGINNING = 0.7
SHORT_WORD = {4: 0.75, 5: 0.9}
#: Corrections with less trust are not made.
LEAST_TRUST = 0.45

#: A word is worth its rarity to this power: below 1, several common words beat one rare word sooner.
RARITY_POWER = 0.95
#: A word in every record is worth as much as if it were missing in this share of them: in a list on deep learning, "deep" still
#: tells "Deep learning" from a paper whose abstract alone has the word.
EVERYWHERE = 0.5
#: A word that the catalogue lacks counts in the coverage as the rarest of the words that it has, times this.
UNKNOWN = 1.0
#: A corrected word is worth at most so many times the rarest of the words that are there.
CORRECTED = 1.5
#: Kinds and dates said in words weigh less than the subject.
FACET = 0.55
FACET_COVERAGE = 0.5
FACET_POINTS = 4.0
#: For the word "paper" in a reference of another kind.
FACET_TEXT = 0.5

TOPIC = 4.5
#: What the words of a topic are worth beside the points for the topic itself.
NAMED_TOPIC_TEXT = 0.5
#: For "object detection" where the topic is "Image segmentation / object detection".
PART_OF_TOPIC = 0.2
TOPIC_STEP = 0.13
NARROWER_TOPIC = 0.45
WHOLE_TOPIC = 6.0
WHOLE_NAME = 10.0
WHOLE_NAME_BY_STEMS = 8.0
WHOLE_WORDS = 6.0
ADJACENT = 0.45

#: The smallest share of its score that a reference keeps if it covers little of the query.
UNCOVERED = 0.25
COVERAGE_POWER = 2.0
#: A word that stands in these fields alone covers less of the query.
COVER = {"topics": 0.9, "abstract": 0.9, "address": 0.8}
#: The same for a corrected word. Abstracts have many ordinary words, and a correct one is soon near one of them ("taxes" and
#: "takes"); so the correction of a word that only an abstract has says little.
CORRECTED_COVER = {"topics": 0.9, "abstract": 0.2, "address": 0.5}
#: The share of the coverage in which all words count alike; in the rest they count by their worth.
EQUAL_SHARE = 0.4
#: Below this share of the query the best result is offered as a guess only.
CONFIDENT_COVERAGE = 0.6
#: The same for a question of at least so many words, some of which only ask.
CONFIDENT_QUESTION = 0.5
QUESTION = 4
#: Results that score less than this share of the best are left out.
TAIL = 0.03
