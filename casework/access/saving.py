"""The gate's part for saved questions: each act and each look is audited; IINs in what was typed leave masked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from casework.access.masking import mask_text
from casework.purpose import Purpose
from casework.saved import REMOVED, Saved
from core.answers import Answer, SavedQuestion
from core.errors import NotFound, StoreUnavailable, UnknownQuestion
from graph.ask import checked

MOST_NAME = 80
Enter = Callable[..., None]  # (purpose, act, **parameters): checks the purpose, writes the audit entry
Ask = Callable[..., Answer]


@dataclass(frozen=True, slots=True)
class SavedGate:
    """Questions of the catalogue kept under names. `ask` is the gate's own way to ask.

    Every method raises AccessRefused where the purpose does not hold or the audit entry could not be written.
    """

    enter: Enter
    ask_gate: Ask
    kept: Saved | None
    now: Callable[[], int]

    def every(self, purpose: Purpose) -> list[SavedQuestion]:
        """What the user kept and what others kept for all, with IINs masked."""
        self.enter(purpose, "saved questions")
        return [_masked(made) for made in self._book().of(purpose.user)] if self.kept else []

    def save(
        self, purpose: Purpose, name: str, question: str, parameters: Mapping[str, str], *, shared: bool = False
    ) -> SavedQuestion:
        """Keep a question with its parameters under a name; the same name again replaces the user's own.

        Raises:
            UnknownQuestion: no such question, parameters that do not fit it, or no name.
        """
        name = name.strip()
        if not 0 < len(name) <= MOST_NAME:
            raise UnknownQuestion(f"A saved question needs a name of 1 to {MOST_NAME} letters.", key="saved_name")
        checked(question, parameters)
        told = dict(parameters)
        self.enter(purpose, "save question", name=name, question=question, parameters=told, shared=shared)
        made = SavedQuestion(name, question, told, shared, purpose.user, self.now())
        self._book().add(made, purpose.reason)
        return _masked(made)

    def remove(self, purpose: Purpose, name: str) -> None:
        """Remove a question that the user kept.

        Raises:
            NotFound: he has none of this name.
        """
        made = self._named(purpose, name)
        if made.author != purpose.user:
            raise NotFound(f"«{name}» was saved by {made.author}, who alone can remove it.")
        self.enter(purpose, "remove question", name=name)
        self._book().add(replace(made, made_ms=self.now()), purpose.reason, step=REMOVED)

    def ask(
        self, purpose: Purpose, name: str, changed: Mapping[str, str] | None = None, *,
        language: str, limit: int | None = None, reveal: bool = False,
    ) -> Answer:  # fmt: skip
        """The answer to a saved question, some of its parameters changed; masked unless revealed.

        Raises:
            NotFound: there is none of this name.
            UnknownQuestion: parameters that do not fit it.
        """
        question, told = self._told(purpose, name, changed)
        return self.ask_gate(purpose, question, told, language=language, limit=limit, reveal=reveal)

    def check(
        self, purpose: Purpose, name: str, changed: Mapping[str, str] | None = None, limit: int | None = None
    ) -> None:
        """Refuse what `ask` would refuse; needs no graph, for nothing is read but what was saved.

        Raises:
            NotFound, UnknownQuestion: as for `ask`.
        """
        checked(*self._told(purpose, name, changed), limit)

    def _told(self, purpose: Purpose, name: str, changed: Mapping[str, str] | None) -> tuple[str, dict[str, str]]:
        """The question that was saved, and its parameters with what is changed of them."""
        made = self._named(purpose, name)
        return made.question, {**made.parameters, **(changed or {})}

    def _named(self, purpose: Purpose, name: str) -> SavedQuestion:
        for made in self._book().of(purpose.user):
            if made.name == name.strip():
                return made
        raise NotFound(f"There is no saved question «{name}»; izder ask lists them.", key="no_saved", name=name)

    def _book(self) -> Saved:
        if self.kept is None:
            raise StoreUnavailable("This application was wired without saved questions.")
        return self.kept


def _masked(made: SavedQuestion) -> SavedQuestion:
    return replace(made, name=mask_text(made.name), parameters={k: mask_text(v) for k, v in made.parameters.items()})
