"""The heat map of an answer: every figure written, nothing of the data able to be markup."""

from core.answers import Answer
from ui.parts.heat import SHADES, counted, drawn, shade

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "<b>Sat", "Sun"]
ROWS = [[1, 0, 10, None, None, []], [7, 23, 2, None, None, []]]
COLUMNS = ("weekday", "hour", "calls", "first", "last", "sources")


def test_each_figure_stands_under_its_hour_beside_its_day_and_names_are_escaped():
    counts = counted(Answer("call_rhythm", COLUMNS, COLUMNS, ROWS))
    assert counts == {(1, 0): 10, (7, 23): 2}
    html = drawn(counts, {"days": DAYS, "caption": "a & b", "corner": "day"})
    monday, sunday = html.split('<th scope="row">Mon</th>')[1], html.split('<th scope="row">Sun</th>')[1]
    assert monday.startswith('<td class="iz-heat-5">10</td><td class="iz-heat-0">·</td>')
    assert sunday.split("</tr>")[0].endswith('<td class="iz-heat-1">2</td>')
    assert html.count("<td") == 7 * 24
    assert html.count('scope="col"') == 25
    assert "<b>" not in html
    assert "a &amp; b" in html


def test_shades_rise_with_the_figure_and_none_is_the_lightest():
    shades = [shade(value, 1000) for value in range(1001)]
    assert shades == sorted(shades)
    assert (shades[0], shades[1], shades[-1], len(set(shades))) == (0, 1, SHADES, SHADES + 1)
