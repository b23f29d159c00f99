'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { type ReactNode, useMemo } from 'react'
import { mergeWords, type WordTree } from '@/lib/domain/words'

/** Words besides those of the providers around it, which a provider of next-intl's own would replace. */
export function AddedWords({ words, children }: { words: WordTree; children: ReactNode }) {
  const before: WordTree = useMessages()
  const messages = useMemo(() => mergeWords(before, words), [before, words])
  return (
    <NextIntlClientProvider locale={useLocale()} messages={messages}>
      {children}
    </NextIntlClientProvider>
  )
}
