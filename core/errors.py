"""What can go wrong, one type per kind of answer; every message is a sentence for the person who reads it."""


class IzderError(Exception):
    """Base of all answers that are not a result: the message says what was wrong, where, and what to do.

    The message is English; `key` names a phrase of the topic `errors` that says it in the reader's language, with
    `parameters` in their places. An error without one is told as it is.
    """

    def __init__(self, *message: object, key: str | None = None, **parameters: str | int | float | None) -> None:
        super().__init__(*message)
        self.key, self.parameters = key, parameters


class SettingsError(IzderError):
    """A setting is missing, contradictory or unreadable."""


class CatalogueError(IzderError):
    """A data file of ours (ontology, template, question, phrase, record kind) does not read as it must."""


class InputError(IzderError):
    """A delivered file or row cannot be taken: names the file, the row where there is one, and what to do."""


class UnrecognisedFile(InputError):
    """No template fits a file's header: names the closest templates and the columns they miss."""


class AuthorityMissing(InputError):
    """Rows that need a court's authority were delivered, and no authority register has been loaded."""


class AuthorityExpired(IzderError):
    """What is asked for rests on a court's sanction whose time is over; it stays shut until that is renewed."""


class StoreUnavailable(IzderError):
    """Neo4j cannot be reached, was lost on the way, or refused us."""


class ServerError(IzderError):
    """The local Neo4j could not be fetched, started or stopped."""


class AccessRefused(IzderError):
    """A read was refused: no purpose was named, the audit entry could not be written, or a right is missing."""


class UnknownQuestion(IzderError):
    """A question that the catalogue does not hold, or parameters that do not fit it."""


class NotFound(IzderError):
    """An entity, network, run or row that is not there."""


class BriefError(IzderError):
    """The brief could not be set."""
