// The codes of a second factor: those an authenticator app shows (TOTP, RFC 6238: SHA-1, 6 digits, 30 s, as all such apps do)
// and the recovery codes. It makes and compares them; what was used already is data/system/second-factor.ts.

import { createHash, randomBytes } from 'node:crypto'
import { generateSecret, generateURI, verifySync } from 'otplib'
import { create } from 'qrcode'
import type { QrCode } from '@/lib/domain/api/security'

/** Clocks differ: the code before and the code after are taken too. */
const DRIFT_S = 30
/** Crockford's base 32: no letter that is taken for a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const RECOVERY_CODES = 10
/** 80 bits, too many to try out even for who has stolen the digests. */
const RECOVERY_LENGTH = 16
/** Four modules, as ISO/IEC 18004 asks. */
const QUIET_ZONE = 4

/** A new shared secret, 160 bits in base 32. */
export function makeSecret(): string {
  return generateSecret()
}

/** The time step whose code this is, at `atMs` or one step beside it; null for a wrong code. */
export function stepOfCode(secret: string, code: string, atMs: number): number | null {
  const token = code.replaceAll(/[\s-]/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const epoch = Math.floor(atMs / 1000)
  const result = verifySync({ secret, token, epoch, epochTolerance: DRIFT_S })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}

/** What an app scans: the secret, whose it is, and who gave it. */
export function qrCodeOf(secret: string, { email, issuer }: { email: string; issuer: string }): QrCode {
  const uri = generateURI({ secret, label: email, issuer: issuer.replaceAll(':', ' ').trim() || 'Milepost' })
  const { modules } = create(uri, { errorCorrectionLevel: 'M' })
  const rows = Array.from({ length: modules.size }, (_, row) => row)
  const dark = rows.flatMap((row) =>
    rows
      .filter((column) => modules.get(row, column))
      .map((column) => `M${column + QUIET_ZONE} ${row + QUIET_ZONE}h1v1h-1z`),
  )
  return { size: modules.size + 2 * QUIET_ZONE, path: dark.join('') }
}

/** New recovery codes, in groups of four. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    [...randomBytes(RECOVERY_LENGTH)]
      .map((byte) => ALPHABET.charAt(byte % ALPHABET.length))
      .join('')
      .replaceAll(/(.{4})(?=.)/g, '$1-'),
  )
}

/** The digest of a recovery code as typed, in capitals or not, with or without dashes; null for what can be none. */
export function recoveryCodeHash(typed: string): string | null {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  if (code.length !== RECOVERY_LENGTH || [...code].some((letter) => !ALPHABET.includes(letter))) return null
  return createHash('sha256').update(`milepost recovery ${code}`).digest('hex')
}
