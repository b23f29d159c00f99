import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { buttonClasses } from '@/components/ui/button'

/** The same for every link that is not good. */
export function GoneNote() {
  const t = useTranslations('invite')
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">{t('goneTitle')}</h1>
      <p className="mt-1 mb-6 text-muted">{t('goneBody')}</p>
      <Link href="/login" className={buttonClasses({})}>
        {t('toLogin')}
      </Link>
    </>
  )
}
