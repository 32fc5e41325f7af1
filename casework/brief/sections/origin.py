"""Where everything comes from: delivered files, the run and how to repeat it, who asked and why."""

from casework.brief.facts import Facts
from casework.brief.signs import settable
from casework.brief.voice import Voice


def sources(facts: Facts, voice: Voice) -> dict[str, object]:
    """The delivered files behind the run."""
    heads = ("file", "hash", "agency", "received", "rows", "loaded", "duplicate", "quarantined")
    return {
        "heads": [voice.say(f"sources.{head}") for head in heads],
        "rows": [
            [settable(d.file), d.source, settable(d.agency), voice.day(d.received_ms), voice.number(d.rows),
             voice.number(d.loaded), voice.number(d.duplicate), voice.number(d.quarantined)]
            for d in sorted(facts.deliveries, key=lambda d: (d.file, d.source))
        ],
    }  # fmt: skip


def origin(facts: Facts, voice: Voice) -> list[list[str]]:
    """Name and value of everything needed to repeat the run, and who asked for the paper."""
    run, network = facts.run, facts.network
    parameters = ", ".join(f"{name} = {value}" for name, value in sorted(run.parameters.items()) if value is not None)
    values = {
        "run": run.id,
        "network": network.id,
        "as_of": ".".join(reversed(run.as_of.split("-"))) if run.as_of else voice.say("origin.everything"),
        "started": voice.moment(run.started_ms),
        "data_hash": run.data_hash,
        "code_version": run.code_version,
        "proposed_by": ", ".join(network.proposed_by) or "—",
        "parameters": parameters or "—",
        "asked_by": facts.purpose.user,
        "reason": facts.purpose.reason,
    }
    return [[voice.say(f"origin.{name}"), settable(value)] for name, value in values.items()]
