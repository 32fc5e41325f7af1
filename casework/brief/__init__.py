"""The brief: a network on paper, in ru, kk or en, that can be defended row by row."""

from casework.brief.facts import Facts
from casework.brief.setting import set_brief

__all__ = ["Facts", "set_brief"]
