// Makes the body of a request: private parameters joined by the common ones, signed, form encoded.

import { type Params, signParams } from './sign'
import { formatUtcText } from './times'

export type CallIdentity = { method: string; appKey: string; accessToken?: string; at: Date }

/** Adds the parameters every call carries. Empty private parameters are left out, since the two sides may sign them differently. */
export function withCommonParams(params: Params, { method, appKey, accessToken, at }: CallIdentity): Params {
  const filled = Object.entries(params).filter(([, value]) => value !== '')
  return {
    ...Object.fromEntries(filled),
    ...(accessToken === undefined ? {} : { access_token: accessToken }),
    method,
    timestamp: formatUtcText(at),
    app_key: appKey,
    sign_method: 'md5',
    v: '1.0',
    format: 'json',
  }
}

/** The signed form body, UTF-8 percent encoding, blanks as `+`. */
export function signedForm(params: Params, appSecret: string): string {
  return new URLSearchParams({ ...params, sign: signParams(params, appSecret) }).toString()
}
