// Writes rows of JSON straight into bytes, member by member: for the list of a large fleet several times faster than making
// objects and having them turned into one long text. What it writes is what JSON.stringify would write of such objects.

/** A member's name with the comma before it and the colon behind it. */
export type MemberName = Uint8Array

/** The names of a row's members, to be made once. */
export function memberNames<N extends string>(names: readonly N[]): Readonly<Record<N, MemberName>>
export function memberNames(names: readonly string[]): Readonly<Record<string, MemberName>> {
  return Object.fromEntries(names.map((name) => [name, Buffer.from(`,${JSON.stringify(name)}:`, 'utf8')]))
}

const FIRST_BYTES = 4 * 1024
const BLOCK_BYTES = 256 * 1024
const [BLANK, QUOTE, COMMA, MINUS, POINT, ZERO] = [0x20, 0x22, 0x2c, 0x2d, 0x2e, 0x30]
const [COLON, OPEN, BACKSLASH, CLOSE, TILDE] = [0x3a, 0x7b, 0x5c, 0x7d, 0x7e]
const NULL = Buffer.from('null')
/** Sign, fifteen digits and point, with room to spare. */
const NUMBER_BYTES = 20
const DAY_MS = 86_400_000
const MILLION = 1e6
/** Fifteen digits survive the way through a double and back. */
const MAX_MICROS = 999_999_999_999_999

/** Collects JSON as blocks of UTF-8. The members of a row come between `open` and `close`. */
export class JsonBytes {
  #block = Buffer.allocUnsafe(FIRST_BYTES)
  #used = 0
  #isFirst = false
  #full: Buffer[] = []
  #days = new Map<number, Uint8Array>()

  /** Takes out a block that is full; null while there is none. */
  takeFull(): Buffer | null {
    return this.#full.shift() ?? null
  }

  /** Ends the writing: what the blocks taken so far do not hold. */
  end(): Buffer[] {
    return [...this.#full, this.#block.subarray(0, this.#used)]
  }

  /** Adds text that is JSON already. */
  raw(json: string): void {
    // No UTF-16 unit takes more than three bytes.
    this.#reserve(json.length * 3)
    this.#used += this.#block.write(json, this.#used, 'utf8')
  }

  comma(): void {
    this.#byte(COMMA)
  }

  /** Begins a row. */
  open(): void {
    this.#byte(OPEN)
    this.#isFirst = true
  }

  /** Ends a row. */
  close(): void {
    this.#byte(CLOSE)
  }

  /** The member is null. */
  nothing(name: MemberName): void {
    this.#name(name)
    this.#bytes(NULL, 0)
  }

  /** Escaped as need be. */
  text(name: MemberName, value: string | null): void {
    this.#name(name)
    if (value === null) this.#bytes(NULL, 0)
    else this.#quoted(value)
  }

  /** A number as text, as `String` prints it. */
  numberAsText(name: MemberName, value: number | null): void {
    this.#name(name)
    if (value === null) this.#bytes(NULL, 0)
    else {
      this.#byte(QUOTE)
      this.#number(value)
      this.#byte(QUOTE)
    }
  }

  /** A number as JSON.stringify prints it. */
  number(name: MemberName, value: number): void {
    this.#name(name)
    if (Number.isFinite(value)) this.#number(value)
    else this.#bytes(NULL, 0)
  }

  /** `yyyy-MM-dd HH:mm:ss` in UTC, the second begun. */
  time(name: MemberName, ms: number): void {
    this.#name(name)
    const day = Math.floor(ms / DAY_MS)
    this.#bytes(this.#days.get(day) ?? this.#newDay(day), 0)
    const seconds = Math.floor((ms - day * DAY_MS) / 1000)
    this.#twoDigits(Math.floor(seconds / 3600))
    this.#byte(COLON)
    this.#twoDigits(Math.floor(seconds / 60) % 60)
    this.#byte(COLON)
    this.#twoDigits(seconds % 60)
    this.#byte(QUOTE)
  }

  // Rows tell of the same days over and over, and a Date for each time is what takes long.
  #newDay(day: number): Uint8Array {
    const text = Buffer.from(`"${new Date(day * DAY_MS).toISOString().slice(0, 10)} `)
    this.#days.set(day, text)
    return text
  }

  #name(name: MemberName): void {
    // The first member has no comma before it.
    this.#bytes(name, this.#isFirst ? 1 : 0)
    this.#isFirst = false
  }

  /** Most texts need no escaping; those are copied unit by unit. */
  #quoted(text: string): void {
    this.#reserve(text.length + 2)
    const block = this.#block
    let at = this.#used
    block[at++] = QUOTE
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      if (unit < BLANK || unit > TILDE || unit === QUOTE || unit === BACKSLASH) {
        this.raw(JSON.stringify(text))
        return
      }
      block[at++] = unit
    }
    block[at++] = QUOTE
    this.#used = at
  }

  /** Numbers of the wire have up to six places after the point; those are printed without making a text of them. */
  #number(value: number): void {
    const micros = Math.round(value * MILLION)
    if (Math.abs(micros) <= MAX_MICROS && micros / MILLION === value) this.#decimal(micros)
    else this.raw(String(value))
  }

  #decimal(micros: number): void {
    const size = Math.abs(micros)
    const whole = Math.floor(size / MILLION)
    this.#reserve(NUMBER_BYTES)
    if (micros < 0) this.#byte(MINUS)
    this.#digits(whole, countDigits(whole))
    let after = size - whole * MILLION
    if (after === 0) return
    let places = 6
    while (after % 10 === 0) {
      after /= 10
      places--
    }
    this.#byte(POINT)
    this.#digits(after, places)
  }

  #twoDigits(value: number): void {
    this.#reserve(2)
    this.#digits(value, 2)
  }

  #digits(value: number, count: number): void {
    const block = this.#block
    const end = this.#used + count
    let left = value
    for (let at = end - 1; at >= this.#used; at--) {
      const tenth = Math.floor(left / 10)
      block[at] = ZERO + left - tenth * 10
      left = tenth
    }
    this.#used = end
  }

  #bytes(bytes: Uint8Array, from: number): void {
    this.#reserve(bytes.length)
    const block = this.#block
    let at = this.#used
    for (let i = from; i < bytes.length; i++) block[at++] = bytes[i] ?? 0
    this.#used = at
  }

  #byte(byte: number): void {
    this.#reserve(1)
    this.#block[this.#used++] = byte
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes <= this.#block.length) return
    this.#full.push(this.#block.subarray(0, this.#used))
    this.#block = Buffer.allocUnsafe(Math.max(BLOCK_BYTES, bytes))
    this.#used = 0
  }
}

function countDigits(whole: number): number {
  let count = 1
  for (let limit = 10; limit <= whole; limit *= 10) count++
  return count
}
