"""Time: int64 epoch milliseconds UTC inside; a zone is named at every border."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import polars as pl

from core.errors import SettingsError

LOCAL = "+05:00"  # all of Kazakhstan; a fixed offset, because exports of earlier years are written in it, too
DAY_MS = 86_400_000

_OFFSET = re.compile(r"([+-])(\d{2}):00")


def iana(zone: str) -> str:
    """The zone database's name of a zone given by name or as `+05:00` (whose sign it turns round).

    Raises:
        SettingsError: there is no such zone.
    """
    if offset := _OFFSET.fullmatch(zone):
        hours = int(offset[2])
        zone = f"Etc/GMT{'-' if offset[1] == '+' else '+'}{hours}" if hours else "UTC"
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(f"There is no time zone «{zone}».") from error
    return zone


def to_ms(moment: datetime, zone: str = LOCAL) -> int:
    """Milliseconds of a moment; a naive one is taken as `zone`'s wall clock."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(iana(zone)))
    return (aware - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def from_ms(ms: int, zone: str = LOCAL) -> datetime:
    """The moment on `zone`'s wall clock (aware)."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)).astimezone(ZoneInfo(iana(zone)))


def now_ms() -> int:
    """The present."""
    return to_ms(datetime.now(UTC))


def day_start(day: date, zone: str = LOCAL) -> int:
    """First millisecond of a local day."""
    return to_ms(datetime(day.year, day.month, day.day), zone)


def day_end(day: date, zone: str = LOCAL) -> int:
    """Last millisecond of a local day: as-of and inclusive windows end here."""
    return day_start(day + timedelta(days=1), zone) - 1


def local_day(ms: int, zone: str = LOCAL) -> date:
    """The local day that a moment falls on."""
    return from_ms(ms, zone).date()


def ms_column(naive: pl.Expr, zone: str = LOCAL) -> pl.Expr:
    """Column of wall-clock datetimes as milliseconds; a time the clock skipped is null, a doubled one the first."""
    placed = naive.dt.replace_time_zone(iana(zone), ambiguous="earliest", non_existent="null")
    return placed.dt.epoch("ms").cast(pl.Int64)


def second_reading_column(ms: pl.Expr, zone: str = LOCAL) -> pl.Expr:
    """The later moment at which the clock showed what it showed at `ms`; null where it showed that once.

    A clock put back shows an hour twice: Kazakhstan's on the night of 1 March 2024, from +06 to +05.
    """
    if not _moves(zone):
        return pl.lit(None, dtype=pl.Int64)
    shown = datetime_column(ms, zone)
    later = shown.dt.replace_time_zone(iana(zone), ambiguous="latest", non_existent="null").dt.epoch("ms")
    return pl.when(later != ms).then(later.cast(pl.Int64))


def _moves(zone: str) -> bool:
    """False for UTC and fixed offsets, whose clocks are never put back."""
    name = iana(zone)
    return name != "UTC" and not name.startswith("Etc/")


def datetime_column(ms: pl.Expr, zone: str = LOCAL) -> pl.Expr:
    """Column of milliseconds as wall-clock datetimes (naive)."""
    return pl.from_epoch(ms, time_unit="ms").dt.convert_time_zone(iana(zone)).dt.replace_time_zone(None)


def day_column(ms: pl.Expr, zone: str = LOCAL) -> pl.Expr:
    """Column of the local days that moments fall on."""
    return datetime_column(ms, zone).dt.date()
