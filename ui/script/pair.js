// Two parties side by side: what was compared and what each comparison weighs, as a waterfall; then all that is known.
import { chips } from "./chips.js"
import { drawn, element } from "./dom.js"
import { listen } from "./keys.js"

const WIDTH = 240
const HEIGHT = 18

/** Draw a pair. */
export function draw({ data, parentElement, setTriggerValue }) {
  listen()
  const parts = [
    compared(data),
    ...data.notes.map((note) => element("div", "iz-cut", note)),
    known(data, setTriggerValue),
  ]
  parentElement.replaceChildren(element("div", "iz-part iz-pair", ...parts))
}

function compared({ steps, names, words }) {
  if (!steps.length) return element("div", "iz-empty", words.not_compared)
  const scale = scaled(steps)
  const titles = [words.field, names.left, names.right, words.level, words.weight, words.sum]
  const head = element("tr", "", ...titles.map((title, at) => element("th", at > 3 ? "iz-is-number" : "", title)))
  head.lastChild.className = ""
  const lines = steps.map((step) => line(step, scale))
  return framed(element("table", "iz-ledger iz-waterfall", element("thead", "", head), element("tbody", "", ...lines)))
}

function line(step, scale) {
  const number = element("td", "iz-is-number", step.shown)
  const bar = element("td", "iz-is-bar", segment(step, scale))
  const cells = [element("td", "iz-field-name", step.field), side(step.left), side(step.right), element("td", "", step.level ?? "")]
  return element("tr", step.kind === "field" ? "" : `iz-is-${step.kind}`, ...cells, number, bar)
}

function side(values) {
  const lines = (values ?? []).map((value) => element("div", "iz-line", value))
  return element("td", "iz-is-wrapped", ...lines)
}

/** From the sum before a step to the sum after it, on one scale for all; a thin line marks even odds. */
function segment({ from, to, kind, shown }, { low, high }) {
  const x = (value) => ((value - low) / (high - low || 1)) * WIDTH
  const start = kind === "sum" ? 0 : from
  const tone = kind !== "field" ? "plain" : to >= from ? "for" : "against"
  const bar = drawn("rect", {
    x: Math.min(x(start), x(to)), width: Math.max(Math.abs(x(to) - x(start)), 1.5), y: 3, height: HEIGHT - 6, rx: 1,
    class: `iz-bar-${tone}`,
  })
  const even = drawn("line", { x1: x(0), x2: x(0), y1: 0, y2: HEIGHT, class: "iz-even" })
  const made = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, role: "img" }, bar, even)
  made.setAttribute("aria-label", shown)
  return made
}

function scaled(steps) {
  const sums = [0, ...steps.flatMap(({ from, to }) => [from, to])]
  return { low: Math.min(...sums), high: Math.max(...sums) }
}

function known({ facts, names, words }, tell) {
  const head = element("tr", "", ...[words.fact, names.left, names.right].map((title) => element("th", "", title)))
  const lines = facts.map(({ name, left, right, same }) => element("tr", same ? "iz-agrees" : "",
    element("td", "iz-field-name", name), values(left, words, tell), values(right, words, tell)))
  return framed(element("table", "iz-ledger iz-known", element("thead", "", head), element("tbody", "", ...lines)))
}

function values(given, words, tell) {
  const lines = given.map(({ value, rows, total, same }) => element("div", "iz-line",
    element("span", same ? "iz-value iz-both" : "iz-value", value), chips({ rows, total, words }, tell)))
  return element("td", "", ...(lines.length ? lines : [element("span", "iz-faint", "—")]))
}

const framed = (table) => element("div", "iz-scroll", table)
