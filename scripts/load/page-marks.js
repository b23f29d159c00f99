// Runs in a page ahead of its own scripts and notes when what was asked for was there. `window.benchWanted` says what.
;(() => {
  const state = { at: {}, shift: 0, shifts: [], blockedMs: 0, longestMs: 0 }
  window.benchState = state
  performance.setResourceTimingBufferSize(5000)
  const mark = (name) => {
    state.at[name] ??= performance.now()
  }
  watch('layout-shift', ({ value, hadRecentInput, startTime, sources }) => {
    if (hadRecentInput) return
    state.shift += value
    state.shifts.push({ atMs: startTime, value, moved: sources.map(movedOf) })
  })
  watch('longtask', ({ duration }) => {
    state.blockedMs += Math.max(0, duration - 50)
    state.longestMs = Math.max(state.longestMs, duration)
  })

  // The map library draws nothing in instances; vehicles, groups of them and their names are drawn so.
  const { drawArraysInstanced } = WebGL2RenderingContext.prototype
  WebGL2RenderingContext.prototype.drawArraysInstanced = function (mode, first, corners, count) {
    if (count > 0) mark('drawn')
    return drawArraysInstanced.call(this, mode, first, corners, count)
  }

  const open = new Map(Object.entries(window.benchWanted))
  const look = () => {
    for (const [name, { selector, hasHandlers }] of open) {
      const element = document.querySelector(selector)
      if (!element || (hasHandlers && !handles(element))) continue
      open.delete(name)
      mark(name)
    }
    if (open.size > 0) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)

  function watch(type, take) {
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
  }

  /** What moved, from where to where. The browser names the five largest. */
  function movedOf({ node, previousRect, currentRect }) {
    const element = node instanceof Element ? node : node?.parentElement
    const place = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ')
    const name = element
      ? `${element.localName}.${element.getAttribute('class') ?? ''}`.slice(0, 80)
      : 'what is gone'
    const text = (node?.textContent ?? '').slice(0, 40)
    return `${name} "${text}" ${place(previousRect)} -> ${place(currentRect)}`
  }

  /** Whether the element, or one around it, is React's already. */
  function handles(element) {
    for (let each = element; each; each = each.parentElement)
      if (Object.keys(each).some((key) => key.startsWith('__reactProps'))) return true
    return false
  }
})()
