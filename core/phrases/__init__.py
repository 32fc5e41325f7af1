"""The phrase catalogue: every text a person reads, by key, in ru, kk and en. One topic a file."""

from core.phrases.catalogue import Phrases

__all__ = ["Phrases"]
