// Plain SQL for what Prisma is too slow or too coarse for: bulk writes, leases, chains. Same words on both databases.
// It owns the shape of a session and the encoding of whole columns as array parameters; db.ts hands sessions out.

/** Something that runs SQL: a pool, or one session inside a transaction. */
export type Sql = {
  /** Runs one statement with `$1`-style values and returns its rows. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

/** One session of its own, which may also run a script of several statements without values. */
export type SqlSession = Sql & { script(text: string): Promise<void> }

/** PostgreSQL types that columns of a batch can have. */
export type ColumnType = 'uuid' | 'text' | 'int4' | 'float8' | 'bool' | 'timestamptz' | 'jsonb' | 'bytea'

/** One column of a batch: its name and type in SQL, and how to read it from a row. */
export type BatchColumn<Row> = readonly [name: string, type: ColumnType, read: (row: Row) => CellValue]

/** What a cell may hold before encoding; undefined becomes NULL like null. `json` is any value for a jsonb column. */
export type CellValue = string | number | boolean | Date | Uint8Array | JsonCell | null | undefined
export type JsonCell = { readonly json: unknown }
type Cell = Exclude<CellValue, null | undefined>

/** Rows of one shape as array parameters, for `INSERT ... SELECT ... FROM unnest(...)`. */
export type Batch<Row> = {
  /** Comma-separated column names. */
  names: string
  /** `unnest($n::type[], ...) AS alias(names)`, with parameters numbered from `firstParameter`. */
  from(firstParameter: number, alias: string): string
  /** One array literal a column, in the order of the parameters. */
  values(rows: readonly Row[]): string[]
  /** As `values`, for rows that leave most columns out: one without any value is an empty array, which `unnest` fills up with NULL. */
  sparseValues(rows: readonly Row[]): string[]
}

/**
 * Describes how rows become array parameters. The literals are built here and not by the drivers, which differ in
 * speed and in what they accept. A cell that its type cannot hold (NaN, an invalid date) becomes NULL, fractions are
 * rounded for int4, and NUL characters are dropped, also within JSON, so that one odd cell never costs the batch.
 */
export function defineBatch<Row>(columns: readonly BatchColumn<Row>[]): Batch<Row> {
  const names = columns.map(([name]) => name).join(', ')
  return {
    names,
    from: (firstParameter, alias) => {
      const parameters = columns.map(([, type], index) => `$${firstParameter + index}::${type}[]`)
      return `unnest(${parameters.join(', ')}) AS ${alias}(${names})`
    },
    values: (rows) => columns.map(([, type, read]) => arrayLiteral(type, rows, read)),
    sparseValues: (rows) =>
      columns.map(([, type, read]) => (hasValue(rows, read) ? arrayLiteral(type, rows, read) : '{}')),
  }
}

/** A `text[]` parameter, encoded like the columns of a batch. */
export function textArray(values: readonly string[]): string {
  return arrayLiteral('text', values, (value) => value)
}

/**
 * Text as PostgreSQL can hold it: without NUL, and half surrogate pairs replaced. Foreign text can have either. And without byte
 * order marks in front, which PGlite holds and does not give back.
 */
export function storableText(text: string): string {
  const whole = SURROGATE.test(text) ? Buffer.from(text, 'utf8').toString('utf8') : text
  return (whole.includes(NUL) ? whole.replaceAll(NUL, '') : whole).replace(/^\ufeff+/, '')
}

/** A value as JSON that jsonb can hold: its texts and names are made storable. Undefined and functions become null. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  // What jsonb refuses always stands escaped here. Looking for the escapes is much cheaper than looking at each text.
  return REFUSED_ESCAPE.test(text) ? (JSON.stringify(withStorableTexts(JSON.parse(text))) ?? 'null') : text
}

/** Rows in groups of at most `size`, so that one statement never grows without bound. */
export function chunked<Row>(rows: readonly Row[], size: number): Row[][] {
  const chunks: Row[][] = []
  for (let start = 0; start < rows.length; start += size) chunks.push(rows.slice(start, start + size))
  return chunks
}

const NUL = '\u0000'
const SURROGATE = /[\ud800-\udfff]/
const REFUSED_ESCAPE = /\\u(?:0000|d[89a-f])/

function withStorableTexts(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map(withStorableTexts)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [storableText(name), withStorableTexts(member)]),
  )
}

function hasValue<Row>(rows: readonly Row[], read: (row: Row) => CellValue): boolean {
  return rows.some((row) => (read(row) ?? null) !== null)
}

function arrayLiteral<Row>(type: ColumnType, rows: readonly Row[], read: (row: Row) => CellValue): string {
  const encode = ENCODERS[type]
  let literal = '{'
  let separator = ''
  for (const row of rows) {
    const value = read(row)
    literal += separator + (value === null || value === undefined ? 'NULL' : encode(value))
    separator = ','
  }
  return `${literal}}`
}

const ENCODERS: Readonly<Record<ColumnType, (value: Cell) => string>> = {
  uuid: plainCell,
  text: quotedText,
  int4: roundedNumber,
  float8: plainCell,
  bool: plainCell,
  timestamptz: plainCell,
  jsonb: (value) => quoted(storableJson(isJsonCell(value) ? value.json : value)),
  bytea: (value) => (value instanceof Uint8Array ? `"\\\\x${hexOf(value)}"` : 'NULL'),
}

function quotedText(value: Cell): string {
  return quoted(storableText(value instanceof Date ? value.toISOString() : String(value)))
}

function quoted(text: string): string {
  return ESCAPED_IN_ARRAYS.test(text)
    ? `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
    : `"${text}"`
}

const ESCAPED_IN_ARRAYS = /[\\"]/

function roundedNumber(value: Cell): string {
  const rounded = Math.round(Number(value))
  return Math.abs(rounded) <= 0x7fffffff ? String(rounded) : 'NULL'
}

function plainCell(value: Cell): string {
  if (value instanceof Date) return momentCell(value)
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'NULL'
  return typeof value === 'boolean' ? String(value) : quotedText(value)
}

/** Years of four digits: ISO texts of others are none that PostgreSQL reads. */
function momentCell(at: Date): string {
  const ms = at.getTime()
  const known = momentCells.get(ms)
  if (known !== undefined) return known
  const cell = ms >= FIRST_MOMENT_MS && ms <= LAST_MOMENT_MS ? `"${at.toISOString()}"` : 'NULL'
  if (momentCells.size >= MAX_KNOWN_MOMENTS) momentCells.clear()
  momentCells.set(ms, cell)
  return cell
}

/** A batch says the same moment many times over: of a fix and of the readings that came with it, and when all of it arrived. */
const momentCells = new Map<number, string>()
const MAX_KNOWN_MOMENTS = 5000

const FIRST_MOMENT_MS = Date.parse('0001-01-01T00:00:00.000Z')
const LAST_MOMENT_MS = Date.parse('9999-12-31T23:59:59.999Z')

function isJsonCell(value: Cell): value is JsonCell {
  return typeof value === 'object' && 'json' in value
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}
