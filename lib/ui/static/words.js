// Puts Streamlit's own words into the reader's language, as they come onto the screen.
// A text or label is exchanged in place: React, which owns the nodes, never notices.

const LABELS = ["aria-label", "title", "placeholder", "alt", "aria-valuetext"]
const CALENDAR = { weekday: "[A-Za-z]+", month: "[A-Za-z]+", day: "\\d+", year: "\\d+" }
const SPARE = '[data-testid="stPlotlyChart"], [data-testid="stMetricChart"], canvas'

// What a screen reader had better not read: icons beside words, and lines that draw a number again.
const DRAWINGS = '[role="img"][aria-label$=" icon"], [data-testid="stMetricChart"]'

const page = (globalThis.rapportWords ??= { places: [], said: new WeakMap(), watching: false })

export default ({ data }) => {
  page.places = data.places.map(([place, sentences]) => ({ place, say: sayer(sentences) }))
  page.anywhere = data.places.map(([place]) => place).join(", ")
  translate(document.body)
  if (!page.watching) watch()
}

function watch() {
  page.watching = true
  new MutationObserver((changes) => changes.forEach(noticed)).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: LABELS,
  })
}

function noticed({ type, target, addedNodes }) {
  if (type === "childList") addedNodes.forEach(translate)
  else if (type === "characterData") translate(target)
  else translateLabels(target)
}

function translate(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement
  if (!element || element.closest(SPARE)) return
  if (node.nodeType === Node.TEXT_NODE) return void translateText(node)
  if (node !== element) return
  hideDrawings(element)
  const within = element.closest(page.anywhere) ? [element] : element.querySelectorAll(page.anywhere)
  within.forEach(translateAll)
}

function translateAll(root) {
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
  for (let node = root; node; node = walk.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) translateText(node)
    else translateLabels(node)
  }
}

function translateText(node) {
  exchange(node, "", node.nodeValue, (said) => (node.nodeValue = said))
}

function translateLabels(element) {
  for (const name of LABELS) {
    const label = element.getAttribute(name)
    if (label) exchange(element, name, label, (said) => element.setAttribute(name, said))
  }
}

// Where a sentence stands as we last left it, its English is what it was before that.
function exchange(node, name, shown, write) {
  const before = page.said.get(node)?.[name]
  const english = before?.said === shown ? before.english : shown
  const said = saidAt(node.parentElement && !name ? node.parentElement : node, english.trim())
  if (said === undefined || said === shown.trim()) return
  const written = english.replace(english.trim(), () => said)
  page.said.set(node, { ...page.said.get(node), [name]: { english, said: written } })
  write(written)
}

function saidAt(element, english) {
  for (const { place, say } of page.places) {
    const said = element.closest(place) && say(english)
    if (said) return said
  }
}

function sayer(sentences) {
  const known = new Map(sentences)
  const patterns = sentences
    .filter(([english]) => english.includes("{"))
    .map(([english, said]) => [pattern(english), said])
  // The rest of a sentence may be a name from the data, which is said as it is.
  const filled = (name, value) => (name in CALENDAR && known.get(value)) || value
  return (english) => {
    if (known.has(english)) return known.get(english)
    for (const [shape, said] of patterns) {
      const found = shape.exec(english)
      if (found) return said.replace(/\{(\w+)\}/g, (_, name) => filled(name, found.groups[name]))
    }
  }
}

function pattern(english) {
  const plain = english.replace(/[.*+?^$()|[\]\\/]/g, "\\$&")
  const named = (_, name) => `(?<${name}>${CALENDAR[name] ?? ".+"})`
  return new RegExp("^" + plain.replace(/\{(\w+)\}/g, named) + "$")
}

function hideDrawings(element) {
  const drawings = [...element.querySelectorAll(DRAWINGS)]
  if (element.matches(DRAWINGS)) drawings.push(element)
  drawings.forEach((drawing) => drawing.setAttribute("aria-hidden", "true"))
}
