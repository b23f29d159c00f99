// A text made in the browser, handed over as a download.

/** Saves a text under a name, as the browser does with any download. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken it by then; the text would stay in memory as long as the page.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
