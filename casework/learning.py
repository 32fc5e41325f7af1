"""Learning from people's judgements, on request: what it would change is shown; only a person puts it in force."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import ValidationError

from casework.access import Access
from casework.models import Accepted, Models
from casework.purpose import Purpose
from core.errors import IzderError, SettingsError
from core.home import Home
from core.judgements import JudgementBook
from core.resolution import Learned
from etl.resolve.learn import learn
from etl.resolve.model import Model, load


@dataclass(frozen=True, slots=True)
class Learning:
    """What `Izder.learning` can do. Every method raises AccessRefused where the audit entry could not be written."""

    home: Home
    access: Access
    book: JudgementBook
    models: Models
    actor: Callable[[str], Purpose]
    now: Callable[[], int]

    def propose(self, purpose: Purpose | None = None) -> Learned:
        """What the judgements so far would change, measured on judgements held out. Changes nothing.

        Raises:
            InputError: resolution has not been run, or there are too few judgements.
        """
        self.access.act(purpose or self.actor("learn"), "learn from judgements")
        return learn(self.home, self.book, current(self.models))[1]

    def accept(self, *, reason: str, purpose: Purpose | None = None) -> Learned:
        """Learn, and let the new version count from the next run of resolution on; earlier ones stay.

        Raises:
            InputError: as for `propose`.
            IzderError: no reason is given, or the judgements change nothing.
        """
        who = purpose or self.actor("learn")
        if not reason.strip():
            raise IzderError("Say why the model should change: --reason.")
        self.access.act(who, "accept model", reason=reason)
        model, learned = learn(self.home, self.book, current(self.models))
        if learned.merge_from[0] == learned.merge_from[1] and learned.review_from[0] == learned.review_from[1]:
            raise IzderError("The judgements change nothing: the bands stay where they are.")
        self.models.add(Accepted(model.name, model.model_dump_json(), who.user, self.now(), reason))
        return learned


def current(models: Models) -> Model:
    """The model that counts: what was accepted last, else the program's own.

    Raises:
        SettingsError: an accepted version was made for another version of the program.
    """
    last = models.last()
    if last is None:
        return load()
    try:
        return Model.model_validate_json(last.document)
    except ValidationError as error:
        raise SettingsError(f"The accepted model {last.version} does not fit this version of Izder.") from error
