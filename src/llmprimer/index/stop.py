"""English stop words: pronouns, prepositions, auxiliaries and the usual words of questions.

They apply to any subject; the weight of all other words comes from their frequency in the catalogue.
docs/searching.md says what search loses without the list.
"""

from __future__ import annotations

#: A query that has only stop words keeps them.
STOP = frozenset(
    "a about above after again all also am an and any are as at be because been before being between both but by can "
    "cannot could did do does doing done down during each else ever every for from get gets give given going got had "
    "has have he her here hers him his how i if in into is it its itself just know let like look lot made make makes "
    "many may me might mine more most much must my need no nor not of off on once one only or other our ours out over "
    "own please same say says see she should show so some someone something such tell than that the their them then "
    "there these they thing things this those through to too two under until up use used uses using very want was way "
    "we were what when where whether which while who whom whose why will with without would you your yours find "
    "explain explained mean means happen happened happens list regarding related exactly really actually still yet im "
    "ive dont doesnt didnt isnt whats".split()
)
