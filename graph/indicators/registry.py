"""The indicators: an explicit list, each with its family and whether it is the entity's own conduct."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from core.networks import Family
from graph.indicators.arrest import arrests
from graph.indicators.arrest.amounts import seized_amounts
from graph.indicators.contact.calls_paid import borrowed_card, calls_paid
from graph.indicators.contact.calls_ring import calls_ring
from graph.indicators.contact.closed_circle import closed_circle
from graph.indicators.contact.few_contacts import few_contacts
from graph.indicators.contact.seized_line import seized_line
from graph.indicators.contact.validated_ties import validated_tie
from graph.indicators.contact.working_lines import phone_switch, relay_calls, star_with_burner
from graph.indicators.counter import bystanders, collections, helpers
from graph.indicators.counter.exchanger import exchanger
from graph.indicators.device.handset_of_ring import handset_of_ring
from graph.indicators.device.handset_relay import handset_relay
from graph.indicators.device.new_line import new_line
from graph.indicators.device.own_work_line import own_work_line
from graph.indicators.device.straw_lines import straw_lines
from graph.indicators.evidence import EVIDENCE
from graph.indicators.flow import motifs
from graph.indicators.flow.cashes_out import cashes_out
from graph.indicators.flow.fed_by_cards import fed_by_cards
from graph.indicators.flow.forwarded_fast import forwarded_fast
from graph.indicators.flow.holds_hub import holds_hub
from graph.indicators.flow.paid_by_ring import paid_by_ring
from graph.indicators.flow.shared_sink import shared_sink
from graph.indicators.flow.short_season import short_season
from graph.indicators.flow.strangers_pay import strangers_pay
from graph.indicators.goods.precursors import precursors
from graph.indicators.kind import drugs, sales
from graph.indicators.movement.lives_with_line import lives_with_line
from graph.indicators.movement.night_rounds import night_rounds
from graph.indicators.scene import Scene


@dataclass(frozen=True, slots=True)
class Indicator:
    """A named piece of evidence. `own_conduct`: the rows are what the entity itself did (two-key rule)."""

    name: str
    family: Family
    fire: Callable[[Scene], pl.DataFrame]
    own_conduct: bool = True
    counter: bool = False


INDICATORS: Mapping[str, Indicator] = {
    each.name: each
    for each in (
        Indicator("strangers_pay", "flow", strangers_pay),
        Indicator("short_season", "flow", short_season),
        Indicator("forwarded_fast", "flow", forwarded_fast),
        Indicator("shared_sink", "flow", shared_sink),
        Indicator("fed_by_cards", "flow", fed_by_cards),
        Indicator("cashes_out", "flow", cashes_out),
        Indicator("new_line", "device", new_line),
        Indicator("few_contacts", "contact", few_contacts),
        Indicator("closed_circle", "contact", closed_circle),
        Indicator("straw_lines", "device", straw_lines),
        Indicator("handset_relay", "device", handset_relay),
        Indicator("paid_by_ring", "flow", paid_by_ring),
        Indicator("holds_hub", "flow", holds_hub),
        Indicator("calls_ring", "contact", calls_ring),
        Indicator("calls_paid", "contact", calls_paid),
        Indicator("seized_line", "contact", seized_line),
        Indicator("night_rounds", "movement", night_rounds),
        Indicator("handset_of_ring", "device", handset_of_ring),
        Indicator("own_work_line", "device", own_work_line),
        Indicator("lives_with_line", "movement", lives_with_line),
        Indicator("arrested_for_trade", "arrest", arrests.arrested_for_trade),
        Indicator("seized_of_ring", "arrest", arrests.seized_of_ring),
        Indicator("co_arrest", "arrest", arrests.co_arrest),
        Indicator("seized_amounts", "arrest", seized_amounts),
        Indicator("precursors", "goods", precursors),
        Indicator("validated_tie", "contact", validated_tie),
        Indicator("relay_calls", "contact", relay_calls),
        Indicator("star_with_burner", "contact", star_with_burner),
        Indicator("phone_switch", "contact", phone_switch),
        Indicator("same_sum", "flow", motifs.same_sum),
        Indicator("gather_scatter", "flow", motifs.gather_scatter),
        Indicator("scatter_gather", "flow", motifs.scatter_gather),
        Indicator("cycle", "flow", motifs.cycle),
        Indicator("bipartite", "flow", motifs.bipartite),
        Indicator("stack", "flow", motifs.stack),
        Indicator("kind_price_list", "goods", sales.kind_price_list),
        Indicator("kind_payers_possess", "arrest", drugs.kind_payers_possess),
        Indicator("kind_trade_arrests", "arrest", drugs.kind_trade_arrests),
        Indicator("kind_trade_share", "arrest", drugs.kind_trade_share),
        Indicator("kind_couriers", "movement", drugs.kind_couriers),
        Indicator("kind_pays_out", "flow", sales.kind_pays_out),
        Indicator("kind_big_sums", "flow", sales.kind_big_sums),
        Indicator("kind_trade_words", "goods", sales.kind_trade_words),
        Indicator("one_off_collection", "flow", collections.one_off_collection, counter=True),
        Indicator("gifts", "flow", collections.gifts, counter=True),
        Indicator("registered_trade", "flow", collections.registered_trade, counter=True),
        Indicator("rent", "flow", collections.rent, counter=True),
        Indicator("returned_money", "flow", collections.returned_money, counter=True),
        Indicator("exchanger", "flow", exchanger, counter=True),
        Indicator("sells_card", "flow", bystanders.sells_card, counter=True),
        Indicator("straw_holder", "device", bystanders.straw_holder, counter=True),
        Indicator("pays_back", "flow", bystanders.pays_back, counter=True),
        Indicator("borrowed_card", "contact", borrowed_card, counter=True),
        Indicator("payroll", "flow", bystanders.payroll, counter=True),
        Indicator("call_centre", "contact", helpers.call_centre, counter=True),
        Indicator("legal_aid", "contact", helpers.legal_aid, counter=True),
        Indicator("treatment", "contact", helpers.treatment, counter=True),
    )
}


def run(scene: Scene, names: Iterable[str]) -> pl.DataFrame:
    """Evidence of the named indicators, figures times factors: EVIDENCE, `indicator` and `shipped`, ordered.

    `shipped` is the figure before its factor: keys turn on it, so that fitting changes who ranks where, and never how
    many independent families it takes.
    """
    weighed = {name: pl.col("llr") * scene.factors.get(name, 1.0) for name in names}
    tables = [
        INDICATORS[name].fire(scene).with_columns(each, shipped="llr", indicator=pl.lit(name))
        for name, each in weighed.items()
    ]
    empty = pl.DataFrame(schema={**EVIDENCE, "shipped": pl.Float64(), "indicator": pl.String()})
    return pl.concat([empty, *tables]).sort("indicator", "network", "entity", nulls_last=False)
