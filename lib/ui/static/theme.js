// Copies what Streamlit remembers of the theme, whenever the reader leaves this tab for another.

const key = (path) => `stActiveTheme-${path}-v2`

export default ({ data }) => {
  if (globalThis.rapportTheme) return
  globalThis.rapportTheme = true
  const [opened] = performance.getEntriesByType("navigation")
  const path = new URL(opened.name).pathname
  const folder = path.slice(0, path.lastIndexOf("/") + 1)
  document.addEventListener("visibilitychange", () => {
    const chosen = localStorage.getItem(key(path))
    if (document.visibilityState === "visible" || chosen === null) return
    data.pages.forEach((page) => localStorage.setItem(key(folder + page), chosen))
  })
}
