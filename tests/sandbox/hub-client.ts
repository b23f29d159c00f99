// Speaks to a sandbox's hub: form fields, a fixed token, no signature.

import type { Bench, Params } from './raw-client'

export type HubAnswer = { code: number; msg: string; data?: Record<string, unknown> }

const COMMON = {
  serverFlagId: '17',
  requestId: '1',
  platform: 'web',
  token: 'sandbox-hub-token',
  proNo: '128',
}

/** Sends one instruction; the common members can be changed or emptied. */
export async function instruct({ sandbox }: Bench, changes: Params): Promise<HubAnswer> {
  const body = new URLSearchParams({ ...COMMON, ...changes })
  const response = await fetch(sandbox.hubUrl, { method: 'POST', body })
  return (await response.json()) as HubAnswer
}
