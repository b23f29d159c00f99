import { pushes } from '@/lib/jimi/push/index'

/** Where each topic is pushed below an address. */
export const TOPIC_PATHS: readonly string[] = Object.values(pushes).flatMap(({ path }) =>
  path === null ? [] : [path],
)
