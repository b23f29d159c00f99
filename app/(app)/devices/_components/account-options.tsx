import type { DeviceChoices } from '@/lib/domain/api/device-table'

/** The accounts of the tree as options: each a step further in than the one above it. */
export function AccountOptions({ accounts }: { accounts: DeviceChoices['accounts'] }) {
  const depths = new Map<string, number>()
  for (const { id, parentId } of accounts)
    depths.set(id, parentId === null ? 0 : (depths.get(parentId) ?? 0) + 1)
  return accounts.map(({ id, name, deviceCount }) => (
    <option key={id} value={id}>
      {`${'\u2003'.repeat(depths.get(id) ?? 0)}${name} (${deviceCount})`}
    </option>
  ))
}
