// A vendor call as a line for a shell: it signs itself, and takes every secret from a variable, named as in docs/sandbox.md.

import { isSecretParam } from './explorer-mask'

/** Which shell variable holds a secret parameter. */
const VARIABLES: Readonly<Record<string, string>> = {
  app_key: 'KEY',
  access_token: 'TOKEN',
  refresh_token: 'REFRESH_TOKEN',
  user_pwd_md5: 'PASSWORD_MD5',
  password: 'PASSWORD_MD5',
  token: 'VIEWER_TOKEN',
}

/**
 * The line for a POSIX shell with openssl and curl. It reads URL, KEY, SECRET and, where needed, TOKEN, and stamps the
 * moment at which it runs. `params` may or may not hold common parameters and `sign`; both are made anew.
 */
export function curlOf(params: Readonly<Record<string, string>>): string {
  const all: Record<string, string> = { ...params, timestamp: '' }
  delete all.sign
  const names = Object.keys(all).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  const signed = names.map((name) => `${name}${inShell(name, all[name] ?? '')}`)
  const form = names.map((name) => `--data-urlencode ${name}=${inShell(name, all[name] ?? '')}`)
  return [
    "T=$(date -u '+%Y-%m-%d %H:%M:%S')",
    `S=$(printf %s "$SECRET" ${signed.join(' ')} "$SECRET" | openssl md5 -r | cut -c1-32 | tr a-f A-F)`,
    `curl -sS "$URL" ${form.join(' ')} --data-urlencode sign=$S`,
  ].join('; ')
}

/** The line for a request to the hub, which is not signed. It reads HUB and HUB_TOKEN. */
export function hubCurlOf(params: Readonly<Record<string, string>>): string {
  const form = Object.entries(params).map(
    ([name, value]) => `--data-urlencode ${name}=${name === 'token' ? '"$HUB_TOKEN"' : inShell(name, value)}`,
  )
  return `curl -sS "$HUB" ${form.join(' ')}`
}

function inShell(name: string, value: string): string {
  if (name === 'timestamp') return '"$T"'
  if (isSecretParam(name)) return `"$${VARIABLES[name] ?? name.toUpperCase()}"`
  return /^[\w.,:@/-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`
}
