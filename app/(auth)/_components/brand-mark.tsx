import { getTranslations } from 'next-intl/server'
import { Wordmark } from '@/components/ui/wordmark'
import { brandOfRequest } from '@/lib/server/request-brand'

/** Name and logo of the tenant whose host name the request came to, else ours. */
export async function BrandMark() {
  const t = await getTranslations('meta')
  const { name, pictures } = await brandOfRequest()
  return <Wordmark name={name ?? t('name')} logo={pictures.logo} />
}
