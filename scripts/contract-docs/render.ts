// The text of docs/jimi-methods.md: every vendor method in the words of its declaration. Same contract, same text.

import { CHAPTERS } from '@/lib/jimi/contract'
import type { AnswerPart } from '@/lib/jimi/contract/answer'
import { CODE_MEANINGS } from '@/lib/jimi/contract/codes'
import type { MethodExample } from '@/lib/jimi/contract/define-method'
import type { Fields } from '@/lib/jimi/contract/fields'
import { INSTRUCT } from '@/lib/jimi/contract/instruct'
import type { Profile } from '@/lib/jimi/wire/profile'
import { hubSection } from './hub'
import { anchorOf, fence, rowsOf, table } from './markdown'
import type { Usages } from './usages'

/** What of a declaration is shown. Any method of the registry is one. */
type DocumentedMethod = {
  name: string
  access: string
  summary: string
  docs: string
  errors: readonly number[]
  profiles: readonly Profile[]
  needsToken: boolean
  timeoutMs: number
  wireName?: string
  toldBy?: string
  input: { fields: Fields; constants?: Readonly<Record<string, string>> }
  output: { parts?: readonly AnswerPart[] }
  example: MethodExample
}

const INTRODUCTION = `# Methods of the Jimi / Tracksolid Pro interface

Made from \`lib/jimi/contract\` by \`npx tsx scripts/contract-docs.ts\`; edits here are lost.

Times are UTC, positions WGS84 degrees unless a note says otherwise. The column "here" has the name a value goes by inside
Milepost, units last; "on the wire" has the vendor's. Profile \`ts\` is the legacy TrackSolid service, \`pro\` is Tracksolid
Pro; where they spell a name differently both are shown. Every method can also answer 1001, 1004, 1005, 1006 and -1.
`

/** The whole file. `usages` says where Milepost calls what. */
export function renderMethodDocs(usages: Usages): string {
  const chapters: [string, readonly DocumentedMethod[]][] = Object.entries(CHAPTERS)
  const contents = chapters.map(
    ([title, list]) => `- ${title}: ${list.map(({ name }) => anchorOf(name)).join(', ')}`,
  )
  const sections = chapters.map(([title, list]) =>
    [`## ${title}`, ...list.map((method) => sectionOf(method, usages))].join('\n\n'),
  )
  const hub = `- The hub: ${anchorOf(INSTRUCT.name)}`
  return [INTRODUCTION.trimEnd(), [...contents, hub].join('\n'), ...sections, hubSection(usages)]
    .join('\n\n')
    .concat('\n')
}

function sectionOf(method: DocumentedMethod, usages: Usages): string {
  const used = usages.get(method.name) ?? []
  return [
    `### \`${method.name}\``,
    `${method.summary} ${method.docs}`,
    factsOf(method),
    parametersOf(method),
    ...(method.output.parts ?? []).map(partOf),
    method.output.parts ? '' : 'The answer carries nothing to read.',
    `Errors:\n\n${method.errors.map((code) => `- \`${code}\`: ${CODE_MEANINGS[code] ?? ''}`).join('\n')}`,
    exampleOf(method.example),
    `Used in: ${used.length > 0 ? used.map((file) => `\`${file}\``).join(', ') : 'nowhere yet'}.`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function factsOf({ access, profiles, needsToken, timeoutMs, wireName, toldBy }: DocumentedMethod): string {
  const facts = [
    access === 'write' ? 'Write: never repeated by itself' : 'Read',
    `profiles ${profiles.map((profile) => `\`${profile}\``).join(', ')}`,
    `answer expected within ${timeoutMs / 1000} s`,
  ]
  if (!needsToken) facts.push('no token')
  if (wireName !== undefined) facts.push(`sent as \`${wireName}\`, told by \`${toldBy}\``)
  return `${facts.join(' · ')}.`
}

function parametersOf({ input: { fields, constants = {} } }: DocumentedMethod): string {
  const fixed = Object.entries(constants).map(([name, text]) => [
    `\`${name}\``,
    '',
    'yes',
    `always \`${text}\``,
    '',
  ])
  return table(
    ['parameter on the wire', 'here', 'required', 'form', 'note'],
    // Every parameter is a text.
    [...rowsOf(fields).map((cells) => cells.map((text) => text.replaceAll(', as text', ''))), ...fixed],
  )
}

function partOf(part: AnswerPart): string {
  if ('codec' in part) return `Answer \`${part.path}\`: ${part.codec.description ?? ''}.`
  return `Answer \`${part.path}\`:\n\n${table(['member', 'here', 'always', 'form', 'note'], rowsOf(part.fields))}`
}

function exampleOf({ params, answers, more = [] }: MethodExample): string {
  const sent = `Example parameters:\n\n\`\`\`json\n${JSON.stringify(params, null, 2)}\n\`\`\``
  const main = (['ts', 'pro'] as const).flatMap((profile) => {
    const answer = answers[profile]
    return answer === undefined ? [] : [fence(`Answer (${profile})`, answer)]
  })
  const others = more.map(({ label, profile, answer }) => fence(`Answer (${profile}, ${label})`, answer))
  return [sent, ...main, ...others].join('\n\n')
}
