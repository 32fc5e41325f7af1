"""Exports of invented agencies, each with other headers than the feeds that come with Izder, and what its columns are.

Their headers were written down before the draft ever saw them; nothing in the vocabulary copies them.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import schwifty

from core.identifiers import check_digit

Row = dict[str, object]


@dataclass(frozen=True)
class Export:
    """A file, what it is a record of, and the field of each of its columns ("" for none)."""

    path: Path
    record: str
    encoding: str | None
    fields: dict[str, str]


class Invention:
    """Makes invented persons and things, the same in each run."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - invented data, not secrets

    def iin(self) -> str:
        while True:
            c = self.chance
            born = f"{c.randrange(60, 99):02d}{c.randrange(1, 13):02d}{c.randrange(1, 29):02d}"
            eleven = f"{born}{c.choice('3456')}9{c.randrange(1000):03d}"
            if (digit := check_digit(eleven)) is not None:
                return f"{eleven}{digit}"

    def iban(self, bank: str = "") -> str:
        code = bank or self.chance.choice(("301", "302", "303"))
        return str(schwifty.IBAN.generate("KZ", code, f"A{self.chance.randrange(10**11):011d}"))

    def phone(self) -> str:
        return f"7{self.chance.choice(('701', '705', '707', '747', '777'))}00{self.chance.randrange(10**5):05d}"

    def imei(self) -> str:
        return f"35{self.chance.randrange(10**12):012d}0"

    def imsi(self) -> str:
        return f"40101{self.chance.randrange(10**10):010d}"

    def name(self) -> str:
        c = self.chance
        family = c.choice(["Ахметов", "Серікова", "Жүнісов", "Ким", "Петренко", "Қасымов"])
        return f"{family} {c.choice(['Данияр', 'Әсел', 'Ольга', 'Ұлан', 'Гүлнар'])}"

    def moment(self) -> datetime:
        return datetime(2025, 3, 1) + timedelta(seconds=self.chance.randrange(60 * 86400))

    def amount(self) -> float:
        return self.chance.randrange(100, 50_000_000) / 100


def bank_old(m: Invention) -> Row:
    """A statement out of an old system: CP866, two-digit years, the payment code of the National Bank."""
    at = m.moment()
    return {
        "Дата проводки": at.strftime("%d.%m.%y"), "Время": at.strftime("%H:%M"),
        "ИИК плательщика": m.iban(), "БИН/ИИН плательщика": m.iin(), "Наименование плательщика": "Ахметов Данияр",
        "ИИК бенефициара": m.iban(), "БИН/ИИН бенефициара": m.iin(), "Наименование бенефициара": "Ким Ольга",
        "Сумма в тенге": f"{m.amount():.2f}".replace(".", ","), "КНП": m.chance.choice(["119", "343", "859"]),
        "Назначение": "за услуги", "Референс": f"R{m.chance.randrange(10**9)}",
    }  # fmt: skip


BANK_OLD = {
    "Дата проводки": "time_ms", "Время": "time_ms", "ИИК плательщика": "from_account",
    "БИН/ИИН плательщика": "from_iin", "Наименование плательщика": "from_name", "ИИК бенефициара": "to_account",
    "БИН/ИИН бенефициара": "to_iin", "Наименование бенефициара": "to_name", "Сумма в тенге": "amount_tiyn",
    "КНП": "", "Назначение": "purpose", "Референс": "document",
}  # fmt: skip


def bank_new(m: Invention) -> Row:
    """Payments out of an international core banking system: every field quoted, times with their offset."""
    return {
        "Value Date": m.moment().isoformat() + "+05:00", "Ordering Customer Account": m.iban(),
        "Ordering Customer Tax ID": m.iin(), "Ordering Customer": "AKHMETOV DANIYAR", "Beneficiary Account": m.iban(),
        "Beneficiary Tax ID": m.iin(), "Beneficiary Name": "KIM OLGA", "Amount": f"{m.amount():.2f}", "CCY": "KZT",
        "Details of Payment": "invoice, 3 pcs", "Transaction Reference": f"FT{m.chance.randrange(10**9)}",
        "Branch": m.chance.choice(["ALA1", "AST2"]),
    }  # fmt: skip


BANK_NEW = {
    "Value Date": "time_ms", "Ordering Customer Account": "from_account", "Ordering Customer Tax ID": "from_iin",
    "Ordering Customer": "from_name", "Beneficiary Account": "to_account", "Beneficiary Tax ID": "to_iin",
    "Beneficiary Name": "to_name", "Amount": "amount_tiyn", "CCY": "currency", "Details of Payment": "purpose",
    "Transaction Reference": "document", "Branch": "",
}  # fmt: skip


