/** The first series of a chart, and where there are more than colours. A variable, as it differs in light and dark. */
export const DEFAULT_COLOUR = '--accent'

/** Names of CSS variables, or colours that reach 3:1 on the panel in light and dark. */
export const SERIES_COLOURS: readonly string[] = [
  DEFAULT_COLOUR,
  '--status-idling',
  '--status-moving',
  '--status-parked',
  '--status-expired',
  '--danger',
  '#c2611d',
  '#2f8f9d',
  '#8f6bd1',
  '#7f8a1f',
  '#c65a8a',
  '#5c7fa8',
]
