import { handleApi } from '@/lib/server/http'
import { deviceJobCsv } from '@/lib/server/services/device-jobs-csv'
import { requireSession } from '@/lib/server/session'

type Context = { params: Promise<{ id: string }> }

/** What became of each device, as CSV. */
export const GET = handleApi<Context>(async (_request, { params }) => {
  const { viewer, person } = await requireSession()
  const { id } = await params
  const text = await deviceJobCsv(viewer, id, person.locale)
  return new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="device-work-${id.slice(0, 8)}.csv"`,
    },
  })
})
