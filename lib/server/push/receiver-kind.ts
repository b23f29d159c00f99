// What kind of receiver this process is. Behind a proxy posts come to one kind only, so that one does not stand in for another.

import type { ReceiverKind } from '../data/system/receive-marks'
import { env } from '../env'

/** The kind of this process. */
export function receiverKind(): ReceiverKind {
  return env().role === 'ingest' ? 'ingest' : 'app'
}
