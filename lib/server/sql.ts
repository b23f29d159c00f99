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
export type ColumnType = 'uuid' | 'text' | 'int4' | 'float8' | 'bool' | 'timestamptz'

/** One column of a batch: its name and type in SQL, and how to read it from a row. */
export type BatchColumn<Row> = readonly [name: string, type: ColumnType, read: (row: Row) => CellValue]

/** What a cell may hold before encoding; undefined becomes NULL like null. */
export type CellValue = string | number | boolean | Date | null | undefined

/** Rows of one shape as array parameters, for `INSERT ... SELECT ... FROM unnest(...)`. */
export type Batch<Row> = {
  /** Comma-separated column names. */
  names: string
  /** `unnest($n::type[], ...) AS alias(names)`, with parameters numbered from `firstParameter`. */
  from(firstParameter: number, alias: string): string
  /** One array literal a column, in the order of the parameters. */
  values(rows: readonly Row[]): string[]
}

/**
 * Describes how rows become array parameters. The literals are built here and not by the drivers, which differ in
 * speed and in what they accept. A cell that its type cannot hold (NaN, an invalid date) becomes NULL, fractions are
 * rounded for int4, and NUL characters are dropped, so that one odd cell never costs the batch.
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
  }
}

/** A `text[]` parameter, encoded like the columns of a batch. */
export function textArray(values: readonly string[]): string {
  return arrayLiteral('text', values, (value) => value)
}

/** Text as PostgreSQL can hold it: without NUL, and half surrogate pairs replaced. Foreign text can have either. */
export function storableText(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8').replaceAll('\u0000', '')
}

/** Rows in groups of at most `size`, so that one statement never grows without bound. */
export function chunked<Row>(rows: readonly Row[], size: number): Row[][] {
  const chunks: Row[][] = []
  for (let start = 0; start < rows.length; start += size) chunks.push(rows.slice(start, start + size))
  return chunks
}

function arrayLiteral<Row>(type: ColumnType, rows: readonly Row[], read: (row: Row) => CellValue): string {
  const encode = type === 'text' ? quotedText : type === 'int4' ? roundedNumber : plainCell
  let literal = '{'
  let separator = ''
  for (const row of rows) {
    const value = read(row)
    literal += separator + (value === null || value === undefined ? 'NULL' : encode(value))
    separator = ','
  }
  return `${literal}}`
}

function quotedText(value: Exclude<CellValue, null | undefined>): string {
  const text = value instanceof Date ? value.toISOString() : storableText(String(value))
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

function roundedNumber(value: Exclude<CellValue, null | undefined>): string {
  const rounded = Math.round(Number(value))
  return Math.abs(rounded) <= 0x7fffffff ? String(rounded) : 'NULL'
}

function plainCell(value: Exclude<CellValue, null | undefined>): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'NULL' : `"${value.toISOString()}"`
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'NULL'
  return typeof value === 'boolean' ? String(value) : quotedText(value)
}
