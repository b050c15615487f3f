"""Whether words look like a person's name: capitals, initials, particles, frequent family names."""

from __future__ import annotations

import re

from llmprimer.records.people import PARTICLES, SUFFIX, are_initials
from llmprimer.text import CAPITAL, SMALL, has_cjk

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’`.\-‐‑])*")
#: Words of organizations, publications and titles, which no person's name has.
_NO_NAMES = re.compile(
    r"\b(?:univ\w*|institut\w*|labs?|laborator\w*|college|school|research\w*|teams?|google|microsoft|openai|deepmind|meta|facebook|nvidia|"
    r"inc|ltd|llc|gmbh|corp\w*|compan\w+|group|foundation|department|academy|cent(?:er|re)|conference|workshop|symposium|journal|proceedings|transactions|press|"
    r"books?|media|magazine|review|letters|ai|ml|nlp|collaboration|consortium|project|community|contributors|authors|course|lectures?|tutorials?|learning|network\w*|"
    r"models?|systems?|deep|language|science|nature|technolog\w+|intelligence|data\w*|software|engineering|computing|computer|theory|analysis|survey|introduction|guide|"
    r"ieee|acm|arxiv|preprint|version|part|chapter|volume|edition|report|thesis|blog|papers?|code|videos?|slides?|github|website|page|link|pdf|html|"
    r"the|for|with|from|using|via|how|what|why|when|where|towards?|into|over|under|between|beyond|through|without|your|our|not|are|can|will|its|"
    r"new|best|first|open|free|online|large|small|fast|general|neural|visual|image|text|speech|memory|attention|training|inference|reasoning|generation|agents?|"
    r"performance|hardware|efficient|efficiency|distributed|parallel|quantum|methods?|frameworks?|architectures?|challenges|applied|automat\w+|algorithms?|"
    r"conf|proc|symp|intl|int'l|profs?|professors?|drs?|"
    r"[a-z]{4,}(?:tions?|sions?|ness|ities|ability|ology|ologies|ics|isms|wares?|istry)|[a-z]{5,}ments?|"
    r"[a-z]{6,}(?:[ae]nces?|ity)|[a-z]{3,}(?:graph(?:y|ies)|scopy|metry)|benchmarks?|"
    r"january|february|september|october|november|december|oral|spotlight|poster|findings|main|track)\b"
    r"|\b(?-i:a|an|of|on|in|to|is|are|by|as|at|or|be|it|we|you)\b",
    re.IGNORECASE,
)
ORGANIZATION = re.compile(
    r"\b(?:univ\w*|institut\w*|labs?|laborator\w*|college|school|research|inc|ltd|llc|gmbh|corp\w*|group|foundation|department|academy|cent(?:er|re)|"
    r"team|collaboration|consortium|project|community|company|hospital|ministry|agency|association|society|committee|council|initiative|network|organi[sz]ation)\b"
    r"|大学|研究院|研究所|实验室|公司|学院|團隊|团队",
    re.IGNORECASE,
)


#: The most frequent family names of Chinese (simplified and traditional) and Korean, by their first character.
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘于於蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付傅"
    "方白邹鄒孟熊秦邱江尹薛闫閆段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧"
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)


#: A full stop behind a word that is neither the first one nor an abbreviation of names: `Bo Li. Cause`.
_SENTENCE_END = re.compile(rf"\s(?!(?:St|Jr|Sr)\b)[^\W\d_][{SMALL}]+\.\s+\S")
_MONTHS = re.compile(r"(?:(?:march|april|may|june|july|august)\b[\s,-]*)+", re.IGNORECASE)


def may_be_surname(name: str) -> bool:
    """Whether a name without spaces begins with a frequent family name; kana show a Japanese name."""
    return (name != "" and name[0] in _SURNAMES) or re.search(r"[\u3040-\u30ff]", name) is not None


#: The most frequent Chinese family names in Latin letters, without those that are given names elsewhere.
_LATIN_SURNAMES = frozenset(
    "li wang zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo gao luo zheng liang xie tang deng feng cao peng "
    "zeng xiao tian dong pan yuan cai cheng ding ren shen yao zou xiong meng qin hou bai jia wei fu fang shi tan liao fan jin lu".split()
)
_FINALS = r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uan|uai|ai|an|ao|ei|en|ia|ie|in|iu|ou|ua|ui|un|uo|ue|a|e|i|u)"
_SYLLABLE = rf"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]){_FINALS}|[bpmfw]o|er|an|ai|ao|en)"
_CHINESE_GIVEN = re.compile(rf"(?!ouyang|shangguan|situ|sima|zhuge){_SYLLABLE}[-’']?{_SYLLABLE}", re.IGNORECASE)


def is_chinese_family(word: str) -> bool:
    """Whether it is a frequent Chinese family name in Latin letters: `Li`, `Zhang`."""
    return word.lower() in _LATIN_SURNAMES


def is_chinese_given(word: str) -> bool:
    """Whether it is written as Chinese given names of two syllables are: `Feifei`, `Xiao-Ming`."""
    return len(word) >= 5 and _CHINESE_GIVEN.fullmatch(word) is not None


def is_organization(chunk: str) -> bool:
    """Whether words may be the name of an organization in a list of people."""
    chunk = re.sub(r"[-‐]", "_", chunk)  # of `Group-Scheduling` no word is one of its own
    return (
        len(chunk.split()) <= 8
        and chunk[:1].isupper()
        and (ORGANIZATION.search(chunk) is not None or " " not in chunk)
        and not re.search(r"[\d:：]", chunk)  # a label is no part of a name
    )


def has_initials(chunk: str) -> bool:
    """Whether a name has initials with full stops."""
    return re.search(rf"(?:^|[\s.-]){CAPITAL}\.(?=$|[\s\w-])", chunk) is not None and not re.search(
        r"[a-z]{3,}\.", chunk
    )


def is_single_word(chunk: str) -> bool:
    """Whether there is only one word after the particles."""
    return all(word.lower() in PARTICLES for word in chunk.split()[:-1])


def are_given_initials(chunk: str) -> bool:
    """Whether these are the initials that follow a family name, with the particles behind them."""
    words = chunk.split()
    while len(words) > 1 and words[-1].lower() in PARTICLES and words[-1][0].islower():
        words.pop()
    joined = " ".join(words)
    if are_initials(joined) and (("." in joined) or (joined.isupper() and len(joined) <= 3)):
        return True
    return bool(words) and all(re.fullmatch(rf"{CAPITAL}[a-z]?\.(?:-?{CAPITAL}\.)*", word) for word in words)


def is_given(chunk: str) -> bool:
    """Whether these are given names, in words or initials."""
    words = chunk.split()
    return (
        1 <= len(words) <= 5
        and _NO_NAMES.search(chunk) is None
        and _MONTHS.fullmatch(chunk) is None
        and all(are_initials(word) or _is_name_word(word) or word in PARTICLES for word in words)
    )


def is_family(chunk: str, *, sure: bool = False) -> bool:
    """Whether this is a family name, with its particles; `sure` where initials follow it, as in `Page, L.`."""
    words = chunk.split()
    return (
        1 <= len(words) <= 5
        and "." not in chunk.replace("St.", "")
        and ((sure and all(word in PARTICLES for word in words[:-1])) or _NO_NAMES.search(chunk) is None)
        and not are_initials(chunk)
        and any(_is_name_word(word) for word in words)
        and all(_is_name_word(word) or word.lower() in PARTICLES for word in words)
    )


#: `Wick-inspired`, `Oil-aware`: words of titles that say what kind something is of; `Dirk-jan` is a name.
_QUALIFIES = re.compile(
    r"(?!(?:Abd|Ben|Bin|Ibn|Ould|Sidi)|.*(?:hm|hamm?)ed)[^\W\d_]{3,}[-‐‑](?:[a-z]{3,}(?:ed|ing)|aware|agnostic|based|bound|centric|driven|free|friendly|invariant|level|like|"
    r"preserving|proof|rich|scale|shot|specific|time|wide|wise)"
)


def _is_name_word(word: str) -> bool:
    return (
        _WORD.fullmatch(word) is not None
        and (word[0].isupper() or re.match(rf"(?:d|l|al|el|o|saint)['’-]{CAPITAL}", word) is not None)
        and not (len(word) > 4 and word.isupper() and "-" not in word)
        and not re.match(r"[A-Z]-[A-Z]{2}|[A-Z]{2,}\w*[-‐][a-z]", word)  # `R-CNN`, `LLM-based`
        and _QUALIFIES.fullmatch(word) is None
    )


def is_probable_name(chunk: str) -> bool:
    """Whether it looks like a name in natural order: capitals, initials, particles, and no word of titles or organizations."""
    if has_cjk(chunk):
        return len(chunk) <= 6 and may_be_surname(chunk)
    words = chunk.replace(".", ". ").replace(". -", ".-").split()
    if not 1 <= len(words) <= 6 or _NO_NAMES.search(chunk) or _MONTHS.fullmatch(chunk) or _SENTENCE_END.search(chunk):
        return False
    if not any(_is_name_word(word) and len(word.rstrip(".")) >= 2 for word in words):
        return False
    last = words[-1]
    if len(words) == 1 and len(last) >= 3 and last.isupper():
        return False
    if len(words) > 1 and (words[0] in PARTICLES or last in PARTICLES or _ends_in_initial(last)):
        return False
    return all(_is_name_word(word) or word.lower() in PARTICLES or SUFFIX.fullmatch(word) for word in words)


def _ends_in_initial(word: str) -> bool:
    return re.fullmatch(rf"{CAPITAL}{{1,2}}\.?", word) is not None and SUFFIX.fullmatch(word) is None


def in_mixed_case(chunk: str) -> str:
    """A name with words in capitals, `Jane DOE`, `LI Wei`, as other names are written; initials stay."""
    words = chunk.split()
    if len(words) < 2 or not any(len(word) > 1 and word.isalpha() and word.isupper() for word in words):
        return chunk
    return " ".join(
        word.capitalize()
        if word.isalpha() and word.isupper() and len(word) > 1 and re.search(r"[AEIOUY]", word)
        else word
        for word in words
    )


def is_family_beside_title_words(chunk: str) -> bool:
    """Whether it is a name of which only the last word is one of titles or publications: `Jane Press`."""
    words = chunk.split()
    return (
        len(words) in (2, 3)
        and _NO_NAMES.search(" ".join(words[:-1])) is None
        and re.fullmatch(r"[A-Z][a-z]{2,}", words[-1]) is not None
        and all(_is_name_word(word) for word in words)
    )


def has_no_title_words(chunk: str) -> bool:
    """Whether words may all be of a name: none is one of titles, publications or organizations."""
    return _NO_NAMES.search(chunk) is None


def is_possible_name(chunk: str) -> bool:
    """Whether it may be a name in a list of names: `Hao liu`, `Deep Ganguli`; a few words, the first capitalised."""
    words = chunk.split()
    if not 1 <= len(words) <= 5 or not words[0][0].isupper() or (len(chunk) >= 3 and chunk.isupper()):
        return False
    if _ends_in_initial(words[-1]):
        return False
    joining = r"\b(?:of|on|in|to|is|are|by|the|and|for|with|from|using|via)\b"
    if _SENTENCE_END.search(chunk):
        return False
    acronym = r"[-‐][A-Z]{2}"  # `Faster R-CNN`
    if any("-" in word and _QUALIFIES.fullmatch(word) for word in words):
        return False
    return all(_WORD.fullmatch(word) for word in words) and not re.search(f"{joining}|{acronym}", chunk)
