"""The phrase catalogue: every text a person reads, by key, in ru, kk and en. One topic a file."""

from core.phrases.catalogue import Phrases
from core.phrases.telling import judged_on, sentence, step_title

__all__ = ["Phrases", "judged_on", "sentence", "step_title"]
