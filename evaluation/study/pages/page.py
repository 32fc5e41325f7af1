"""All sections of a study."""

from collections.abc import Mapping

from evaluation.study.first_days import WEEKLY
from evaluation.study.pages.beside import beside, worth
from evaluation.study.pages.fairness import calibration, flagged, parity
from evaluation.study.pages.found import calm, found, reachable, soon
from evaluation.study.pages.missed import missed
from evaluation.study.pages.words import Outcomes
from evaluation.study.plan import Plan
from evaluation.study.settings import SETTINGS

FEW = 5  # worlds, of which a bootstrap says little


def page(plan: Plan, outcomes: Mapping[str, Outcomes]) -> str:
    """The text that stands between the marks of docs/evaluation.md."""
    settings = {name: outcomes[name] for name in plan.settings if outcomes.get(name)}
    crime = {name: of for name, of in settings.items() if not SETTINGS[name].zero_crime}
    parts = [_made(plan, settings)]
    if crime:
        first = next(iter(crime))
        parts += [found(crime), reachable(crime), *soon(outcomes.get(WEEKLY, ())), *calm(settings), beside(crime)]
        parts.append(flagged(settings))
        parts += [parity(crime), calibration(settings), *worth(first, crime[first][: plan.ablated], outcomes)]
        parts.append(missed(crime))
    else:
        parts += [*calm(settings), flagged(settings), calibration(settings)]
    return "\n\n".join(parts)


def _made(plan: Plan, settings: Mapping[str, Outcomes]) -> str:
    worlds = max(len(outcomes) for outcomes in settings.values())
    core = [each["core"] for outcomes in settings.values() for each in outcomes if each["core"]]
    between = f"{min(core)} to {max(core)} core members" if core else "no core members"
    little = f", which says little where there are {worlds}" if worlds < FEW else ""
    return (
        f"Worlds of {plan.people:,} people over {plan.days} days with {plan.shops} shops ({between}) and {plan.shops} "
        f"rivals, seeds {plan.first_seed} to {plan.first_seed + worlds - 1} of each setting; nothing was fitted on any "
        f"of them. Intervals are of 95%: Wilson's for counts, a bootstrap over worlds for means{little}. The head of "
        "the list is as long as there are shops, ten at most."
    )
