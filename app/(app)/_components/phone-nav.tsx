'use client'

import { Ellipsis } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { AlarmNavCount } from './alarm-nav-count'
import { isWithin, type NavItem, phoneTabs } from './nav-items'
import { useLatePrefetch } from './use-late-prefetch'

/** The pages of the app under the thumb, on phones only. What finds no room stands behind "More". */
export function PhoneNav({ items }: { items: readonly NavItem[] }) {
  const t = useTranslations('shell.nav')
  const path = usePathname()
  const { tabs, more } = phoneTabs(items)
  const prefetch = useLatePrefetch()
  return (
    <nav aria-label={t('label')} className={BAR}>
      <ul className="flex h-14 items-stretch">
        {tabs.map((item) => (
          <li key={item.href} className="min-w-0 grow basis-0">
            <Link
              href={item.href}
              prefetch={prefetch}
              aria-current={isWithin(item, path) ? 'page' : undefined}
              className={TAB}
            >
              <TabFace icon={item.icon} label={t(item.word)} />
              {item.word === 'alarms' ? <AlarmNavCount className={COUNT} /> : null}
            </Link>
          </li>
        ))}
        {more.length > 0 ? (
          <li className="min-w-0 grow basis-0">
            <MoreTab items={more} path={path} />
          </li>
        ) : null}
      </ul>
    </nav>
  )
}

function TabFace({ icon: Icon, label }: { icon: NavItem['icon']; label: string }) {
  return (
    <>
      <span className="flex h-7 w-14 items-center justify-center rounded-full group-aria-[current]/tab:bg-accent-soft">
        <Icon aria-hidden className="size-5" strokeWidth={1.75} />
      </span>
      <span className="max-w-full truncate px-1">{label}</span>
    </>
  )
}

function MoreTab({ items, path }: { items: readonly NavItem[]; path: string }) {
  const t = useTranslations('shell.nav')
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-current={items.some((item) => isWithin(item, path)) ? 'true' : undefined}
        className={TAB}
        onClick={() => setOpen(true)}
      >
        <TabFace icon={Ellipsis} label={t('more')} />
      </button>
      {isOpen ? (
        <Dialog title={t('morePages')} onClose={close} className={SHEET}>
          <ul className="-mx-2">
            {items.map((item) => (
              <li key={item.href}>
                <Link
                  href={item.href}
                  aria-current={isWithin(item, path) ? 'page' : undefined}
                  className={ROW}
                  onClick={close}
                >
                  <item.icon aria-hidden className="size-5" strokeWidth={1.75} />
                  {t(item.word)}
                </Link>
              </li>
            ))}
          </ul>
        </Dialog>
      ) : null}
    </>
  )
}

const BAR =
  'z-panel shrink-0 border-t border-line bg-panel ps-[env(safe-area-inset-left)] pe-[env(safe-area-inset-right)] ' +
  'pb-[env(safe-area-inset-bottom)] md:hidden'
const TAB =
  'group/tab relative flex size-full flex-col items-center justify-center gap-0.5 text-[0.6875rem] leading-4 font-medium text-muted ' +
  'outline-offset-[-2px] aria-[current]:text-accent'
const COUNT =
  'absolute top-1 left-1/2 ms-2 flex h-4 min-w-4 items-center justify-center rounded-full bg-danger px-1 text-[0.6875rem] ' +
  'leading-none font-semibold text-panel tabular-nums'
const SHEET =
  'mb-0 w-full! max-w-none rounded-b-none pb-[env(safe-area-inset-bottom)] transition-transform duration-200 ' +
  'starting:translate-y-8'
const ROW =
  'flex h-12 items-center gap-3 rounded px-2 text-base font-medium text-ink hover:bg-sunken ' +
  'aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent'
