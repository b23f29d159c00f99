import { expect, test } from 'vitest'
import { LOCALES } from '@/lib/domain/locales'
import { messagesOf } from '@/lib/server/messages'
import { CRASH_WORDS } from './global-error-words'

test.each(LOCALES)('the words of a crash in %s are those of its messages', (locale) => {
  const { crashTitle, crashBody, crashAction } = messagesOf(locale).errors
  expect(CRASH_WORDS[locale]).toEqual({ crashTitle, crashBody, crashAction })
})
