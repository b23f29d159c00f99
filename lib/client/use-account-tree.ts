'use client'
// The account tree as one browser has it open: which branches, and the pages of them that are loaded.

import { useState } from 'react'
import type { AccountDetail, AccountNode } from '@/lib/domain/api/accounts'
import { type AccountPageKey, useAccountPages } from './queries/accounts'

/** What stands below an account, as far as it is loaded. */
export type Branch = {
  accounts: readonly AccountNode[]
  state: 'ready' | 'loading' | 'failed'
  /** Whether there are more than those. */
  hasMore: boolean
}

/** The tree as it is open: branches by the id of their account, the tops under `TOP`. */
export type AccountTreeState = {
  branches: ReadonlyMap<string, Branch>
  openIds: ReadonlySet<string>
  setOpenIds: (ids: ReadonlySet<string>) => void
  loadMore: (parent: string) => void
  retry: (parent: string) => void
}

/** Under which the tops stand. */
export const TOP = 'top'

/** Loads what is open, page by page. The way to the chosen account is opened once, whenever another one is chosen. */
export function useAccountTree(chosen: AccountDetail | undefined): AccountTreeState {
  const [ownOpenIds, setOpenIds] = useState<ReadonlySet<string> | null>(null)
  const [cursors, setCursors] = useState<Readonly<Record<string, readonly string[]>>>({})
  const [shownFor, setShownFor] = useState<string | null>(null)
  const tops = useAccountPages(keysOf([TOP], cursors))
  // A single top says little by itself.
  const only = tops[0]?.data?.accounts.length === 1 ? (tops[0].data.accounts[0]?.id ?? null) : null
  const openIds = ownOpenIds ?? new Set(only === null ? [] : [only])
  if (chosen !== undefined && shownFor !== chosen.account.id) {
    setShownFor(chosen.account.id)
    setOpenIds(new Set([...openIds, ...chosen.way.map(({ id }) => id)]))
  }
  const parents = [...openIds]
  const keys = keysOf(parents, cursors)
  const pages = useAccountPages(keys)
  const branches = new Map<string, Branch>([[TOP, branchOf(tops)]])
  for (const parent of parents)
    branches.set(parent, branchOf(pages.filter((_, index) => keys[index]?.parent === parent)))
  addChosen(branches, chosen)
  const pagesOf = (parent: string) =>
    parent === TOP ? tops : pages.filter((_, index) => keys[index]?.parent === parent)
  return {
    branches,
    openIds,
    setOpenIds,
    loadMore: (parent) => {
      const next = pagesOf(parent).at(-1)?.data?.next
      if (!next) return
      setCursors((before) => {
        const known = before[parent] ?? []
        return known.includes(next) ? before : { ...before, [parent]: [...known, next] }
      })
    },
    retry: (parent) => {
      for (const page of pagesOf(parent)) if (page.isError) void page.refetch()
    },
  }
}

function keysOf(
  parents: readonly string[],
  cursors: Readonly<Record<string, readonly string[]>>,
): AccountPageKey[] {
  return parents.flatMap((parent) =>
    [null, ...(cursors[parent] ?? [])].map((cursor) => ({ parent: parent === TOP ? null : parent, cursor })),
  )
}

type Page = ReturnType<typeof useAccountPages>[number]

function branchOf(pages: readonly Page[]): Branch {
  const byId = new Map(pages.flatMap(({ data }) => data?.accounts ?? []).map((one) => [one.id, one]))
  const state = pages.some(({ data, isError }) => isError && data === undefined)
    ? 'failed'
    : pages.some(({ data }) => data === undefined)
      ? 'loading'
      : 'ready'
  return { accounts: [...byId.values()], state, hasMore: pages.at(-1)?.data?.next != null }
}

/** The chosen account and those above it may stand on pages that nobody has loaded: then they stand at the end. */
function addChosen(branches: Map<string, Branch>, chosen: AccountDetail | undefined): void {
  if (chosen === undefined) return
  for (const account of [...chosen.way, chosen.account]) {
    const key = account.parentId ?? TOP
    const branch = branches.get(key)
    if (branch === undefined || branch.state !== 'ready') continue
    if (branch.accounts.some(({ id }) => id === account.id)) continue
    branches.set(key, { ...branch, accounts: [...branch.accounts, account] })
  }
}
