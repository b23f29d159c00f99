'use client'

import { useState } from 'react'
import type { AccountPermissions } from '@/lib/domain/account'
import type { AccountEdit } from '@/lib/domain/api/accounts'

/** What is typed about the person behind an account. Permissions are null until somebody chose them. */
export type PersonDraft = Omit<AccountEdit, 'permissions'> & { permissions: AccountPermissions | null }
export type PersonProblem = 'name' | 'email' | 'permissions'

const EMAIL = /^[^\s@]+@[^\s@]+$/

/** What is wrong with what was typed, nothing for a draft that will do. */
export function personProblems({ name, email, permissions }: PersonDraft): PersonProblem[] {
  return [
    ...(name.trim() === '' ? (['name'] as const) : []),
    ...(EMAIL.test(email.trim()) ? [] : (['email'] as const)),
    ...(permissions === null ? (['permissions'] as const) : []),
  ]
}

/** A draft and how to change a part of it. */
export function usePersonDraft(start: PersonDraft) {
  const [person, setPerson] = useState(start)
  const change = (part: Partial<PersonDraft>) => setPerson((before) => ({ ...before, ...part }))
  return { person, change }
}
