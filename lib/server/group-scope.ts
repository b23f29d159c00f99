// The scope of one vehicle group, as the database writes it into each device (see the function scope_segment_of_group).

import { createHash } from 'node:crypto'

/**
 * The scope path of a vehicle group of an account. The segment holds 128 bits of the name's SHA-256 in hex, so that no name can
 * look like another's beginning.
 */
export function groupScope(accountPath: string, groupName: string): string {
  return `${accountPath}:${createHash('sha256').update(groupName, 'utf8').digest('hex').slice(0, 32)}/`
}
