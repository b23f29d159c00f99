import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { buttonClasses } from '@/components/ui/button'

/** Missing or not theirs: the same to whoever asks. */
export default async function DeviceNotFound() {
  const t = await getTranslations('errors')
  return (
    <div className="flex h-full flex-col items-center justify-center gap-3 p-6 text-center">
      <h1 className="text-xl font-semibold">{t('notFoundTitle')}</h1>
      <p className="max-w-sm text-muted">{t('notFoundBody')}</p>
      <Link href="/map" className={buttonClasses({ variant: 'primary' })}>
        {t('notFoundAction')}
      </Link>
    </div>
  )
}
