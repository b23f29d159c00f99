import { isUpstreamTrouble, type UpstreamHealthKind } from '@/lib/domain/upstream'

export type UpstreamTone = 'good' | 'calm' | 'warning' | 'danger'

/** How serious a kind of health is, the same wherever it shows. Danger is for what does not pass until somebody acts. */
export function upstreamTone(kind: UpstreamHealthKind): UpstreamTone {
  if (kind === 'ok') return 'good'
  if (!isUpstreamTrouble(kind)) return 'calm'
  return LASTING.includes(kind) ? 'danger' : 'warning'
}

const LASTING: readonly UpstreamHealthKind[] = ['app_key', 'region', 'password']
