// Small helpers of all parts. Text from the data goes in as text and can never become markup.

const scripts = new Map()

/** Load a script of this server once per page. */
export function once(source) {
  if (!scripts.has(source)) {
    scripts.set(source, new Promise((done, failed) => {
      const tag = document.createElement("script")
      tag.src = source
      tag.onload = done
      tag.onerror = () => { scripts.delete(source); failed(new Error(source)) }
      document.head.append(tag)
    }))
  }
  return scripts.get(source)
}

/** An element with a class and children; children that are not nodes become text. */
export function element(name, style = "", ...children) {
  const made = document.createElement(name)
  if (style) made.className = style
  made.append(...children.filter((child) => child !== null && child !== undefined))
  return made
}

/** An SVG element with attributes. */
export function drawn(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

/** Let something be pressed with mouse, Enter or space. */
export function pressable(made, act) {
  made.tabIndex = 0
  made.setAttribute("role", made.getAttribute("role") ?? "button")
  made.addEventListener("click", (event) => { event.stopPropagation(); act(event) })
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return
    event.preventDefault()
    event.stopPropagation()
    act(event)
  })
  return made
}
