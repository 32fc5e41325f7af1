"""A seized or sanctioned thing whose column holds several kinds: its entity id tells which it is."""

from core.identifiers.account import account
from core.identifiers.card import card
from core.identifiers.phone import phone


def item(text: str) -> str | None:
    """`account:KZ…`, `card:4400 41** **** 7244` or `phone:+7701…`, by what the text can be; None for none."""
    for prefix, reader in (("account", account), ("card", card), ("phone", phone)):
        if found := reader(text):
            return f"{prefix}:{found}"
    return None
