// The keys of this installation: sealing of stored secrets, and the key that signs sessions. All come from one master
// key. It never logs and never stores a plaintext. Also loaded by the seed: no 'server-only'.

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { env } from './env'
import { singleton } from './singleton'

/** An envelope cannot be opened: it was changed, belongs to another tenant or field, or the master key is another. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError'
}

const VERSION = 'v1'
const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Seals a secret for one field of one tenant: `v1.<iv>.<ciphertext>.<tag>` in base64url, AES-256-GCM with a random nonce
 * and tenant and field as associated data, so that an envelope copied elsewhere does not open.
 */
export function seal(tenantId: string, field: string, plaintext: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(), iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(associatedData(tenantId, field))
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
  return [VERSION, ...[iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join(
    '.',
  )
}

/**
 * Opens what `seal` made for the same tenant and field.
 * @throws SealBrokenError in every other case. The message holds neither secret nor envelope.
 */
export function open(tenantId: string, field: string, envelope: string): string {
  const [version, ...encoded] = envelope.split('.')
  const [iv, ciphertext, tag] = encoded.map((part) => Buffer.from(part, 'base64url'))
  const isWellFormed = version === VERSION && encoded.length === 3
  if (!isWellFormed || !iv || !ciphertext || !tag) throw new SealBrokenError(`${field}: not a sealed secret.`)
  if (iv.length !== IV_BYTES || tag.length !== TAG_BYTES)
    throw new SealBrokenError(`${field}: not a sealed secret.`)
  try {
    const decipher = createDecipheriv('aes-256-gcm', sealingKey(), iv, { authTagLength: TAG_BYTES })
    decipher.setAAD(associatedData(tenantId, field))
    decipher.setAuthTag(tag)
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8')
  } catch {
    throw new SealBrokenError(
      `${field}: this sealed secret does not open. Was MILEPOST_SECRET changed, or the data folder's secret file replaced?`,
    )
  }
}

/** The secret that next-auth signs and encrypts sessions with. */
export function sessionSecret(): string {
  return singleton('session-secret', () => derive('milepost session v1').toString('base64url'))
}

/** A name that processes with the same master key share and nobody else can guess, for what they keep in a common place. */
export function installationName(): string {
  return singleton('installation-name', () =>
    derive('milepost installation v1').toString('base64url').slice(0, 22),
  )
}

/**
 * What whoever claims an installation without people has to know: four groups of four from 32 letters and digits that are
 * hard to mix up, 80 bits. All processes with the same master key have the same one.
 */
export function setupCode(): string {
  const letters = [...derive('milepost setup code v1').subarray(0, 16)].map((byte) => CODE_LETTERS[byte % 32])
  return letters.join('').replace(/(.{4})(?!$)/g, '$1-')
}

const CODE_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

function sealingKey(): Buffer {
  return singleton('sealing-key', () => derive('milepost seal v1'))
}

function derive(purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterSecret(), '', purpose, 32))
}

/** Lengths in front, so that no other tenant and field give the same bytes. */
function associatedData(tenantId: string, field: string): Buffer {
  return Buffer.from(`${tenantId.length}:${tenantId}${field.length}:${field}`)
}

function masterSecret(): string {
  const { secret, dataDir } = env()
  return secret ?? keptSecret(path.join(dataDir, 'secret'))
}

/**
 * The random secret kept beside the data, made at the first time. It is written aside and linked into place, so of two
 * processes that start together both read the one that came first, and never half a file.
 */
function keptSecret(file: string): string {
  const existing = readIfThere(file)
  if (existing !== null) return existing
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (readIfThere(file) === null) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(file, 'utf8').trim()
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
