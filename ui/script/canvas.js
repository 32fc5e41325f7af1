// The picture of a case: draws what the server placed, reports what a person does. Moves nothing by itself.
import { brush } from "./brush.js"
import { legend } from "./legend.js"
import { element, once } from "./dom.js"

const boards = new WeakMap()

const UNREAD = 1000 // no label is ever drawn so large

const OPTIONS = {
  physics: false,
  layout: { randomSeed: 0, improvedLayout: false },
  interaction: { hover: true, tooltipDelay: 250, selectConnectedEdges: false, hideEdgesOnDrag: false, zoomSpeed: 0.6 },
  nodes: { scaling: { label: { enabled: false } }, shapeProperties: { interpolation: false } },
  edges: { smooth: false, selectionWidth: 1, hoverWidth: 0.5, arrows: { to: { scaleFactor: 0.45 } } },
}

/** Mount the canvas, or bring a mounted one up to date. Only data comes in; only triggers go out. */
export async function draw(component) {
  await once("/izder/vis/vis-network.min.js")
  await Promise.race([document.fonts.load("13px 'IBM Plex Sans'"), new Promise((done) => setTimeout(done, 1000))])
  return place(component)
}

function place({ data, parentElement, setTriggerValue }) {
  let board = boards.get(parentElement)
  if (!board || board.key !== data.key) {
    board?.leave()
    board = mount(parentElement, data)
    boards.set(parentElement, board)
  }
  board.tell = setTriggerValue
  board.update(data)
  return () => { boards.get(parentElement)?.leave(); boards.delete(parentElement) }
}

function mount(parent, data) {
  const stage = element("div", "iz-stage")
  const note = element("div", "iz-note")
  const tools = element("div", "iz-tools")
  const key = element("div", "iz-legend")
  const time = element("div", "iz-brush")
  const frame = element("div", "iz-canvas", element("div", "iz-field", stage, note, tools), key, time)
  parent.replaceChildren(frame)
  const nodes = new vis.DataSet(data.nodes.map(dressed))
  const edges = new vis.DataSet(data.edges.map(stroked))
  const began = performance.now()
  const network = new vis.Network(stage, { nodes, edges }, OPTIONS)
  const board = { key: data.key, frame, stage, note, nodes, edges, network, hidden: new Set(), span: null, chosen: null }
  network.once("afterDrawing", () => { frame.dataset.painted = Math.round(performance.now() - began) })
  listen(board)
  toolbar(tools, board, data.words)
  stage.where = (id) => network.canvasToDOM(network.getPosition(id)) // where a node stands on the screen, for tests
  board.update = (fresh) => update(board, fresh, key, time)
  const resized = new ResizeObserver(() => network.redraw())
  resized.observe(stage)
  board.leave = () => { resized.disconnect(); network.destroy() }
  network.fit({ animation: false })
  return board
}

/** A node as vis-network draws it. */
function dressed({ color, ring, core, ...node }) {
  const lit = { background: color, border: "#ffffff" }
  const ink = core ? "#dfe5ec" : "#a7b2bf"
  return {
    ...node, ink, borderWidth: core ? 2.5 : 1, color: { background: color, border: ring, highlight: lit, hover: lit },
    font: { face: "IBM Plex Sans", size: core ? 14 : 12, color: ink, strokeWidth: 4, strokeColor: "#0f1318", vadjust: -2 },
    scaling: { label: { drawThreshold: node.threshold } },
  }
}

/** A line as vis-network draws it. */
function stroked({ color, dashes, pointed, bow, arrows, ...edge }) {
  return {
    ...edge, tint: color, color: { color, opacity: 0.85 }, dashes: dashes.length ? dashes : false,
    arrows: { to: { enabled: pointed } }, smooth: bow ? { enabled: true, type: "curvedCW", roundness: bow } : false,
  }
}

