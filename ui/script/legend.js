// What shapes, colours and lines mean; pressing a kind of line hides and shows it.
import { drawn, element, pressable } from "./dom.js"

const FORMS = {
  dot: ["circle", { cx: 7, cy: 7, r: 5 }],
  square: ["rect", { x: 2.5, y: 2.5, width: 9, height: 9 }],
  box: ["rect", { x: 1, y: 3.5, width: 12, height: 7, rx: 1.5 }],
  diamond: ["polygon", { points: "7,1.5 12.5,7 7,12.5 1.5,7" }],
  triangle: ["polygon", { points: "7,1.5 12.5,12 1.5,12" }],
  triangleDown: ["polygon", { points: "7,12.5 12.5,2 1.5,2" }],
  hexagon: ["polygon", { points: "3.8,2 10.2,2 13,7 10.2,12 3.8,12 1,7" }],
  star: ["polygon", { points: "7,1 8.6,5.2 13,5.2 9.5,8 10.8,12.5 7,9.8 3.2,12.5 4.5,8 1,5.2 5.4,5.2" }],
}

/** Draw the legend of what is on the canvas now. */
export function legend(place, data, hidden, changed) {
  const kinds = data.legend.kinds.map(({ shape, title }) => row(figure(shape, "none", "#aab4c0"), title))
  const roles = data.legend.roles.map(({ tint, title, core }) => row(figure("dot", tint, core ? "#fff" : tint), title))
  const layers = data.legend.layers.map((layer) => {
    const line = row(stroke(layer), layer.title)
    line.classList.toggle("iz-off", hidden.has(layer.name))
    line.setAttribute("aria-pressed", String(!hidden.has(layer.name)))
    return pressable(line, () => {
      if (!hidden.delete(layer.name)) hidden.add(layer.name)
      legend(place, data, hidden, changed)
      changed()
    })
  })
  place.replaceChildren(...[roles, kinds, layers].filter((rows) => rows.length).map((rows) => element("div", "", ...rows)))
}

const row = (sign, title) => element("div", "iz-key", sign, element("span", "", title))

function figure(shape, fill, line) {
  const [name, attributes] = FORMS[shape] ?? FORMS.dot
  return drawn("svg", { width: 14, height: 14 }, drawn(name, { ...attributes, fill, stroke: line, "stroke-width": 1.3 }))
}

function stroke({ tint, dashes }) {
  const line = drawn("line", { x1: 0, y1: 7, x2: 20, y2: 7, stroke: tint, "stroke-width": 2 })
  if (dashes) line.setAttribute("stroke-dasharray", dashes.join(" "))
  return drawn("svg", { width: 20, height: 14 }, line)
}
