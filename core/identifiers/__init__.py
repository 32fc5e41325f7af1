"""Identifiers, canonical as soon as they are read: each reader takes text and gives the one form, or None."""

from core.identifiers.account import account, bank_code
from core.identifiers.article import article
from core.identifiers.card import card
from core.identifiers.device import imei, imsi
from core.identifiers.iin import check_digit, holder_kind, iin, is_organisation, mask_iin
from core.identifiers.item import item
from core.identifiers.phone import Phone, msisdn, phone, phone_kind

__all__ = [
    "Phone",
    "account",
    "article",
    "bank_code",
    "card",
    "check_digit",
    "holder_kind",
    "iin",
    "imei",
    "imsi",
    "is_organisation",
    "item",
    "mask_iin",
    "msisdn",
    "phone",
    "phone_kind",
]
