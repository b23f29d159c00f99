// Takes posted bodies in: counts what really comes, whatever the headers claim, and bounds what all bodies together may
// hold at once. It does not look into them.

/** Pieces of a body as they come. Web streams and Node's requests both are this. */
export type BodyPieces = AsyncIterable<Uint8Array>

export type BodyIntake =
  | { bytes: Uint8Array; release(): void }
  /** Above the cap; what else comes is not waited for. */
  | { refused: 'too_large' }
  /** All places are taken. */
  | { refused: 'busy' }
  /** The sender left half way. */
  | { refused: 'broken' }

/** Bytes of bodies that are held from their first piece until their answer leaves. */
export class BodyBudget {
  private held = 0

  constructor(private readonly maxBytes: number) {}

  get heldBytes(): number {
    return this.held
  }

  /** Takes room for `bytes` more, or takes nothing and says false. */
  take(bytes: number): boolean {
    if (this.held + bytes > this.maxBytes) return false
    this.held += bytes
    return true
  }

  release(bytes: number): void {
    this.held -= bytes
  }
}

/** Reads a body of at most `maxBytes`. Never throws. `release` is to be called once, when nobody needs the bytes any more. */
export async function takeBody(
  body: Uint8Array | BodyPieces | null,
  { budget, maxBytes }: { budget: BodyBudget; maxBytes: number },
): Promise<BodyIntake> {
  if (body === null) return { bytes: new Uint8Array(0), release: () => {} }
  if (body instanceof Uint8Array) return takeWhole(body, { budget, maxBytes })
  const pieces: Uint8Array[] = []
  let size = 0
  const give = (refused: 'too_large' | 'busy' | 'broken') => {
    budget.release(size)
    return { refused }
  }
  try {
    for await (const piece of body) {
      if (size + piece.byteLength > maxBytes) return give('too_large')
      if (!budget.take(piece.byteLength)) return give('busy')
      size += piece.byteLength
      pieces.push(piece)
    }
  } catch {
    return give('broken')
  }
  const [only] = pieces
  const bytes = pieces.length === 1 && only ? only : Buffer.concat(pieces, size)
  return { bytes, release: () => budget.release(size) }
}

function takeWhole(
  bytes: Uint8Array,
  { budget, maxBytes }: { budget: BodyBudget; maxBytes: number },
): BodyIntake {
  if (bytes.byteLength > maxBytes) return { refused: 'too_large' }
  if (!budget.take(bytes.byteLength)) return { refused: 'busy' }
  return { bytes, release: () => budget.release(bytes.byteLength) }
}
