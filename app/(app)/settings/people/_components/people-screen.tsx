'use client'

import { useQueryClient } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { SearchField } from '@/components/ui/search-field'
import { PEOPLE_QUERY_KEY, usePeople } from '@/lib/client/queries/people'
import { useTypedText } from '@/lib/client/use-typed-text'
import type { Person } from '@/lib/domain/api/people'
import { InvitationList } from './invitation-list'
import { type IssuedLink, LinkDialog } from './link-dialog'
import { PeopleList } from './people-list'
import { PersonForm } from './person-form'
import { RemoveDialog } from './remove-dialog'
import { type SignInDeed, SignInDialog } from './sign-in-dialog'

type Open =
  | { kind: 'invite' }
  | { kind: 'edit' | 'remove'; person: Person }
  | { kind: 'signIn'; person: Person; deed: SignInDeed }
  | { kind: 'link'; link: IssuedLink }

/** Everybody the viewer manages, who is invited, and the windows in which that is changed. */
export function PeopleScreen() {
  const t = useTranslations('people')
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [asked, setAsked] = useState('')
  const [typed, setTyped] = useTypedText(asked, setAsked)
  // The same answer as the list's: each page tells what the viewer can give.
  const giving = usePeople(asked).data?.pages[0]
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const refresh = () => void client.invalidateQueries({ queryKey: PEOPLE_QUERY_KEY })
  const done = () => {
    close()
    refresh()
  }
  const showLink = (link: IssuedLink) => {
    refresh()
    setOpen({ kind: 'link', link })
  }
  return (
    <div className="scrollbar-quiet h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-5xl flex-col gap-4 px-4 pb-8 md:px-6">
        <header className="flex flex-wrap items-end gap-3 pt-4 md:pt-5">
          <div className="min-w-0 grow basis-72">
            <h1 className="text-xl font-semibold tracking-tight max-md:text-lg">{t('title')}</h1>
            <p className="mt-1 max-w-2xl text-sm text-muted">{t('about')}</p>
          </div>
          <Button
            variant="primary"
            disabled={giving === undefined}
            onClick={() => setOpen({ kind: 'invite' })}
          >
            <UserPlus aria-hidden className="size-4" />
            {t('invite')}
          </Button>
        </header>
        <SearchField
          label={t('search')}
          clearLabel={t('clearSearch')}
          placeholder={t('search')}
          maxLength={200}
          value={typed}
          onChange={setTyped}
          inputRef={input}
        />
        <InvitationList
          text={asked}
          canMail={giving?.canMail ?? false}
          onLink={showLink}
          onChanged={refresh}
        />
        <PeopleList
          text={asked}
          onEdit={(person) => setOpen({ kind: 'edit', person })}
          onRemove={(person) => setOpen({ kind: 'remove', person })}
          onSignIn={(person, deed) => setOpen({ kind: 'signIn', person, deed })}
          onChanged={refresh}
        />
      </div>
      {giving !== undefined && open?.kind === 'invite' ? (
        <PersonForm data={giving} person={null} onClose={close} onDone={done} onLink={showLink} />
      ) : null}
      {giving !== undefined && open?.kind === 'edit' ? (
        <PersonForm data={giving} person={open.person} onClose={close} onDone={done} onLink={showLink} />
      ) : null}
      {open?.kind === 'remove' ? <RemoveDialog person={open.person} onClose={close} onDone={done} /> : null}
      {open?.kind === 'signIn' ? (
        <SignInDialog deed={open.deed} person={open.person} onClose={close} onChanged={refresh} />
      ) : null}
      {open?.kind === 'link' ? <LinkDialog link={open.link} onClose={close} /> : null}
    </div>
  )
}
