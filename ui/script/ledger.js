// A dense table: aligned figures, sorting by a press on a head, rows that open, chips that lead to raw rows.
import { chips } from "./chips.js"
import { element, pressable } from "./dom.js"

const views = new WeakMap()

/** Draw a table; what a person sorted or filtered stays as it was when fresh data come. */
export function draw({ data, parentElement, setTriggerValue }) {
  const view = views.get(parentElement) ?? { sort: null, filter: "" }
  views.set(parentElement, view)
  const body = element("tbody")
  const refill = () => body.replaceChildren(...arranged(data, view).map((row) => line(row, data, setTriggerValue)))
  const titled = data.columns.some((column) => column.title)
  const widths = element("colgroup", "", ...data.columns.map(({ width }) => {
    const column = element("col")
    if (width) column.style.width = width
    return column
  }))
  const table = element("table", "iz-ledger", widths, ...(titled ? [element("thead", "", heads(data, view, refill))] : []), body)
  refill()
  const filter = data.rows.length > data.filter_from ? [search(data, view, refill)] : []
  const empty = data.rows.length ? [] : [element("div", "iz-empty", data.words.empty)]
  const note = data.note ? [element("div", "iz-cut", data.note)] : []
  const scroll = element("div", "iz-scroll", table, ...empty)
  if (data.height) scroll.style.maxHeight = data.height
  parentElement.replaceChildren(element("div", "iz-part", ...filter, scroll, ...note))
}

function heads(data, view, refill) {
  const row = element("tr")
  data.columns.forEach((column, index) => {
    const head = element("th", `iz-is-${column.kind}`, column.title)
    if (column.help) head.title = column.help
    if (data.sortable) {
      pressable(head, () => {
        const down = view.sort?.index === index && !view.sort.down
        view.sort = { index, down }
        for (const other of row.children) other.removeAttribute("aria-sort")
        head.setAttribute("aria-sort", down ? "descending" : "ascending")
        refill()
      })
      head.setAttribute("role", "columnheader")
    }
    row.append(head)
  })
  return row
}

function search(data, view, refill) {
  const input = element("input", "iz-filter")
  input.type = "search"
  input.placeholder = data.words.filter
  input.setAttribute("aria-label", data.words.filter)
  input.value = view.filter
  input.addEventListener("input", () => { view.filter = input.value; refill() })
  return input
}

function arranged({ rows, columns }, view) {
  const wanted = view.filter.trim().toLowerCase()
  const found = wanted ? rows.filter((row) => row.cells.some((cell) => words(cell).toLowerCase().includes(wanted))) : rows
  if (!view.sort) return found
  const { index, down } = view.sort
  const sign = down ? -1 : 1
  return [...found].sort((a, b) => sign * order(value(a.cells[index]), value(b.cells[index])))
}

const order = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)))

function value(cell) {
  if (cell === null || cell === undefined) return ""
  if (Array.isArray(cell)) return cell.length && cell[0].n !== undefined ? cell.reduce((sum, part) => sum + part.n, 0) : words(cell)
  return typeof cell === "object" ? cell.value ?? words(cell) : cell
}

function words(cell) {
  if (cell === null || cell === undefined) return ""
  if (Array.isArray(cell)) return cell.map(words).join(" ")
  return typeof cell === "object" ? String(cell.text ?? cell.title ?? `${cell.file ?? ""} ${cell.row ?? ""}`) : String(cell)
}

function line(row, data, tell) {
  const made = element("tr", row.id && row.id === data.selected ? "iz-selected" : "")
  data.columns.forEach((column, index) => made.append(cell(column, row.cells[index], data, tell)))
  if (row.id && data.opens) {
    made.dataset.id = row.id
    pressable(made, () => tell("open", row.id))
    made.setAttribute("role", "row")
  }
  return made
}

const DRAWN = {
  text: (content) => [content?.text ?? content],
  code: (content) => [content?.text ?? content],
  wrapped: (content) => [content?.text ?? content],
  number: (content) => [content?.text ?? content],
  lines: (content) => (content ?? []).map((part) => element("div", `iz-line iz-${part.tone ?? "plain"}`, part.text)),
  tags: (content) => (content ?? []).map((part) => tag(part)),
  mix: (content) => [mix(content ?? [])],
  rows: (content, data, tell) => [chips({ rows: content?.rows ?? [], total: content?.total, words: data.words }, tell)],
}

function cell(column, content, data, tell) {
  const made = element("td", `iz-is-${column.kind}`)
  if (content === null || content === undefined || content === "") made.append(element("span", "iz-faint", "—"))
  else made.append(...DRAWN[column.kind](content, data, tell))
  return made
}

/** A word with a coloured mark. */
export function tag({ text, tint, title }) {
  const made = element("span", "iz-tag", text)
  if (tint) made.style.setProperty("--tint", tint)
  if (title) made.title = title
  return made
}

function mix(parts) {
  const bar = element("span", "iz-mix")
  for (const { n, tint, title } of parts) {
    const piece = element("i")
    piece.style.flexGrow = n
    piece.style.background = tint
    piece.title = `${title}: ${n}`
    bar.append(piece)
  }
  return element("span", "", bar, element("span", "iz-figures", parts.filter(({ n }) => n).map(({ n, title }) => `${title} ${n}`).join(" · ")))
}
