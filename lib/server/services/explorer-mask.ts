// Takes secrets out of what the explorer shows: by name of the parameter or member, and by exact value wherever it stands.
// Everything that leaves the server about a traced call passes through here.

import { hiddenValues } from '../scrub'

/** What stands in place of a secret. */
export const MASK = '••••••'

/** Parameters of requests that are secrets, or could be used as one. */
const SECRET_PARAMS: ReadonlySet<string> = new Set([
  'app_key',
  'sign',
  'access_token',
  'refresh_token',
  'user_pwd_md5',
  'password',
  'token',
])

const SECRET_NAMES =
  'access_?token|refresh_?token|app_?key|app_?secret|password\\w*|pwd\\w*|user_pwd_md5|sign'
const JSON_NAMES = `"(?:${SECRET_NAMES}|secret)`

/** What goes by the name of a secret, whatever its value: nobody may have sent it, nor this process have opened it. */
const SECRET_RULES: readonly [RegExp, string][] = [
  [new RegExp(`(${JSON_NAMES}"\\s*:\\s*)(?:"(?:[^"\\\\]|\\\\.)*"|-?\\d[\\d.eE+-]*)`, 'gi'), `$1"${MASK}"`],
  // JSON that is itself a text: as many backslashes before the quotes of the name as before those of the value.
  [
    new RegExp(`((?<!\\\\)(\\\\{1,31})${JSON_NAMES}\\2"\\s*:\\s*\\2").{0,4096}?(?<!\\\\)(?=\\2")`, 'gis'),
    `$1${MASK}`,
  ],
  // The query of an address, as it is or encoded once more. The `secret` of a stream stays: without it nothing plays.
  [new RegExp(`([?&](?:${SECRET_NAMES})=)[^&#\\s"'\\\\<>]+`, 'gi'), `$1${MASK}`],
  [new RegExp(`(%(?:3F|26)(?:${SECRET_NAMES})%3D)[^&#%\\s"'\\\\<>]+`, 'gi'), `$1${MASK}`],
]

/** Shorter values are ordinary words or numbers; cutting them out would only garble. */
const MIN_SECRET_LENGTH = 6

export type Mask = {
  /** A text without the secrets. */
  text(text: string): string
  /** The parameters of a request in their order, secrets replaced. */
  params(params: Readonly<Record<string, string>>): { name: string; value: string; masked: boolean }[]
}

/** Whether a parameter of a request is a secret by its name. */
export function isSecretParam(name: string): boolean {
  return SECRET_PARAMS.has(name)
}

/**
 * A mask for one call, by the parameters of its requests as they were sent, and by all credentials this process has opened.
 */
export function createMask(sent: readonly Readonly<Record<string, string>>[]): Mask {
  const named = sent.flatMap((params) =>
    Object.entries(params).flatMap(([name, value]) => (isSecretParam(name) ? [value] : [])),
  )
  const pattern = patternOf([...named, ...hiddenValues()])
  const withoutValues = (text: string) => (pattern === null ? text : text.replace(pattern, MASK))
  return {
    text: (text) => withoutNames(withoutValues(text)),
    params: (params) =>
      Object.entries(params).map(([name, value]) => {
        const masked = isSecretParam(name)
        return { name, value: masked ? MASK : withoutValues(value), masked }
      }),
  }
}

function withoutNames(text: string): string {
  return SECRET_RULES.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text)
}

/** Matches each value as it is, URL encoded, or inside JSON, in any letter case: digests are written both ways. */
function patternOf(values: readonly string[]): RegExp | null {
  const long = values.filter((value) => value.length >= MIN_SECRET_LENGTH)
  const forms = new Set(
    long.flatMap((value) => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]),
  )
  // The longest first, or the rest of a value that begins like another would stay.
  const sorted = [...forms].sort((a, b) => b.length - a.length)
  return sorted.length === 0 ? null : new RegExp(sorted.map(escaped).join('|'), 'gi')
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
