"""One call of the command line: what every command takes, where its answer goes, and how it ends when it cannot."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Self

import typer
from rich.console import Console

from casework.access import Access, Purpose
from casework.bootstrap import Izder, bootstrap
from core.errors import IzderError, SettingsError
from core.phrases import Phrases, sentence
from core.settings import LANGUAGES, Settings
from ui.cli.progress import Terminal

FAILED, INTERRUPTED = 1, 130
WIDE = 200  # columns of a table that goes to a file


@dataclass(frozen=True)
class Call:
    """What every command is told beside its own parameters."""

    json: bool = False
    user: str | None = None
    reason: str | None = None
    lang: str | None = None
    debug: bool = False

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        """The call that these options make; those not given stand at their defaults."""
        return cls(**given)

    def settings(self) -> Settings:
        """Settings of the environment with what was said on the command line.

        Raises:
            SettingsError: a language that we do not speak, or a variable that holds what it cannot mean.
        """
        settings = Settings.from_environment()
        if self.lang and self.lang not in LANGUAGES:
            raise SettingsError(f"--lang is «{self.lang}»; it must be one of {', '.join(LANGUAGES)}.")
        return replace(
            settings,
            user=self.user or settings.user,
            reason=self.reason or settings.reason,
            language=self.lang or settings.language,
        )

    @property
    def language(self) -> str:
        """The language of answers."""
        return self.settings().language

    def _readers(self) -> str:
        """The language of errors; English where what is wrong is the setting itself."""
        try:
            return self.language
        except IzderError:
            return "en"

    @contextmanager
    def izder(self, start_store: bool = True) -> Iterator[Izder]:
        """The wired application, with progress on this terminal."""
        settings = self.settings()
        with (
            Terminal(settings.language) as progress,
            bootstrap(settings, progress=progress, start_store=start_store) as izder,
        ):
            yield izder

    @contextmanager
    def asking(self, start_store: bool = True) -> Iterator[tuple[Access, Purpose]]:
        """The door to what is known, and who asks and why.

        Raises:
            AccessRefused: neither is named, and data other than the examples is loaded.
        """
        with self.izder(start_store) as izder:
            yield izder.access, izder.access.purpose(izder.settings.user, izder.settings.reason)

    def say(self, key: str, /, **parameters: str | int | float | None) -> str:
        """A phrase of the topic `cli`."""
        return Phrases.load().text(f"cli.{key}", self.language, **parameters)

    def give(self, document: object, show: Callable[[Console], None]) -> None:
        """The answer on stdout: one JSON document where `--json` asks for it, else what `show` prints."""
        if self.json:
            sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
        else:
            show(screen())
        sys.stdout.flush()  # what comes after may run for hours: `serve` prints its address and stays

    @contextmanager
    def answering(self) -> Iterator[None]:
        """End with one sentence on stderr and a status that is not zero, where there is no answer."""
        try:
            yield
        except typer.Exit:
            raise
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains at its exit
            raise typer.Exit(0) from None
        except (KeyboardInterrupt, Exception) as error:
            if self.debug:
                raise
            told, status = ending(error, self._readers())
            sys.stderr.write(f"{told}\n")
            raise typer.Exit(status) from None


def screen() -> Console:
    """Where answers are printed; wide where nobody looks at it as it comes, so that a file has whole lines."""
    return Console() if sys.stdout.isatty() else Console(width=WIDE)


def ending(error: BaseException, language: str) -> tuple[str, int]:
    """What an error says to the person who reads it, and the exit status."""
    if isinstance(error, KeyboardInterrupt):
        return Phrases.load().text("cli.interrupted", language), INTERRUPTED
    if isinstance(error, IzderError):
        return sentence(error, language), FAILED
    if isinstance(error, PermissionError) and error.filename:
        return Phrases.load().text("cli.denied", language, file=str(error.filename)), FAILED
    if isinstance(error, OSError):
        return f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}.", FAILED
    return Phrases.load().text("cli.fault", language, error=repr(error)), FAILED
