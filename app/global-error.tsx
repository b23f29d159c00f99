'use client'

import './globals.css'
import { Button } from '@/components/ui/button'
import messages from '@/messages/en.json'

/** Replaces everything when the root layout itself fails, so there is no provider to translate with. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  const words = messages.errors
  return (
    <html lang="en">
      <body className="font-sans">
        <main
          role="alert"
          className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center"
        >
          <h1 className="text-xl font-semibold">{words.crashTitle}</h1>
          <p className="max-w-sm text-muted">{words.crashBody}</p>
          <Button variant="primary" onClick={reset}>
            {words.crashAction}
          </Button>
        </main>
      </body>
    </html>
  )
}
