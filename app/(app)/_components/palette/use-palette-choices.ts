import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { foldText } from '@/lib/client/search-text'
import { settingsPagesFor } from '@/lib/client/settings-pages'
import { THEMES, writeTheme } from '@/lib/client/theme'
import { leaveBy } from '@/lib/client/unsaved-guard'
import type { NavItem } from '../nav-items'
import type { ShellPerson } from '../shell-person'
import { signOut } from '../sign-out'
import { useOpenVehicle } from '../use-open-vehicle'
import { paletteActionsFor } from './palette-actions'
import { type PaletteChoice, type PaletteSection, wayPath } from './palette-entries'

/** The pages and things to do there are for somebody, and going where a row leads. */
export function usePaletteChoices(person: ShellPerson, navItems: readonly NavItem[]) {
  const t = useTranslations('palette')
  const tNav = useTranslations('shell.nav')
  const tShell = useTranslations('shell')
  const tSettings = useTranslations('settings.tabs')
  const router = useRouter()
  const openVehicle = useOpenVehicle()
  const settings = settingsPagesFor(person.role, person.rights)
  const pages = [
    ...navItems.map(({ href, word }) => choice(href, tNav(word))),
    ...settings.map(({ href, word }) => choice(href, t('settingsPage', { page: tSettings(word) }))),
  ]
  const begun = paletteActionsFor(person.rights)
  const themeWords = { system: tShell('themeSystem'), light: tShell('themeLight'), dark: tShell('themeDark') }
  const actions = [
    ...begun.map(({ id, word }) => choice(id, t(`actions.${word}`))),
    ...THEMES.map((theme) => choice(theme, t('actions.theme', { theme: themeWords[theme] }))),
    choice(SIGN_OUT, tShell('signOut')),
  ]

  function act(id: string) {
    const theme = THEMES.find((each) => each === id)
    if (theme !== undefined) writeTheme(theme)
    else if (id === SIGN_OUT) signOut().catch(() => window.location.assign('/login'))
    const path = begun.find((action) => action.id === id)?.path
    if (path !== undefined) leaveBy(() => router.push(path))
  }

  /** Goes where a row leads; its key is its section's kind and its own id. */
  function go(key: string, sections: readonly PaletteSection[]) {
    const at = key.indexOf(':')
    const [kind, id] = [key.slice(0, at), key.slice(at + 1)]
    if (kind === 'vehicle') return openVehicle(id)
    if (kind === 'actions') return act(id)
    const page = [...navItems, ...settings].find(({ href }) => kind === 'pages' && href === id)
    if (page) return leaveBy(() => router.push(page.href))
    for (const section of sections) {
      const way = section.kind === 'ways' ? section.ways.find((each) => each === id) : undefined
      if (section.kind === 'ways' && way) leaveBy(() => router.push(wayPath(way, section.vehicle)))
    }
  }

  return { pages, actions, go }
}

function choice(id: string, label: string): PaletteChoice {
  return { id, label, text: foldText(label) }
}

const SIGN_OUT = 'sign-out'
