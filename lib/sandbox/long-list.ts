// Rows that are made while they are written: a fleet of 100,000 never stands in memory as objects.

/** `rowAt` is asked once for each index below `length`, in order. */
export class LongList {
  constructor(
    readonly length: number,
    readonly rowAt: (index: number) => unknown,
  ) {}
}

const BATCH = 500

/** The JSON of an object that may hold long lists among its members, as UTF-8. */
export function encodeJson(value: Readonly<Record<string, unknown>>): Buffer {
  const pieces: Buffer[] = []
  let separator = '{'
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue
    pieces.push(Buffer.from(`${separator}${JSON.stringify(key)}:`, 'utf8'))
    if (member instanceof LongList) pieces.push(...encodeRows(member))
    else pieces.push(Buffer.from(JSON.stringify(member), 'utf8'))
    separator = ','
  }
  pieces.push(Buffer.from(separator === '{' ? '{}' : '}', 'utf8'))
  return Buffer.concat(pieces)
}

/** All rows at once, for those who must look at them together. */
export function listRows({ length, rowAt }: LongList): unknown[] {
  return Array.from({ length }, (_, index) => rowAt(index))
}

// Stringified in batches: one by one is slower, all at once is what this file is there to avoid.
function encodeRows({ length, rowAt }: LongList): Buffer[] {
  const pieces = [Buffer.from('[', 'utf8')]
  for (let from = 0; from < length; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, length - from) }, (_, index) => rowAt(from + index))
    const text = JSON.stringify(batch).slice(1, -1)
    pieces.push(Buffer.from(from === 0 ? text : `,${text}`, 'utf8'))
  }
  pieces.push(Buffer.from(']', 'utf8'))
  return pieces
}
