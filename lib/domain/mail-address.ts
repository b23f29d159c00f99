// What we take for a mail address: one plain address, nothing that could carry a second one or a header.

const MAX_LENGTH = 254

/**
 * Whether `text` is one plain address, `name@host`, without display name, quotes, comments or control characters.
 * Narrower than RFC 5321 on purpose: what people have is inside, what attackers need is not.
 */
export function isMailAddress(text: string): boolean {
  if (text.length > MAX_LENGTH) return false
  const [, local = '', host = ''] = /^([^@]{1,64})@([^@]+)$/.exec(text) ?? []
  if (!/^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u.test(local)) return false
  return /^([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)(\.[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)*$/u.test(
    host,
  )
}
