import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { type Namespace, pickWords } from '@/lib/domain/words'
import type { Messages } from '@/lib/server/messages'
import { AddedWords } from './added-words'

/**
 * Sends the browser the words of some namespaces, for all that stands below, besides those sent further up. It stands
 * outermost in a page or layout; tests/architecture/page-words.ts says what a page lacks or sends in vain.
 */
export async function Words({ of, children }: { of: readonly Namespace<Messages>[]; children: ReactNode }) {
  return <AddedWords words={pickWords(await getMessages(), of)}>{children}</AddedWords>
}
