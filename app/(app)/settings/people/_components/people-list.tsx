'use client'

import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { usePeople } from '@/lib/client/queries/people'
import { LoadFailure, LoadingRows, MorePages } from './page-frame'
import { PersonItem, type PersonItemProps } from './person-item'

export type PeopleListProps = { text: string } & Omit<PersonItemProps, 'person'>

/** Those whose name or address holds a text, a page after the other, with how many they are. */
export function PeopleList({ text, ...acts }: PeopleListProps) {
  const t = useTranslations('people')
  const pages = usePeople(text)
  const { data } = pages
  if (pages.isPending) return <LoadingRows label={t('loading')} />
  if (data === undefined) return <LoadFailure title={t('failed')} onAgain={() => void pages.refetch()} />
  const people = data.pages.flatMap((page) => page.people)
  const count = data.pages[0]?.count ?? 0
  return (
    <Card title={t('count', { count })}>
      <p role="status" className="sr-only">
        {text === '' || pages.isPlaceholderData ? null : t('found', { count })}
      </p>
      {people.length === 0 ? (
        <p className="border-t border-line px-4 py-6 text-center text-sm text-muted">{t('none')}</p>
      ) : (
        <ul aria-busy={pages.isPlaceholderData} className="divide-y divide-line border-t border-line">
          {people.map((person) => (
            <PersonItem key={person.id} person={person} {...acts} />
          ))}
        </ul>
      )}
      <MorePages pages={pages} label={t('morePeople')} />
    </Card>
  )
}
