"""The query language: parses text into a tree of conditions; independent of the index.

query  =  and ( "OR" and )*
and    =  unary+
unary  =  ( "-" | "NOT" ) unary  |  "(" query ")"  |  field  |  "phrase"  |  word
field  =  name ":" value          value = word | "phrase" | a..b | >=a | <=a | >a | <a
"""

from llmprimer.query.parsing import parse, parse_filter
from llmprimer.query.tree import And, Field, Node, Not, Or, Phrase, Word, conjunction

__all__ = ["And", "Field", "Node", "Not", "Or", "Phrase", "Word", "conjunction", "parse", "parse_filter"]
