"""Whatever goes wrong in a view is one sentence on the page; the log has the rest."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.errors import IzderError
from core.phrases import sentence
from ui.screen import Screen

LOG = logging.getLogger("izder.ui")


@contextmanager
def answering(screen: Screen) -> Iterator[None]:
    """Show what the block shows, or why it cannot.

    Streamlit runs fragments and dialogs again by themselves, so each of them needs its own.
    """
    try:
        yield
    except IzderError as error:
        st.error(sentence(error, screen.language))
    except Exception as error:
        LOG.exception("a view failed")
        st.error(screen.text("error.unexpected", kind=type(error).__name__))