def operator_kazakh(m: Invention) -> Row:
    """Calls with Kazakh headers in KZ-1048, tabs."""
    return {
        "Қоңырау басталған уақыт": m.moment().strftime("%d.%m.%Y %H:%M:%S"), "Шақырушы нөмір": m.phone(),
        "Шақырылған нөмір": m.phone(), "Ұзақтығы (сек)": m.chance.randrange(600),
        "Түрі": m.chance.choice(["қоңырау", "хабарлама"]), "IMEI": m.imei(), "IMSI": m.imsi(),
        "Ұяшық коды": f"K{m.chance.randrange(9999):04d}-{m.chance.randrange(3)}", "Мекенжай": "Абай даңғылы, 10",
    }  # fmt: skip


OPERATOR_KAZAKH = {
    "Қоңырау басталған уақыт": "time_ms", "Шақырушы нөмір": "from_phone", "Шақырылған нөмір": "to_phone",
    "Ұзақтығы (сек)": "duration_s", "Түрі": "kind", "IMEI": "imei", "IMSI": "imsi", "Ұяшық коды": "cell",
    "Мекенжай": "",
}  # fmt: skip


def operator_raw(m: Invention) -> Row:
    """Calls as a switch writes them: day and time of day as bare digits."""
    at = m.moment()
    return {
        "msisdn_a": m.phone(), "msisdn_b": m.phone(), "call_date": at.strftime("%Y%m%d"),
        "call_time": at.strftime("%H%M%S"), "billsec": m.chance.randrange(600),
        "call_type": m.chance.choice(["MOC", "SMO", "CFU"]), "imei": m.imei(), "imsi": m.imsi(),
        "cgi": f"401-01-{m.chance.randrange(999)}-{m.chance.randrange(9999)}", "lac": m.chance.randrange(999),
        "roaming": m.chance.choice("YN"),
    }  # fmt: skip


OPERATOR_RAW = {
    "msisdn_a": "from_phone", "msisdn_b": "to_phone", "call_date": "time_ms", "call_time": "time_ms",
    "billsec": "duration_s", "call_type": "kind", "imei": "imei", "imsi": "imsi", "cgi": "cell", "lac": "",
    "roaming": "",
}  # fmt: skip


def detentions(m: Invention) -> Row:
    """A station's book of detentions, a name in three columns."""
    return {
        "№ п/п": 0, "КУИ": f"25{m.chance.randrange(10**8):08d}",
        "Задержан (дата, время)": m.moment().strftime("%d/%m/%Y %H:%M"),
        "Фамилия": m.name().split()[0], "Имя": m.name().split()[1], "Отчество": "Серікұлы", "ИИН лица": m.iin(),
        "Квалификация": "ст. 297 ч. 3", "Адрес": "г. Алматы, ул. Абая 10",
        "Телефоны изъятые": f"{m.phone()}, {m.phone()}", "Наркотик": m.chance.choice(["мефедрон", "гашиш"]),
        "Вес, гр.": f"{m.chance.randrange(1, 900) / 10:.1f}".replace(".", ","),
        "Мера": m.chance.choice(["задержан", "освобожден"]), "Следователь": "Иванов И.",
    }  # fmt: skip


DETENTIONS = {
    "№ п/п": "", "КУИ": "number", "Задержан (дата, время)": "time_ms", "Фамилия": "name", "Имя": "name",
    "Отчество": "name", "ИИН лица": "iin", "Квалификация": "article", "Адрес": "place",
    "Телефоны изъятые": "phones", "Наркотик": "substance", "Вес, гр.": "mass_g", "Мера": "status", "Следователь": "",
}  # fmt: skip


def contracts(m: Invention) -> Row:
    """An operator's contracts in a workbook."""
    return {
        "Абонентский номер": m.phone(), "Владелец": m.name(), "ИИН владельца": m.iin(),
        "Дата подключения": m.moment().strftime("%d.%m.%Y"), "Дата отключения": "", "Тариф": "Супер",
        "Адрес регистрации": "г. Астана",
    }  # fmt: skip


CONTRACTS = {
    "Абонентский номер": "phone", "Владелец": "name", "ИИН владельца": "iin", "Дата подключения": "from_ms",
    "Дата отключения": "to_ms", "Тариф": "", "Адрес регистрации": "",
}  # fmt: skip


def warrants(m: Invention) -> Row:
    """A court's orders."""
    phone = m.chance.random() < 0.5
    return {
        "Номер постановления": f"П-{m.chance.randrange(9999)}", "Наименование суда": "Медеуский районный суд",
        "Вид объекта": "абонент" if phone else "счет", "Значение": m.phone() if phone else m.iban(),
        "Начало действия": "2025-01-01", "Окончание действия": "2025-12-31", "Судья": m.name(),
    }  # fmt: skip


