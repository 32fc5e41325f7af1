// References to rows of delivered files: pressing one asks for the raw row.
import { element, pressable } from "./dom.js"

const SHOWN = 3

/** Chips «file:row»; beyond a few, a chip that opens the others. `total` says how many there are in all. */
export function chips({ rows = [], total = rows.length, words }, ask) {
  const place = element("span", "iz-chips")
  const show = (count) => {
    const made = rows.slice(0, count).map((ref) => chip(ref, ask))
    const more = total - Math.min(count, rows.length)
    if (count < rows.length) made.push(pressable(element("span", "iz-chip iz-more", `+${more}`), () => show(rows.length)))
    else if (more > 0) made.push(element("span", "iz-faint", words.more.replace("{n}", more)))
    place.replaceChildren(...made)
  }
  show(SHOWN)
  return place
}

function chip(ref, ask) {
  const made = element("span", "iz-chip", ref.file ? `${ref.file}:${ref.row}` : String(ref.row))
  made.dataset.row = `${ref.source}:${ref.row}`
  return pressable(made, () => ask("row", { source: ref.source, row: ref.row }))
}
