"""What the words beside an expression say of it: whether `may` is a month, `2000` a year, `a week` a length or a rate.

Only words that stand right before or after it are looked at, in lower case.
"""

from __future__ import annotations

_LEADING = frozenset((
    "in of since until till by from to and or through during before after early late mid for between on around about "
    "- ( , -- /"
).split())
"""Words, marks and prepositions after which a month or a year may stand alone."""
MONTH_AFTER = _LEADING | frozenset("last next this that per each every as".split())
"""After these a word such as `may` or `march` by itself is the month."""
YEAR_AFTER = _LEADING | frozenset("the fiscal than post pre year over summer winter spring fall autumn its an a".split())
"""After these four figures by themselves are a year of our time."""
OLD_YEAR_AFTER = frozenset("in since until from to by between circa year during before after ( of".split())
"""After these four figures may be a year of 1400 to 1899."""
ROUGHLY = frozenset("about around almost nearly roughly approximately over more less than at least most up to some only just".split())
"""Words of estimate, which go with counts more than with years."""
COUNTED = frozenset((
    "people troops soldiers men women children civilians dead killed miles km kilometers kilometres feet meters "
    "metres pounds dollars euros rubles percent police fighters rebels refugees homes houses kg tons tonnes square "
    "points jobs workers families hours hrs words names votes seats rounds acres hectares GMT"
).split())
"""What four figures count when it follows them: `2000 soldiers`."""
LENGTH_AFTER = frozenset((
    "in for within after over of than until during nearly about as barely just almost take takes took last lasts "
    "lasted him her them us me by every spend spent spending under only least once half not what quite such from is "
    "was be been and or but with on to at before since around"
).split())
"""After these `a week` is a length; after a noun or a sum it is a rate: `twice a week`, `$10 a week`."""
