// The app key and secret of a sandbox: the same for the same seed, so that scripts and demos can be repeated.

import { createHash } from 'node:crypto'

/** 32 hex digits each. They open nothing but a sandbox of this seed on this machine. */
export function sandboxCredentials(seed: number): { appKey: string; appSecret: string } {
  return {
    appKey: digest(`milepost sandbox app key ${seed}`).toUpperCase(),
    appSecret: digest(`milepost sandbox app secret ${seed}`),
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32)
}
