"""`izder evaluate`: worlds of several seeds and settings, detected and scored, into docs/evaluation.md."""

from evaluation.study.pages.page import page
from evaluation.study.plan import Plan
from evaluation.study.running import study
from evaluation.study.settings import SETTINGS

__all__ = ["SETTINGS", "Plan", "page", "study"]
