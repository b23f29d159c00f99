// What a tenant may say of its look, and which words it may use for it. Pictures are judged by branding-picture.ts, colours by
// branding-colours.ts.

import { isColour } from './branding-colours'
import { isMailAddress } from './mail-address'
import { plainText } from './setup'

export const MAX_BRAND_NAME_LENGTH = 40
export const MAX_MAIL_NAME_LENGTH = 60

/** How a tenant looks and writes; empty texts are what Milepost does by itself. */
export type BrandingFields = {
  name: string
  accent: string
  domain: string
  mailName: string
  mailReplyTo: string
}

/** What is wrong with a field; a key of the messages at `branding.problems`. */
export type BrandingProblem = 'tooLong' | 'noColour' | 'noHost' | 'takenHost' | 'noMail' | 'badName'
export type BrandingProblems = Partial<Record<keyof BrandingFields, BrandingProblem>>

/** The fields as they are stored. */
export function plainBranding(fields: BrandingFields): BrandingFields {
  return {
    name: plainText(fields.name),
    accent: fields.accent.trim().toLowerCase(),
    domain: plainHost(fields.domain),
    mailName: plainText(fields.mailName),
    mailReplyTo: fields.mailReplyTo.trim(),
  }
}

/** What is wrong with fields that `plainBranding` has made plain. */
export function brandingProblems(fields: BrandingFields): BrandingProblems {
  const { name, accent, domain, mailName, mailReplyTo } = fields
  const problems: BrandingProblems = {}
  if (name.length > MAX_BRAND_NAME_LENGTH) problems.name = 'tooLong'
  else if (HIDDEN_TURNS.test(name)) problems.name = 'badName'
  if (accent !== '' && !isColour(accent)) problems.accent = 'noColour'
  if (domain !== '' && !isHostName(domain)) problems.domain = 'noHost'
  if (mailName.length > MAX_MAIL_NAME_LENGTH) problems.mailName = 'tooLong'
  else if (HIDDEN_TURNS.test(mailName) || /[<>"@]/.test(mailName)) problems.mailName = 'badName'
  if (mailReplyTo !== '' && !isMailAddress(mailReplyTo)) problems.mailReplyTo = 'noMail'
  return problems
}

/** A host name as requests carry it, without scheme, port and path that were pasted along; lower case. */
export function plainHost(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/:?#].*$/s, '')
    .replace(/\.$/, '')
}

/** Whether a text is a host name in ASCII letters; addresses of numbers are none. */
export function isHostName(text: string): boolean {
  if (text.length > 253 || /(^|\.)\d+$/.test(text)) return false
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/.test(text)
}

/** Letters that turn the direction of what follows, or are not seen at all: with them one name looks like another. */
const HIDDEN_TURNS = /[\u200b\u2028-\u202e\u2060-\u2069\ufeff]/u
