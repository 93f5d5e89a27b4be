// What print.css cannot know: how wide the page is on the screen, which its charts are drawn for,
// and whether the theme is dark, which tables are painted in.

const PAPER = 273 * (96 / 25.4) // A4 across between its margins, in pixels

export default () => {
  if (globalThis.rapportPrints) return
  globalThis.rapportPrints = true
  addEventListener("beforeprint", measure)
}

function measure() {
  const app = document.querySelector(".stApp")
  const main = getComputedStyle(document.querySelector('[data-testid="stMainBlockContainer"]'))
  const width = ["width", "paddingLeft", "paddingRight"].map((name) => parseFloat(main[name]))
  const onScreen = main.boxSizing === "border-box" ? width[0] - width[1] - width[2] : width[0]
  const page = document.documentElement
  page.style.setProperty("--on-screen", `${onScreen}px`)
  page.style.setProperty("--to-paper", Math.min(1, PAPER / onScreen))
  page.toggleAttribute("data-dark", getComputedStyle(app).colorScheme === "dark")
}
