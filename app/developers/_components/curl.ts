import type { Operation } from '@/lib/domain/api-v1/operation'

const EXAMPLE_ID = '0b6f2f6e-6b0e-4c58-9c5d-0c6f2f9a1d11'

/** The example of an operation as a command for a shell. */
export function curlOf({ method, path, example }: Operation, baseUrl: string): string {
  const query = example.query === undefined ? '' : `?${example.query}`
  const url = `${baseUrl}${path.replaceAll(/\{\w+\}/g, EXAMPLE_ID)}${query}`
  const parts = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}"${url}"`,
    '-H "Authorization: Bearer $TOKEN"',
  ]
  if (example.body !== undefined)
    parts.push('-H "Content-Type: application/json"', `-d '${JSON.stringify(example.body)}'`)
  return parts.join(' \\\n  ')
}
