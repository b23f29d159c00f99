import type { CommandStart, DeviceCommands } from '@/lib/domain/api/command'
import { type CommandOrder, ORDER_LENGTHS } from '@/lib/domain/command'
import { placeholdersOf } from '@/lib/domain/instruction-text'

/** A command one can pick, and how its form makes an order of the values typed. */
export type Choice = {
  key: string
  name: string
  group: 'ofDevice' | 'other' | 'kept'
  /** What the vendor says of it. */
  explanations: readonly string[]
  /** Names of the values to type; an empty one is counted by its place. */
  places: readonly ('text' | 'hex' | number)[]
  initial: readonly string[]
  /** Of each value, as the server takes it. */
  maxLength: number
  isQueueable: boolean
  /** The id of a kept command that the person may take away again. */
  dropId?: string
  toOrder: (values: readonly string[]) => CommandOrder
}

/** What is picked and typed, by the keys of choices, so that each keeps its own values. */
export type Draft = { key: string; values: Readonly<Record<string, readonly string[]>> }
export const EMPTY_DRAFT: Draft = { key: '', values: {} }

type Words = (key: 'raw' | 'hub' | 'lock' | 'release') => string

/** What can be sent to this device by somebody with these powers. */
export function choicesOf(device: DeviceCommands, { powers, saved }: CommandStart, words: Words): Choice[] {
  const templates = device.templates
    .filter(({ isFreeText }) => powers.mayWriteRaw || !isFreeText)
    .map(
      (template): Choice => ({
        key: `template ${template.id} ${template.template}`,
        name: template.name,
        group: 'ofDevice',
        explanations: textsOf(template.explanation, template.prompt),
        places: template.isFreeText && template.places.length === 1 ? ['text'] : template.places,
        initial: [],
        maxLength: ORDER_LENGTHS.value,
        isQueueable: template.isQueueable,
        toOrder: (values) => templateOrder(template.template, template.places, values),
      }),
    )
  return [...templates, ...otherWays(device, powers.mayWriteRaw, words), ...saved.map(savedChoice)]
}

function otherWays(device: DeviceCommands, mayWriteRaw: boolean, words: Words): Choice[] {
  const plain = { group: 'other' as const, explanations: [], initial: [], maxLength: 0, isQueueable: false }
  const scooter: Choice[] = [
    {
      ...plain,
      key: 'lock',
      name: words('lock'),
      places: [],
      toOrder: () => ({ door: 'scooter', text: 'LOCK#' }),
    },
    {
      ...plain,
      key: 'release',
      name: words('release'),
      places: [],
      toOrder: () => ({ door: 'scooter', text: 'ENABLE#' }),
    },
  ]
  const raw: Choice = {
    ...plain,
    key: 'raw',
    name: words('raw'),
    places: ['hex'],
    maxLength: ORDER_LENGTHS.hex,
    toOrder: ([hex = '']) => ({ door: 'raw', hex }),
  }
  const hub: Choice = {
    ...plain,
    key: 'hub',
    name: words('hub'),
    places: ['text'],
    maxLength: ORDER_LENGTHS.content,
    toOrder: ([content = '']) => ({ door: 'hub', proNo: TEXT_PROTOCOL, content }),
  }
  return [
    ...(device.isScooter ? scooter : []),
    ...(device.hasRaw && mayWriteRaw ? [raw] : []),
    ...(device.hasHub && mayWriteRaw ? [hub] : []),
  ]
}

/** The hub's number for a text command. */
const TEXT_PROTOCOL = 128

function savedChoice({ id, name, order, mayDrop }: CommandStart['saved'][number]): Choice {
  const common = {
    key: `kept ${id}`,
    name,
    group: 'kept' as const,
    explanations: [],
    maxLength: ORDER_LENGTHS.value,
    isQueueable: false,
    dropId: mayDrop ? id : undefined,
  }
  if (order.door === 'template') {
    const places = placeholdersOf(order.template)
    return {
      ...common,
      places,
      initial: places.map((place) => order.params[place] ?? ''),
      toOrder: (values) => templateOrder(order.template, places, values),
    }
  }
  return { ...common, places: [], initial: [], toOrder: () => order }
}

/** Those that say something, each once. */
function textsOf(...texts: readonly (string | null)[]): string[] {
  return [...new Set(texts.map((text) => text?.trim() ?? ''))].filter((text) => text !== '')
}

/** The values at the places of their numbers; places a template leaves out are empty. */
function templateOrder(template: string, places: readonly number[], values: readonly string[]): CommandOrder {
  const params = Array.from({ length: (places.at(-1) ?? -1) + 1 }, () => '')
  places.forEach((place, index) => {
    params[place] = values[index] ?? ''
  })
  return { door: 'template', template, params }
}
