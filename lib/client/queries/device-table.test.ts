import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import type { DevicePage, DeviceRow } from '@/lib/domain/api/device-table'
import { DEVICE_TABLE_KEY, putDeviceRow } from './device-table'

const KEY = [...DEVICE_TABLE_KEY, 'pages', '', 0]

test('a page that was being read when a row was changed does not bring the old row back', async () => {
  const queries = new QueryClient()
  const before = { id: 'a', name: 'Old' } as DeviceRow
  const after = { ...before, name: 'New' }
  queries.setQueryData<DevicePage>(KEY, { rows: [before], total: 1 })
  const answers: ((page: DevicePage) => void)[] = []
  const observer = new QueryObserver<DevicePage>(queries, {
    queryKey: KEY,
    queryFn: () => new Promise((resolve) => answers.push(resolve)),
  })
  const stop = observer.subscribe(() => {})
  expect(answers).toHaveLength(1)
  await putDeviceRow(queries, after)
  answers[0]?.({ rows: [before], total: 1 })
  await Promise.resolve()
  expect(queries.getQueryData<DevicePage>(KEY)?.rows).toEqual([after])
  // What else was being read is asked for again.
  expect(answers).toHaveLength(2)
  stop()
  queries.clear()
})
