// The Markdown that pages about the contract are made of: tables of fields, code blocks, links.

import type { AnyField, Fields } from '@/lib/jimi/contract/fields'

/** A link to a section of the same page. */
export function anchorOf(name: string): string {
  return `[\`${name}\`](#${name.toLowerCase().replaceAll('.', '')})`
}

/** A row for each field: its name on the wire, here, whether it is always there, its form and what is to know. */
export function rowsOf(fields: Fields): string[][] {
  return Object.entries(fields).map(([key, field]) => [
    namesOf(field),
    `\`${key}\``,
    field.presence === 'required' ? 'yes' : '',
    formOf(field),
    noteOf(field),
  ])
}

function namesOf({ name, twin }: AnyField): string {
  const names = typeof name === 'string' ? `\`${name}\`` : `\`${name.pro}\`, ts \`${name.ts}\``
  return twin === undefined ? names : `${names}, and \`${twin}\``
}

function formOf({ codec }: AnyField): string {
  if (!('ts' in codec)) return codec.description ?? ''
  const [ts = '', pro = ''] = [codec.ts.description, codec.pro.description]
  return ts === pro ? pro : `${pro}; ts: ${ts}`
}

function noteOf({ note, only, also = [], absent }: AnyField): string {
  const stand = absent === undefined || absent === null ? '' : `\`${JSON.stringify(absent)}\` when unknown.`
  return [
    only === undefined ? '' : `Profile ${only} only.`,
    note ?? '',
    stand,
    also.length > 0 ? `Also read: ${also.map((name) => `\`${name}\``).join(', ')}.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** A titled block of JSON. */
export function fence(title: string, json: string): string {
  return `${title}:\n\n\`\`\`json\n${json}\n\`\`\``
}

/** A table, its cells made safe. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`)
  return lines.join('\n')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