/** A click selects at once; a double click expands and is not also reported as two clicks. */
function listen(board) {
  let waiting = 0
  board.network.on("click", ({ nodes }) => {
    clearTimeout(waiting)
    choose(board, nodes[0] ?? null)
    waiting = setTimeout(() => board.tell("select", nodes[0] ?? ""), 260)
  })
  board.network.on("doubleClick", ({ nodes }) => {
    clearTimeout(waiting)
    if (nodes.length) board.tell("expand", nodes[0])
  })
  board.stage.addEventListener("mouseleave", () => {  // vis-network hides its tooltip only at the next move within it
    for (const tip of board.stage.querySelectorAll(".vis-tooltip")) tip.style.visibility = "hidden"
  })
  board.network.on("hoverNode", () => { board.stage.style.cursor = "pointer" })
  board.network.on("blurNode", () => { board.stage.style.cursor = "" })
}

function update(board, data, key, time) {
  const first = !board.revision
  const fresh = board.revision !== data.revision
  if (fresh && !first) {
    add(board.nodes, data.nodes.map(dressed))
    add(board.edges, data.edges.map(stroked))
  }
  board.revision = data.revision
  board.data = data
  board.note.textContent = data.note
  board.note.hidden = !data.note
  legend(key, data, board.hidden, () => shade(board))
  if (first) brush(time, data, (span) => { board.span = span; shade(board) })
  if (fresh || data.selected !== board.chosen) choose(board, data.selected)
  board.frame.dataset.nodes = board.nodes.length
  board.frame.dataset.edges = board.edges.length
}

/** Add what is new, take out what is gone; what stands keeps its place, wherever it was dragged. */
function add(set, rows) {
  const fresh = new Set(rows.map((row) => row.id))
  set.remove(set.getIds().filter((id) => !fresh.has(id)))
  const standing = new Set(set.getIds())
  set.add(rows.filter((row) => !standing.has(row.id)))
  set.update(rows.filter((row) => standing.has(row.id)).map(({ x, y, ...rest }) => rest))
}

function choose(board, id) {
  board.chosen = id && board.nodes.get(id) ? id : null
  if (board.chosen) board.network.selectNodes([id], false)
  else board.network.unselectAll()
  shade(board)
}

/** Dim what lies outside the chosen days, kinds and neighbourhood. */
function shade(board) {
  const lit = new Set()
  const own = holdings(board)
  const near = new Set(own)
  const lines = board.edges.map((edge) => {
    const seen = !board.hidden.has(edge.layer) && within(edge, board.span)
    const touches = own.has(edge.from) || own.has(edge.to)
    if (seen) [edge.from, edge.to].forEach((end) => lit.add(end))
    if (seen && touches) [edge.from, edge.to].forEach((end) => near.add(end))
    return { id: edge.id, hidden: !seen, color: { color: edge.tint, opacity: !board.chosen || touches ? 0.85 : 0.15 } }
  })
  const narrowed = board.span || board.hidden.size
  board.edges.update(lines)
  board.nodes.update(board.nodes.map((node) => {
    const dim = (narrowed && !lit.has(node.id)) || (board.chosen && !near.has(node.id))
    const threshold = board.chosen ? (near.has(node.id) ? 4 : UNREAD) : node.threshold
    return { id: node.id, opacity: dim ? 0.38 : 1, font: { color: dim ? "#46515e" : node.ink }, scaling: { label: { drawThreshold: threshold } } }
  }))
}

/** The chosen node and what is registered to it: a person's calls and payments run through its lines and accounts. */
function holdings(board) {
  const own = new Set(board.chosen ? [board.chosen] : [])
  board.edges.forEach((edge) => {
    if (edge.from === board.chosen && edge.layer === "registration") own.add(edge.to)
  })
  return own
}

function within(edge, span) {
  if (!span) return true
  if (edge.days.length) return edge.days.some((day) => day >= span[0] && day <= span[1])
  return edge.first === null || edge.first === undefined || (edge.first <= span[1] && edge.last >= span[0])
}

function toolbar(tools, board, words) {
  const button = (sign, title, act) => {
    const made = element("button", "iz-tool", sign)
    made.title = title
    made.setAttribute("aria-label", title)
    made.addEventListener("click", act)
    tools.append(made)
  }
  const zoom = (factor) => board.network.moveTo({ scale: board.network.getScale() * factor })
  button("+", words.closer, () => zoom(1.3))
  button("−", words.farther, () => zoom(1 / 1.3))
  button("⤢", words.fit, () => board.network.fit({ animation: false }))
}
