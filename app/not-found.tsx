import { getTranslations } from 'next-intl/server'
import { buttonClasses } from '@/components/ui/button'

export default async function NotFound() {
  const t = await getTranslations('errors')
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
      <h1 className="text-xl font-semibold">{t('notFoundTitle')}</h1>
      <p className="max-w-sm text-muted">{t('notFoundBody')}</p>
      {/* No link of the router's: every page carries this boundary, and with it would bring that link a second time (3 KB). */}
      <a href="/" className={buttonClasses({ variant: 'primary' })}>
        {t('notFoundAction')}
      </a>
    </main>
  )
}