WARRANTS = {
    "Номер постановления": "number", "Наименование суда": "court", "Вид объекта": "object_kind", "Значение": "object",
    "Начало действия": "from_ms", "Окончание действия": "to_ms", "Судья": "",
}  # fmt: skip


def clients(m: Invention) -> Row:
    """A bank's clients: since when an account is held, and until when."""
    closed = m.chance.random() < 0.3
    return {
        "Клиент": "Ким Ольга", "ИИН клиента": m.iin(), "ИИК": m.iban(),
        "Дата открытия": m.moment().strftime("%d.%m.%Y"), "Дата закрытия": "15.06.2025" if closed else "",
        "Контактный телефон": m.phone(), "Состояние": "закрыт" if closed else "действует",
        "Филиал": m.chance.choice(["А1", "А2"]),
    }  # fmt: skip


CLIENTS = {
    "Клиент": "name", "ИИН клиента": "iin", "ИИК": "account", "Дата открытия": "from_ms", "Дата закрытия": "to_ms",
    "Контактный телефон": "phone", "Состояние": "", "Филиал": "",
}  # fmt: skip


def deaths(m: Invention) -> Row:
    """A civil register of deaths with Kazakh headers; an act is written some days after."""
    died = m.moment()
    return {
        "Акт жазбасының нөмірі": m.chance.randrange(10**6),
        "Тіркелген күні": (died + timedelta(3)).strftime("%d.%m.%Y"),
        "ЖСН": m.iin(), "Тегі, аты": m.name(), "Қайтыс болған күні": died.strftime("%d.%m.%Y"),
    }  # fmt: skip


DEATHS = {
    "Акт жазбасының нөмірі": "", "Тіркелген күні": "", "ЖСН": "iin", "Тегі, аты": "name",
    "Қайтыс болған күні": "died_ms",
}  # fmt: skip


def subscribers(m: Invention) -> Row:
    """An operator's subscribers in English, those who died among them."""
    died = m.chance.random() < 0.2
    return {
        "MSISDN": m.phone(), "Customer Name": "AKHMETOV DANIYAR", "Customer IIN": m.iin(),
        "Activation Date": m.moment().strftime("%Y-%m-%d"), "Deactivation Date": "2025-07-01" if died else "",
        "Date of Death": "2025-05-20" if died else "", "Plan": m.chance.choice(["S", "XL"]),
    }  # fmt: skip


SUBSCRIBERS = {
    "MSISDN": "phone", "Customer Name": "name", "Customer IIN": "iin", "Activation Date": "from_ms",
    "Deactivation Date": "to_ms", "Date of Death": "died_ms", "Plan": "",
}  # fmt: skip

Made = tuple[Callable[[Invention], Row], dict[str, str], str, str | None, str]
EXPORTS: dict[str, Made] = {
    "bank_old.txt": (bank_old, BANK_OLD, "transfer", "cp866", ";"),
    "bank_new.csv": (bank_new, BANK_NEW, "transfer", "utf-8", ","),
    "operator_kazakh.txt": (operator_kazakh, OPERATOR_KAZAKH, "call", "kz1048", "\t"),
    "operator_raw.csv": (operator_raw, OPERATOR_RAW, "call", "utf-8", ","),
    "detentions.csv": (detentions, DETENTIONS, "arrest", "utf-16", ";"),
    "contracts.xlsx": (contracts, CONTRACTS, "subscriber", None, ""),
    "warrants.csv": (warrants, WARRANTS, "authority", "utf-8", "|"),
    "clients.csv": (clients, CLIENTS, "account_holder", "cp1251", ";"),
    "deaths.csv": (deaths, DEATHS, "death", "kz1048", ";"),
    "subscribers.csv": (subscribers, SUBSCRIBERS, "subscriber", "utf-8", ","),
}


def write(folder: Path, name: str, rows: int = 120) -> Export:
    """Write one of them."""
    make, fields, record, encoding, sign = EXPORTS[name]
    m = Invention(len(name))
    table = [make(m) | ({"№ п/п": n} if "№ п/п" in fields else {}) for n in range(1, rows + 1)]
    path = folder / name
    if encoding is None:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(["Выгрузка договоров"])
        sheet.append([])
        sheet.append(list(fields))
        for row in table:
            sheet.append(list(row.values()))
        book.save(path)
    else:
        quote = '"' if name == "bank_new.csv" else ""
        lines = [
            sign.join(f"{quote}{cell}{quote}" for cell in row) for row in [list(fields), *(r.values() for r in table)]
        ]
        path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return Export(path, record, encoding, fields)


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Export]:
    """All of them by file name."""
    folder = tmp_path_factory.mktemp("exports")
    return {name: write(folder, name) for name in EXPORTS}
