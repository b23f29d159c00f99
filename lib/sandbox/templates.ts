// The command templates of a device, by profile and model, and how a template becomes a command.

import type { Profile } from '@/lib/jimi/wire/profile'
import type { TreeDevice } from './account-tree'
import { hasRelay } from './device-answers'

export type CommandTemplate = {
  id: number
  name: string
  content: string
  explain: string | null
  prompt: string | null
  /** Whether it may wait for an offline device. */
  isQueueable: boolean
}

const SOS: CommandTemplate = {
  id: 81,
  name: 'SOS setting',
  content: 'SOS,A,{0},{1},{2}#',
  explain: 'Numbers that are called and texted in an emergency; 3 to 20 digits each.',
  prompt: '',
  isQueueable: true,
}
const FREE_FORM: CommandTemplate = {
  id: 99,
  name: 'User defined command',
  content: '{0}',
  explain: null,
  prompt: null,
  isQueueable: false,
}
const RELAY: CommandTemplate = {
  id: 163,
  name: 'Fuel/Power Remote Control',
  content: 'RELAY,{0}#',
  explain: null,
  prompt: null,
  isQueueable: false,
}

/** What a model understands: all of them free text, trackers an SOS number, models with a relay its commands. */
export function templatesOf(device: TreeDevice, profile: Profile): CommandTemplate[] {
  const sos = device.kind === 'tracker' || device.kind === 'asset' ? [SOS] : []
  // The legacy node numbers free text otherwise and has two fixed commands in place of one with a parameter.
  const free = profile === 'ts' ? { ...FREE_FORM, id: 96 } : FREE_FORM
  return hasRelay(device) ? [...sos, ...relaysOf(profile), free] : [...sos, free]
}

function relaysOf(profile: Profile): CommandTemplate[] {
  if (profile === 'pro') return [RELAY]
  return [
    { ...RELAY, id: 113, name: 'Cut off fuel/power', content: 'RELAY,1#' },
    { ...RELAY, id: 114, name: 'Restore fuel/power', content: 'RELAY,0#' },
  ]
}

/** The command text, or null when the parameters do not fit the template. */
export function fillTemplate(template: CommandTemplate, params: readonly string[]): string | null {
  const places = new Set([...template.content.matchAll(/\{(\d)\}/g)].map(([, place]) => Number(place)))
  const isFitting = params.length === places.size && params.every((param) => param.trim() !== '')
  if (!isFitting) return null
  return template.content.replace(/\{(\d)\}/g, (_, place) => params[Number(place)] ?? '')
}
