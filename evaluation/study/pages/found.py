"""What is found, beside what was asked; and what is listed where there is nothing to find."""

from collections.abc import Iterator, Mapping

from evaluation.figures import table
from evaluation.study.pages.words import BLANK, Outcomes, added, mean, share, total
from evaluation.study.settings import SETTINGS

SOON = 21  # days
READINGS = (("by IIN", "by_iin"), ("lines counted as who uses them", "by_line"))


def found(crime: Mapping[str, Outcomes]) -> str:
    """The main figures by setting."""
    rows = [
        [name, figure, f"{asked:.2f}" if asked else BLANK, value]
        for name, outcomes in crime.items()
        for figure, asked, value in _figures(outcomes, SETTINGS[name].targets)
    ]
    return "### What is found\n\n" + table(["worlds", "figure", "asked", "measured"], rows)


def _figures(outcomes: Outcomes, asked: Mapping[str, float]) -> Iterator[tuple[str, float | None, str]]:
    for name, key in READINGS:
        counts = {of: total(outcomes, key, of) for of in ("found", "shops", "right", "listed")}
        named = key == "by_iin"  # what is asked for counts members by IIN only
        found_share, right_share = share(counts["found"], counts["shops"]), share(counts["right"], counts["listed"])
        yield f"shops found (Jaccard ≥ .5), {name}", asked["recall"] if named else None, found_share
        yield f"right at the head of the list, {name}", asked["precision"] if named else None, right_share
    yield "person average precision (core)", asked["persons"], mean(each["persons"] for each in outcomes)
    yield "dropper average precision", None, mean(each["droppers"] for each in outcomes)
    yield "role macro-F1, by IIN", asked["roles"], mean(each["roles"] for each in outcomes)
    yield "role macro-F1, lines counted", None, mean(each["roles_line"] for each in outcomes)
    yield "proposed persons and lines looked at until 80% of the core was met, over its size", 2.0, _effort(outcomes)


def reachable(crime: Mapping[str, Outcomes]) -> str:
    """How many core members could be named at all, and how many of those are."""
    rows = [
        [name, share(total(outcomes, "reach", "within"), core := total(outcomes, "core")),
         share(total(outcomes, "reach", "named"), core),
         share(total(outcomes, "reach", "both"), total(outcomes, "reach", "within")),
         share(total(outcomes, "reach", "shops"), total(outcomes, "by_iin", "shops"))]
        for name, outcomes in crime.items()
    ]  # fmt: skip
    header = ["worlds", "core within reach", "core named", "named of those within reach", "shops, half within reach"]
    return (
        "### Who could be named at all\n\nTwo independent kinds of evidence are asked for before anybody is named. "
        "Within reach is who has two of money, places, calls, device and arrest in the exports, if it were known who "
        "really uses every line and account (evaluation/study/reach.py). What is not in the exports no method can "
        "show; somebody may yet be named who is not counted here.\n\n" + table(header, rows)
    )


def _effort(outcomes: Outcomes) -> str:
    never = sum(each["effort"] is None for each in outcomes)
    return mean(each["effort"] for each in outcomes) + (f"; not reached in {never} of {len(outcomes)}" if never else "")


def calm(settings: Mapping[str, Outcomes]) -> Iterator[str]:
    """Worlds without drug crime."""
    for name, outcomes in settings.items():
        if SETTINGS[name].zero_crime:
            people, listed = total(outcomes, "people"), total(outcomes, "networks")
            drugs = total(outcomes, "kinds", "drug_shop")
            was = ", ".join(f"{kind} {count}" for kind, count in added(e["what_it_was"] for e in outcomes).items())
            yield (
                f"### {name.capitalize()}, rivals only\n\nAmong {people:,} people {listed} networks were listed, "
                f"{drugs} of them called drug shops: {_rate(drugs, people)} in 100,000 (asked: at most 1, on 500,000 "
                f"people and more), {_rate(listed, people)} of any kind. What they really were: {was or BLANK}."
            )


def soon(dated: Outcomes) -> Iterator[str]:
    """How soon shops are found."""
    shops = [(each["told"]["seed"], shop, days) for each in dated for shop, days in each["shops"].items()]
    if shops:
        known = sorted(days for _, _, days in shops if days is not None)
        never = ", ".join(f"{shop} (seed {seed})" for seed, shop, days in shops if days is None)
        half = f"half of those within {known[(len(known) - 1) // 2]} days; " if known else ""
        yield (
            "### How soon\n\nDays from a shop's first day to the first week's end at which it stands among the first "
            f"twenty, lines counted (asked: 21). Of {len(shops)} shops {len(known)} came there, {half}"
            f"{sum(days <= SOON for days in known)} within 21 days. Never: {never or 'none'}."
        )


def _rate(count: int, people: int) -> str:
    return f"{count * 100_000 / people:.1f}"
