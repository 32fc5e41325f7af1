"""The analyses by the name that a question's header gives them: this list is all there are."""

from collections.abc import Callable, Mapping
from typing import Any

from graph.analyses.co_location import co_location
from graph.analyses.explore import explore
from graph.analyses.found import Found
from graph.analyses.joining_network import joining_network
from graph.analyses.meeting_list import meeting_list
from graph.analyses.money_trace import money_flows, money_trace, round_trips
from graph.analyses.passed_on import passed_on, same_sum
from graph.analyses.path_list import paths
from graph.analyses.phone_switch import phone_switch
from graph.analyses.phone_switches import phone_switches
from graph.analyses.reading import Reads
from graph.analyses.relay_calls import relay_calls
from graph.analyses.run_changes import run_changes
from graph.analyses.who_bridges import who_bridges

Analysis = Callable[[Reads, Mapping[str, Any]], Found]

ANALYSES: Mapping[str, Analysis] = {
    "co_location": co_location,
    "explore": explore,
    "joining_network": joining_network,
    "meeting_list": meeting_list,
    "money_flows": money_flows,
    "money_trace": money_trace,
    "passed_on": passed_on,
    "paths": paths,
    "phone_switch": phone_switch,
    "phone_switches": phone_switches,
    "relay_calls": relay_calls,
    "round_trips": round_trips,
    "run_changes": run_changes,
    "same_sum": same_sum,
    "who_bridges": who_bridges,
}
