// Queries of /api/device-jobs/import, apart from the types so that pages need not carry the schemas.

import { z } from 'zod'
import { IMPORT_FIELDS, type ImportColumns, MAX_IMPORT_COLUMNS } from '../device-import'

const columns = z
  .string()
  .max(2_000)
  .transform((text) => text.split(','))
  .pipe(z.array(z.union([z.enum(IMPORT_FIELDS), z.literal('')])).max(MAX_IMPORT_COLUMNS))
  .transform((fields): ImportColumns => fields.map((field) => (field === '' ? null : field)))

/** Queries of the routes; the file is the body. */
export const importCheckQuerySchema = z.object({ columns })
export const importBeginQuerySchema = z.object({
  columns,
  seen: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().max(300),
})
