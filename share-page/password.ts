// The form of a link with a password. What is typed goes to the link's own address and nowhere else.

import type { SharePageConfig } from '@/lib/domain/share-view'
import { fillIn, spanText } from '@/lib/domain/share-words'

/** Sends the form by script: the page tells nobody where it comes from, so a plain form would be taken for a foreign one. */
export function handlePassword({ base, words, locale }: SharePageConfig): void {
  const form = document.querySelector('form')
  const input = document.querySelector('input')
  const button = document.querySelector('button')
  const problem = document.getElementById('problem')
  if (!form || !input || !button || !problem) return
  const tell = (text: string) => {
    problem.textContent = text
    input.setAttribute('aria-invalid', 'true')
    input.focus()
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    button.disabled = true
    problem.textContent = ''
    try {
      const response = await fetch(base, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ password: input.value }),
      })
      if (response.ok || response.status === 404) return location.reload()
      const waitS = Number(response.headers.get('retry-after') ?? 60)
      tell(
        response.status === 429
          ? fillIn(words.passwordWait ?? '', { time: spanText(waitS * 1000, locale) })
          : (words.passwordWrong ?? ''),
      )
    } catch {
      tell(words.passwordFailed ?? '')
    } finally {
      button.disabled = false
    }
  })
  button.disabled = false
}
