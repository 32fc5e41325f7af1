"""What was read is what Python's csv and openpyxl read, value by value, on the sample's good rows."""

import csv
import datetime as dt
from decimal import Decimal

import openpyxl
import pytest

from core import clock
from core.identifiers import imei, phone


def good(sample, feed):
    lab, deliveries = sample
    return lab.records(deliveries[feed]).to_dicts()


def lines(path, encoding, **dialect):
    """Cells by physical line, each line for itself, as the truth counts them."""
    text = path.read_bytes().decode(encoding).split("\n")
    whole = {number: line.rstrip("\r") for number, line in enumerate(text, 1) if "\0" not in line}
    return {number: next(csv.reader([line], **dialect), []) for number, line in whole.items()}


def ms(text, form, zone=clock.LOCAL):
    return clock.to_ms(dt.datetime.strptime(text, form), zone)


def tiyn(text):
    return int(Decimal(text.replace("\xa0", "").replace(" ", "").replace(",", ".")) * 100)


def test_bank_a_reads_as_with_csv(sample, examples):
    cells = lines(examples / "feeds" / "bank_a.csv", "cp1251", delimiter=";")
    for record in good(sample, "bank_a.csv"):
        day, time, src, _, name, dst, iin, _, amount, currency, purpose, document = cells[record["row"]]
        assert record["time_ms"] == ms(f"{day} {time}", "%d.%m.%Y %H:%M:%S")
        assert (record["from_account"], record["to_account"]) == (src, dst)
        assert (record["from_name"] or "", record["to_iin"] or "") == (" ".join(name.split()), iin)
        assert record["amount_tiyn"] == tiyn(amount)
        assert (record["currency"], record["purpose"] or "") == (currency, purpose.strip())
        assert record["document"] == document


def test_bank_b_reads_as_with_csv_and_gives_the_card_to_its_own_client(sample, examples):
    cells = lines(examples / "feeds" / "bank_b.csv", "utf-8-sig", delimiter=",")
    for record in good(sample, "bank_b.csv"):
        document, time, src, dst, amount, _, channel, card, _ = cells[record["row"]]
        assert record["time_ms"] == ms(time, "%Y-%m-%dT%H:%M:%SZ", "UTC")
        assert (record["document"], record["channel"], record["amount_tiyn"]) == (document, channel, tiyn(amount))
        assert record["card"] == (card or None)
        assert record["card_account"] == next(account for account in (src, dst) if account[4:7] == "302")


def test_bank_c_reads_as_with_openpyxl(sample, examples):
    sheet = openpyxl.load_workbook(examples / "feeds" / "bank_c.xlsx", read_only=True).worksheets[0]
    rows = dict(enumerate(sheet.iter_rows(values_only=True), 1))
    for record in good(sample, "bank_c.xlsx"):
        _, time, src, iin, name, dst, _, _, amount, *_ = rows[record["row"]]
        assert record["time_ms"] == clock.to_ms(time.replace(microsecond=0))
        assert (record["from_account"], record["to_account"]) == (src, dst)
        assert (record["from_iin"], record["from_name"]) == (iin or None, name)
        assert record["amount_tiyn"] == tiyn(str(amount))


@pytest.mark.parametrize(
    ("feed", "encoding", "delimiter", "form"),
    [("cdr_x.csv", "utf-8", "|", "%Y-%m-%d %H:%M:%S"), ("cdr_y.csv", "utf-16", "\t", "%d.%m.%Y %H:%M:%S")],
)
def test_calls_read_as_with_csv(sample, examples, feed, encoding, delimiter, form):
    cells = lines(examples / "feeds" / feed, encoding, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    for record in good(sample, feed)[::7]:
        named = dict(zip(cells[1], cells[record["row"]], strict=True))
        one = {"A_NUMBER": "Абонент А", "B_NUMBER": "Абонент Б", "START": "Дата и время", "IMEI_A": "IMEI"}
        a, b, start, device = (named[x] if x in named else named[y] for x, y in one.items())
        assert (record["from_phone"], record["to_phone"]) == (phone(a), phone(b))
        assert record["time_ms"] == ms(start, form)
        assert record["imei"] == (imei(device) if device else None)


def test_a_duration_of_hours_minutes_and_seconds_is_seconds(sample, examples):
    cells = lines(examples / "feeds" / "cdr_y.csv", "utf-16", delimiter="\t", quoting=csv.QUOTE_NONE)
    for record in good(sample, "cdr_y.csv")[::11]:
        hours, minutes, seconds = map(int, cells[record["row"]][3].split(":"))
        assert record["duration_s"] == hours * 3600 + minutes * 60 + seconds


def test_arrests_keep_every_thing_seized(sample, examples):
    cells = lines(examples / "feeds" / "arrests.csv", "utf-8", delimiter=",")
    for record in good(sample, "arrests.csv"):
        row = cells[record["row"]]
        given = {phone(text) for text in row[10].split("|") if text.strip()}
        assert set(record["phones"] or []) == given
        assert len(record["cards_accounts"] or []) == len([text for text in row[12].split("|") if text.strip()])
