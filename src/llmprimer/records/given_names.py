"""Frequent given names of several languages: beside a title they show which of two texts is a person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from llmprimer.text import fold

_FREQUENT = frozenset(
    fold(name)
    for name in """
    aaron adam alan albert alex alexander alexandra alfred alice amy ana andre andrea andreas andrew angela ann anna anne anthony antonio arthur barbara ben
    benjamin bernard bill bob brian bruce carl carlos carol caroline catherine charles charlotte chris christian christine christopher claire claude claudia
    clive craig daniel david deborah dennis diana donald dorothy douglas edgar edward elena elisabeth elizabeth ellen emily emma eric erich erik ernest eugene
    eva evelyn felix fernando francis francisco francois frank franz fred frederick friedrich gabriel gary george georges gerald giovanni gordon graham greg
    gregory guy hans harold harry heinrich helen helmut henri henry herbert herman hermann howard hugh hugo ian igor irene isaac isabel ivan jack jacob jacques
    james jan jane jason jay jean jeff jeffrey jennifer jeremy jerome jerry jessica jill jim joan joe johann johannes john jon jonathan jorge jose joseph joshua
    juan judith jules julia julian julie julio karen karl kate katherine keith kenneth kevin klaus kurt larry laura lawrence lee leo leon leonard lewis linda lisa louis
    louise lucas lucy luis luke manuel marc marcel marco margaret maria marie mario marion mark martha martin mary matt matthew max mary-jane michael michel
    miguel mike nancy nicholas nicolas nicole nikolai norman oliver oscar otto pablo patricia patrick paul pedro peter philip philippe pierre rachel ralph ray
    raymond rebecca richard robert roberto robin roger roland ronald rosa roy russell ruth ryan sam samuel sandra sara sarah scott sergei sharon simon sophie stanislaw
    stefan stephen steve steven stuart susan sylvia terry theodore thomas tim timothy tom tony umberto ursula victor vincent virginia vladimir walter wayne werner
    will william wolfgang yuval yves haruki kazuo
    александр алексей анна антон аркадий артур борис василий виктор владимир даниил джек джон дмитрий евгений иван илья лев людмила мария михаил николай олег
    павел пётр роберт сергей стивен татьяна фёдор франц эрих эрнест юрий
    """.split()
)


def are_frequent_given_names(given: Iterable[str]) -> bool:
    """Whether the first of the given names of each person is a frequent one or an initial."""
    firsts = [fold(name).split(maxsplit=1)[0] if name.strip() else "" for name in given]
    return bool(firsts) and all(first in _FREQUENT or re.fullmatch(r"(?:\w\.-?)+", first) for first in firsts)
