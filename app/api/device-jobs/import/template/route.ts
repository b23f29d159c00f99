import { z } from 'zod'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { requestLocale } from '@/lib/server/i18n'
import { importTemplate, TEMPLATE_FORMATS } from '@/lib/server/services/device-import-template'
import { requireViewer } from '@/lib/server/session'

const querySchema = z.object({ format: z.enum(TEMPLATE_FORMATS) })
const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** The file that people begin with, in their language. */
export const GET = handleApi(async (request) => {
  await requireViewer()
  const { format } = parseInput(querySchema, queryOf(request))
  const file = await importTemplate(await requestLocale(), format)
  return new Response(new Uint8Array(file), {
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="milepost-devices.${format}"`,
    },
  })
})
