// Keys of verdicts. Streamlit takes a switch that has the focus for a field that somebody types in, and hears no key then.

const SWITCH = "input[type=checkbox], input[type=radio]"
const REASON = ".st-key-verdicts input"

/** A digit pressed on a switch is one pressed on the page; Enter ends what is typed, so that the next digit is a verdict. */
function pressed(event) {
  if (!event.isTrusted || event.ctrlKey || event.metaKey || event.altKey || !event.target.matches) return
  const { key, code, keyCode } = event
  if (/^\d$/.test(key) && event.target.matches(SWITCH)) {
    event.stopImmediatePropagation()
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, keyCode, bubbles: true, cancelable: true }))
  } else if (key === "Enter" && event.target.matches(REASON)) {
    setTimeout(() => event.target.blur())
  }
}

let listening = false

/** Begin to listen; once a page. */
export function listen() {
  if (!listening) window.addEventListener("keydown", pressed, true)
  listening = true
}
