"""detect, networks, brief: likely networks found, listed with their grounds and doubts, put on paper."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from core.errors import NotFound
from core.fitting import read_fitted
from core.networks import Network, Reason, Run
from core.phrases import Phrases
from ui.cli.call import Call
from ui.cli.command import day
from ui.cli.documents import networks_document

AsOf = Annotated[
    date | None,
    typer.Option(parser=day, metavar="DATE", help="See only what was known by the end of this day."),
]
GROUNDS = 3  # of a network, in the table


def detect(
    call: Call,
    as_of: AsOf = None,
    fdr: Annotated[
        float | None,
        typer.Option(min=0.001, max=0.5, help="Keep what chance would bring this seldom; takes twenty times as long."),
    ] = None,
    weights: Annotated[
        Path | None, typer.Option(metavar="FILE.yaml", help="Figures that izder fit wrote, instead of the shipped.")
    ] = None,
) -> None:
    """Look for likely networks and store them under a run id."""
    fitted = read_fitted(weights) if weights else None
    with call.izder() as izder:
        run = izder.detect(as_of=as_of, parameters={"fdr": fdr} if fdr else None, weights=fitted)
    document = run.model_dump(exclude={"networks", "persons"}) | {"run": run.id, "networks": len(run.networks)}
    document.pop("id")
    call.give(document, lambda out: out.print(_found(call, run), markup=False))


def networks(
    call: Call,
    run: Annotated[str | None, typer.Option(help="Id of the run; the last one where it is not named.")] = None,
) -> None:
    """List the likely networks with what speaks for and against them."""
    with call.asking() as (access, purpose):
        found = access.run(purpose, run, reveal=call.json)
    call.give(networks_document(found, call.language), lambda out: _print_networks(call, out, found))


def brief(
    call: Call,
    network: Annotated[str, typer.Argument(metavar="NETWORK", help="Id of the network, or its place in the list.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE.pdf", help="Where to write it.")],
    reveal: Annotated[bool, typer.Option("--reveal", help="With IINs in full; audited as unmasking.")] = False,
) -> None:
    """Write the brief on one network as PDF."""
    with call.asking() as (access, purpose):
        name = network_id(access.networks(purpose), network) if network.isdigit() else network
        document = access.brief(purpose, name, call.language, reveal=reveal)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(document)
    said = {"network": name, "file": str(output), "bytes": len(document), "language": call.language}
    call.give(said, lambda out: out.print(call.say("brief.written", file=str(output)), markup=False))


def _found(call: Call, run: Run) -> str:
    seconds = round(run.seconds, 1)
    return call.say("detect.found", n=len(run.networks), run=run.id, seconds=seconds, hash=run.data_hash[:12])


def network_id(run: Run, rank: str) -> str:
    """The network at that place of the list.

    Raises:
        NotFound: the list is shorter.
    """
    for network in run.networks:
        if network.rank == int(rank):
            return network.id
    raise NotFound(f"Run {run.id} lists {len(run.networks)} networks; there is no number {rank}.")


def _print_networks(call: Call, out: Console, run: Run) -> None:
    title = call.say("networks.title", run=run.id, n=len(run.networks))
    table = Table(title=title, title_justify="left", show_lines=True)
    for name in ("rank", "network", "kind", "core", "grounds", "doubts"):
        table.add_column(call.say(f"networks.{name}"), overflow="fold", justify="right" if name == "rank" else "left")
    for network in run.networks:
        table.add_row(str(network.rank), network.id, *_about(call, network))
    out.print(table)
    out.print(call.say("networks.lead"), style="dim")


def _about(call: Call, network: Network) -> tuple[str, str, str, str]:
    core = sum(member.core for member in network.members)
    grounds = [reason for member in network.members for reason in member.reasons]
    doubts = [*network.doubts, *(doubt for member in network.members for doubt in member.doubts), *network.gaps]
    kind = Phrases.load().text(f"words.network_kind.{network.kind}", call.language)
    size = call.say("networks.size", core=core, others=len(network.members) - core)
    place = f"{kind}, {network.city}" if network.city else kind
    if network.fdr is not None:
        place += "\n" + call.say("networks.fdr", q=network.fdr)
    return place, size, _texts(call, grounds), _texts(call, doubts) or call.say("networks.no_doubts")


def _texts(call: Call, reasons: list[Reason]) -> str:
    """The weightiest few as text, each kind of reason once."""
    weightiest = sorted(reasons, key=lambda reason: -abs(reason.llr))
    by_key = {reason.key: reason for reason in reversed(weightiest)}
    chosen = sorted(by_key.values(), key=lambda reason: -abs(reason.llr))[:GROUNDS]
    return "\n".join(f"• {Phrases.load().text(each.key, call.language, **each.parameters)}" for each in chosen)
