// What counts as one network address wherever tries and streams are counted: one household or server has a whole IPv6 /64 to
// choose from.

/** What a network address is counted as, null when it is not known: an IPv6 address as its /64, any other as itself. */
export function addressKey(address: string | null): string | null {
  if (address === null) return null
  const plain = address
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/%.*$/, '')
    .toLowerCase()
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length
  const groups = [...left, ...Array<string>(Math.max(0, zeros)).fill('0'), ...right]
  return `${groups.slice(0, 4).join(':')}::/64`
}
