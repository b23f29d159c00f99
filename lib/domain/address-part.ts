// A part of an address as it is quoted to people: short, and in the order in which it is written.

/** More of a part than this says nothing that helps. */
const MOST_QUOTED = 40

/**
 * "name=value" of a part that could not be read, cut after 40 characters. It is isolated, so that it keeps its order within a
 * text that is written from right to left. Source: UAX #9, isolates.
 */
export function quotedPart(name: string, value: string): string {
  const characters = [...`${name}=${value}`]
  const shown =
    characters.length > MOST_QUOTED ? `${characters.slice(0, MOST_QUOTED).join('')}…` : characters.join('')
  return `\u2066${shown}\u2069`
}
