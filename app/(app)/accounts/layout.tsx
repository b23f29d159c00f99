import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { managesAccounts } from '@/lib/server/services/account-pages'
import { requireViewer } from '@/lib/server/session'

/** Owners and distributors have accounts below them; to everybody else there is nothing at this address. */
export default async function AccountsLayout({ children }: { children: ReactNode }) {
  if (!managesAccounts(await requireViewer())) notFound()
  return children
}
