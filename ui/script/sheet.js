// An entity's sheet: facts, grounds and doubts, each with the rows it rests on.
import { chips } from "./chips.js"
import { element } from "./dom.js"
import { tag } from "./ledger.js"

/** Draw a sheet. */
export function draw({ data, parentElement, setTriggerValue }) {
  const { words } = data
  const head = element("div", "iz-head",
    element("div", "iz-kind", data.kind), element("div", "iz-name", data.title), element("div", "", ...data.tags.map(tag)))
  const facts = element("dl", "iz-facts", ...data.facts.flatMap((fact) => [
    element("dt", "", fact.name), element("dd", "", element("span", "iz-value", fact.value), chips({ ...fact, words }, setTriggerValue))]))
  const groups = data.groups.map((group) => section(group, words, setTriggerValue))
  parentElement.replaceChildren(element("div", "iz-part iz-sheet", head, ...(data.facts.length ? [facts] : []), ...groups))
}

function section({ title, tone, reasons, empty }, words, tell) {
  const lines = reasons.map((reason) => ground(reason, words, tell))
  const nothing = lines.length ? [] : [element("div", "iz-faint", empty)]
  return element("section", `iz-group iz-${tone}`, element("h4", "", title), ...lines, ...nothing)
}

function ground(reason, words, tell) {
  const made = element("div", "iz-ground", element("div", "iz-text", reason.text))
  if (reason.aside) made.append(element("div", "iz-aside", reason.aside))
  if (reason.rows.length) made.append(chips({ ...reason, words }, tell))
  if (reason.strength) made.dataset.strength = reason.strength
  return made
}
