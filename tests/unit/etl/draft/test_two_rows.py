"""Headers of two or three rows: titles of groups over the names of columns."""

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.drafts import Wishes
from core.phrases import Phrases
from etl.draft.drafting import draft
from etl.draft.layout import grouped
from etl.draft.rehearsal import rehearse
from etl.sources.heads import joined_header
from etl.templates.text import read_template

UPPER = ["№", "Дата", "Отправитель", "", "Получатель", "", "Сумма"]
LOWER = ["", "", "ИИН", "Счёт", "ИИН", "Счёт", ""]
NAMES = ["№", "Дата", "Отправитель ИИН", "Отправитель Счёт", "Получатель ИИН", "Получатель Счёт", "Сумма"]
ROWS = [
    [n, f"{n:02d}.03.2025", "900329397139", "KZ5930401K0010030152", "850101300015", "KZ293010000010040118", f"{n}00,50"]
    for n in range(1, 21)
]


def text(folder, *above):
    lines = [*above, *(";".join(map(str, row)) for row in (UPPER, LOWER, *ROWS))]
    (folder / "x.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder / "x.csv"


def workbook(folder, *above):
    book = openpyxl.Workbook()
    for row in (*([line] for line in above), UPPER, LOWER, *ROWS):
        book.active.append([cell or None for cell in row])
    top = len(above) + 1
    for merged in (
        f"C{top}:D{top}",
        f"E{top}:F{top}",
        f"A{top}:A{top + 1}",
        f"B{top}:B{top + 1}",
        f"G{top}:G{top + 1}",
    ):
        book.active.merge_cells(merged)
    book.save(folder / "x.xlsx")
    return folder / "x.xlsx"


@pytest.mark.parametrize("make", [text, workbook])
@pytest.mark.parametrize("above", [(), ("Выписка за март", "Сформирована автоматически")])
def test_a_header_of_two_rows_is_joined_and_read(tmp_path, lab, make, above):
    path = make(tmp_path, *above)
    drafted = draft(path)
    assert (list(drafted.header), drafted.choices["header"].value) == (NAMES, str(len(above) + 2))
    assert {c.name: c.field for c in drafted.columns if c.field} == {
        "Дата": "time_ms", "Отправитель ИИН": "from_iin", "Отправитель Счёт": "from_account",
        "Получатель ИИН": "to_iin", "Получатель Счёт": "to_account", "Сумма": "amount_tiyn",
    }  # fmt: skip
    assert Phrases.load().has(f"draft.{drafted.choices['header_rows'].grounds[0].key}")
    template = read_template(drafted.template, "x")
    assert template.file.header_rows == 2
    rehearsed = rehearse(path, template, lab.home)
    assert rehearsed.counts == {"loaded": 20}
    assert rehearsed.rows[0].row == len(above) + 3
    assert rehearsed.rows[0].fields["to_iin"] == "850101300015"


TOP = ["№", "Дата", "Отправитель", "", "", "Получатель", "", "", "Сумма"]
MIDDLE = ["", "", "Лицо", "", "Счёт", "Лицо", "", "Счёт", ""]
BOTTOM = ["", "", "Имя", "ИИН", "", "Имя", "ИИН", "", ""]
DEEP = ["№", "Дата", "Отправитель Лицо Имя", "Отправитель Лицо ИИН", "Отправитель Счёт", "Получатель Лицо Имя",
        "Получатель Лицо ИИН", "Получатель Счёт", "Сумма"]  # fmt: skip


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("above", [(), ("Выписка за март", "Клиент")])
def test_a_header_of_three_rows_is_joined_and_read(tmp_path, lab, kind, above):
    rows = [[n, day, "Ким Ольга", iin, a, "Ли Анна", other, b, paid] for n, day, iin, a, other, b, paid in ROWS]
    path = tmp_path / f"x.{kind}"
    if kind == "csv":
        path.write_text("\n".join([*above, *(";".join(map(str, r)) for r in (TOP, MIDDLE, BOTTOM, *rows))]) + "\n")
    else:
        book = openpyxl.Workbook()
        for row in (*([line] for line in above), TOP, MIDDLE, BOTTOM, *rows):
            book.active.append([cell or None for cell in row])
        book.save(path)
    drafted = draft(path)
    assert (list(drafted.header), drafted.choices["header"].value) == (DEEP, str(len(above) + 3))
    template = read_template(drafted.template, "x")
    assert template.file.header_rows == 3
    rehearsed = rehearse(path, template, lab.home)
    assert (rehearsed.counts, rehearsed.rows[0].row) == ({"loaded": 20}, len(above) + 4)
    fields = rehearsed.rows[0].fields
    assert (fields["from_name"], fields["to_iin"], fields["to_name"]) == ("Ким Ольга", "850101300015", "Ли Анна")
    two = draft(path, Wishes(header_rows=2, header_row=len(above) + 3))
    assert two.header[2] == "Лицо Имя"


def test_a_title_ends_where_one_over_it_begins():
    rows = ["A", "", "B", ""], ["x", "", "", ""], ["1", "2", "1", "2"]
    assert joined_header(*rows) == ["A x 1", "A x 2", "B 1", "B 2"]


def test_a_person_may_say_one_row_or_two(tmp_path):
    one = draft(text(tmp_path), Wishes(header_rows=1))
    assert one.choices["header"].value == "1"
    assert "header_rows" not in one.template
    path = tmp_path / "y.csv"
    path.write_text("x;y\nДата;Счёт\n" + "01.03.2025;KZ293010000010040118\n" * 9, "utf-8")
    two = draft(path, Wishes(header_rows=2))
    assert two.header == ("x Дата", "y Счёт")
    assert "header_rows: 2" in two.template


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (["Выписка по счёту", "", "", ""], ["Дата", "Счёт", "Сумма", "Валюта"]),  # a title over a whole header
        (["Клиент", "", "Счёт", ""], ["Дата", "Счёт клиента", "Сумма", "Валюта"]),  # whose statement it is
        (["Дата", "Счёт", "", "Сумма"], ["01.03.2025", "KZ293010000010040118", "x", "5"]),  # a column without a name
        (["Дата", "Имя", "", ""], ["", "Ким Ольга", "Ли Анна", "Ли Анна"]),  # names of persons
        ([], []),
    ],
)
def test_what_only_looks_like_titles_of_groups_is_none(upper, lower):
    assert not grouped(upper, lower)


NAME = st.text("абвгд", min_size=1, max_size=4)


@given(st.lists(st.tuples(NAME, st.lists(NAME, max_size=4)), min_size=1, max_size=8))
def test_whatever_the_groups_every_column_is_called_by_its_group_and_name(groups):
    upper = [cell for title, names in groups for cell in (title, *[""] * (len(names) - 1))]
    lower = [cell for _, names in groups for cell in (names or [""])]
    wanted = [name for title, names in groups for name in ([f"{title} {each}" for each in names] or [title])]
    assert joined_header(upper, lower) == wanted
