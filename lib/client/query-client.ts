// The settings of react-query for the whole app. Live positions do not pass through it.

import { QueryClient } from '@tanstack/react-query'
import { RequestFailedError } from './queries/fetch-json'

/** Retries twice what may pass by itself; what was refused stays refused. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: (failures, error) => failures < 2 && mayPass(error) },
    },
  })
}

function mayPass(error: Error): boolean {
  return !(error instanceof RequestFailedError) || error.status >= 500 || error.status === 429
}
