'use client'

import { PanelLeftClose } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { KeyboardEvent, RefObject } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { SearchField } from '@/components/ui/search-field'

export type ListSearchProps = {
  text: string
  onText: (text: string) => void
  inputRef: RefObject<HTMLInputElement | null>
  /** Down goes to the first row, Enter also chooses it. */
  onEnterList: (choose: boolean) => void
  /** Escape in an empty field. */
  onLeave: () => void
  onFocus: () => void
  onCollapse: () => void
}

export function ListSearch(props: ListSearchProps) {
  const t = useTranslations('map')
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event
    if (key !== 'ArrowDown' && key !== 'Enter' && key !== 'Escape') return
    // Enter also ends the writing of a Chinese or Japanese word; that one is not for us.
    if (event.nativeEvent.isComposing) return
    event.preventDefault()
    if (key !== 'Escape') return props.onEnterList(key === 'Enter')
    if (props.text === '') props.onLeave()
    else props.onText('')
  }
  return (
    <div className="flex items-center gap-1">
      <SearchField
        className="grow"
        label={t('searchLabel')}
        placeholder={t('searchPlaceholder')}
        clearLabel={t('clearSearch')}
        shortcut="/"
        value={props.text}
        onChange={props.onText}
        inputRef={props.inputRef}
        onFocus={props.onFocus}
        onKeyDown={onKeyDown}
      />
      <IconButton
        icon={PanelLeftClose}
        label={t('collapseList')}
        onClick={props.onCollapse}
        tooltip="bottom-end"
        className="rtl:-scale-x-100"
        wrapperClassName="max-md:hidden"
      />
    </div>
  )
}
