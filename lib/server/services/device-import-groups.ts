// The vendor's groups of the accounts a file of devices is about, by name. One call for each account, so there may not be many.

import { MAX_GROUP_ACCOUNTS } from '@/lib/domain/device-import'
import type { Viewer } from '../access'
import { callJimi } from '../jimi'
import { ImportFileError } from './device-import-error'

/** By account, then by name in small letters: lists and devices spell the default group differently. */
export type VendorGroups = ReadonlyMap<string, ReadonlyMap<string, { id: string; name: string }>>

/** Reads the groups of accounts in scope. @throws ImportFileError `many_groups`; as `callJimi` */
export async function groupsOf(
  viewer: Viewer,
  accounts: readonly { id: string; login: string }[],
): Promise<VendorGroups> {
  const logins = new Map(accounts.map(({ id, login }) => [id, login]))
  if (logins.size > MAX_GROUP_ACCOUNTS) throw new ImportFileError('many_groups')
  const all = await Promise.all(
    [...logins].map(async ([id, accountLogin]) => {
      const listed = await callJimi(viewer, 'jimi.device.group.list', { accountLogin })
      const byName = listed.map((group) => {
        const name = group.name ?? group.id
        return [name.toLowerCase(), { id: group.id, name }] as const
      })
      return [id, new Map(byName)] as const
    }),
  )
  return new Map(all)
}
