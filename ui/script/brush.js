// Activity per day, and a brush over it: drag to choose days, drag the choice to move it, double-click to clear.
import { drawn, element } from "./dom.js"

const HEIGHT = 46
const SERIES = [["transfers", "#5f9f7f"], ["calls", "#5b7fb0"]]

/** Draw the bars and report the chosen span as [first, last] day, or null for all days. */
export function brush(place, data, changed) {
  const { days, words } = data.activity
  place.replaceChildren()
  place.hidden = days.length < 2
  if (place.hidden) return
  const chart = drawn("svg", { viewBox: `0 0 ${days.length} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" })
  chart.setAttribute("aria-label", words.title)
  const choice = drawn("rect", { y: 0, height: HEIGHT, class: "iz-choice", width: 0 })
  chart.append(...bars(data.activity), ...marks(data.activity), choice)
  const text = element("div", "iz-span")
  const axis = element("div", "iz-axis", element("span", "", words.days[0]), text, element("span", "", words.days.at(-1)))
  place.append(chart, axis)
  drag(chart, days.length, (span) => {
    choice.setAttribute("x", span ? span[0] : 0)
    choice.setAttribute("width", span ? span[1] - span[0] + 1 : 0)
    text.textContent = summary(data.activity, span)
    changed(span && span.map((index) => days[index]))
  })
  text.textContent = summary(data.activity, null)
}

function bars({ days, ...series }) {
  const most = Math.max(1, ...days.map((_, day) => SERIES.reduce((sum, [name]) => sum + series[name][day], 0)))
  return days.flatMap((_, day) => {
    let floor = HEIGHT
    return SERIES.map(([name, fill]) => {
      const height = (series[name][day] / most) * (HEIGHT - 6)
      floor -= height
      return drawn("rect", { x: day + 0.1, y: floor, width: 0.8, height, fill })
    })
  })
}

const marks = ({ days, arrests }) => days.flatMap((_, day) =>
  arrests[day] ? [drawn("rect", { x: day + 0.3, y: 0, width: 0.4, height: HEIGHT, fill: "#c0704f" })] : [])

function summary({ calls, transfers, amount, arrests, words }, span) {
  const [from, to] = span ?? [0, calls.length - 1]
  const total = (row) => row.slice(from, to + 1).reduce((sum, value) => sum + value, 0)
  const figure = (value) => value.toLocaleString("ru-RU")
  const when = span ? `${words.days[from]} – ${words.days[to]}` : words.all
  const money = `${figure(Math.round(total(amount) / 100))} ₸`
  return [when, `${words.calls} ${figure(total(calls))}`, `${words.transfers} ${figure(total(transfers))} · ${money}`,
    total(arrests) ? `${words.arrests} ${figure(total(arrests))}` : ""].filter(Boolean).join("  ·  ")
}

/** Pointer to span of days. Inside the choice it moves, elsewhere it makes a new one. */
function drag(chart, count, changed) {
  let span = null
  let start = null
  const day = (event) => {
    const { left, width } = chart.getBoundingClientRect()
    return Math.max(0, Math.min(count - 1, Math.floor(((event.clientX - left) / width) * count)))
  }
  const set = (next) => { span = next; changed(next) }
  chart.addEventListener("pointerdown", (event) => {
    chart.setPointerCapture(event.pointerId)
    const at = day(event)
    start = { at, moved: span && at >= span[0] && at <= span[1] ? [...span] : null }
  })
  chart.addEventListener("pointermove", (event) => {
    if (!start) return
    const at = day(event)
    if (!start.moved) return set([Math.min(start.at, at), Math.max(start.at, at)])
    const shift = Math.max(-start.moved[0], Math.min(count - 1 - start.moved[1], at - start.at))
    return set(start.moved.map((edge) => edge + shift))
  })
  chart.addEventListener("pointerup", () => { start = null })
  chart.addEventListener("dblclick", () => set(null))
}
