// The section on the hub's instruction endpoint, which is no method of the node: an address, a token and contents of its own.

import { INSTRUCT, INSTRUCT_FIELDS } from '@/lib/jimi/contract/instruct'
import { INSTRUCT_KINDS } from '@/lib/jimi/contract/instruct-contents'
import { INSTRUCT_CODES } from '@/lib/jimi/contract/instruct-form'
import type { InstructKind } from '@/lib/jimi/contract/instruct-kind'
import { onlineAnswer, parameterAnswer, queuedAnswer } from '@/lib/jimi/contract/instruct-samples'
import { fence, rowsOf, table } from './markdown'
import type { Usages } from './usages'

/** The chapter of the hub, with every protocol number it takes. */
export function hubSection(usages: Usages): string {
  const used = usages.get(INSTRUCT.name) ?? []
  return [
    '## The hub',
    `### \`${INSTRUCT.name}\``,
    `${INSTRUCT.summary} ${INSTRUCT.docs}`,
    `Write: never repeated by itself · POST to \`${INSTRUCT.path}\` at the hub's own address, with its own token, unsigned · ` +
      `profiles \`${INSTRUCT.profiles.join('`, `')}\` · answer expected within ${INSTRUCT.timeoutMs / 1000} s.`,
    table(
      ['parameter on the wire', 'here', 'required', 'form', 'note'],
      [
        ...rowsOf(INSTRUCT_FIELDS).map((cells) => cells.map((text) => text.replaceAll(', as text', ''))),
        ['`cmdContent`', '`content`', 'yes', 'by protocol number, see below', ''],
      ],
    ),
    `Protocol numbers:\n\n${kindsTable()}`,
    `What \`_code\` says of an instruction that the hub took:\n\n${codes()}`,
    fence('Answer (device online)', onlineAnswer),
    fence('Answer (parameters read)', parameterAnswer),
    fence('Answer (queued)', queuedAnswer),
    `Used in: ${used.length > 0 ? used.map((file) => `\`${file}\``).join(', ') : 'nowhere yet'}.`,
  ].join('\n\n')
}

function kindsTable(): string {
  const rows = Object.values<InstructKind<number, unknown>>(INSTRUCT_KINDS).map((kind) => [
    String(kind.proNo),
    kind.name,
    kind.summary,
    kind.documented ? 'yes' : '',
    kind.example === '' ? 'nothing' : `\`${kind.example}\``,
  ])
  return table(['number', 'name', 'what it does', 'members documented', 'content, for example'], rows)
}

function codes(): string {
  return Object.entries(INSTRUCT_CODES)
    .map(([code, meaning]) => `- \`${code}\`: ${meaning}`)
    .join('\n')
}
