"""The analyses by the name that a question's header gives them: this list is all there are."""

from collections.abc import Callable, Mapping
from typing import Any

from graph.analyses.found import Found
from graph.analyses.phone_switch import phone_switch
from graph.analyses.phone_switches import phone_switches
from graph.analyses.reading import Reads

Analysis = Callable[[Reads, Mapping[str, Any]], Found]

ANALYSES: Mapping[str, Analysis] = {
    "phone_switch": phone_switch,
    "phone_switches": phone_switches,
}
