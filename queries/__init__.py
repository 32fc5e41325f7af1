"""The questions: one .cypher file each with a header, and the typed catalogue that reads them."""

from queries.catalogue import catalogue
from queries.question import Column, Parameter, Question

__all__ = ["Column", "Parameter", "Question", "catalogue"]
