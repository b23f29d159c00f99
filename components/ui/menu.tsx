'use client'

import { Check } from 'lucide-react'
import { type ReactNode, useContext } from 'react'
import { Button } from 'react-aria-components/Button'
import { Header } from 'react-aria-components/Header'
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  MenuTrigger,
} from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Separator } from 'react-aria-components/Separator'
import { OpenAtOnceContext } from './menu-opener'
import { ReadingDirection } from './reading-direction'

export type MenuProps = {
  /** Content of the button that opens the menu. */
  trigger: ReactNode
  triggerClassName: string
  triggerLabel?: string
  label: string
  placement?: 'bottom start' | 'bottom end'
  /** What stands above the items and is no item. */
  heading?: ReactNode
  children: ReactNode
}

/** A button with a menu. Weighs 50 KB of script: put it lazily into a MenuOpener. */
export function Menu({
  trigger,
  triggerClassName,
  triggerLabel,
  label,
  placement,
  heading,
  children,
}: MenuProps) {
  return (
    <ReadingDirection>
      <MenuTrigger defaultOpen={useContext(OpenAtOnceContext)}>
        <Button aria-label={triggerLabel} className={triggerClassName}>
          {trigger}
        </Button>
        <Popover
          placement={placement}
          offset={6}
          className="z-overlay min-w-52 rounded-lg bg-raised shadow-overlay outline-none transition-opacity duration-100 entering:opacity-0 exiting:opacity-0"
        >
          {heading}
          <AriaMenu aria-label={label} className="max-h-[inherit] overflow-auto p-1 outline-none">
            {children}
          </AriaMenu>
        </Popover>
      </MenuTrigger>
    </ReadingDirection>
  )
}

export function MenuItem({
  icon,
  onAction,
  children,
}: {
  icon?: ReactNode
  onAction: () => void
  children: string
}) {
  return (
    <AriaMenuItem textValue={children} onAction={onAction} className={ITEM}>
      <span className="flex size-4 shrink-0 items-center justify-center text-muted">{icon}</span>
      {children}
    </AriaMenuItem>
  )
}

export function MenuSeparator() {
  return <Separator className="my-1 h-px bg-line" />
}

export type MenuChoiceProps<T extends string> = {
  title: string
  value: T
  options: readonly { value: T; label: string }[]
  onChange: (value: T) => void
}

/** Items of which exactly one is chosen. */
export function MenuChoice<T extends string>({ title, value, options, onChange }: MenuChoiceProps<T>) {
  return (
    <AriaMenuSection
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys === 'all' || keys.has(option.value))
        if (chosen) onChange(chosen.value)
      }}
    >
      <Header className="px-2 pt-1.5 pb-1 text-xs font-medium text-faint">{title}</Header>
      {options.map((option) => (
        <AriaMenuItem key={option.value} id={option.value} textValue={option.label} className={ITEM}>
          {({ isSelected }) => (
            <>
              <span className="flex size-4 shrink-0 items-center justify-center text-accent">
                {isSelected ? <Check aria-hidden className="size-4" /> : null}
              </span>
              {option.label}
            </>
          )}
        </AriaMenuItem>
      ))}
    </AriaMenuSection>
  )
}

/** One item that is on or off. */
export function MenuToggle({
  title,
  label,
  isOn,
  onChange,
}: {
  title: string
  label: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}) {
  return (
    <AriaMenuSection
      selectionMode="multiple"
      selectedKeys={isOn ? ['on'] : []}
      onSelectionChange={(keys) => onChange(keys === 'all' || keys.has('on'))}
    >
      <Header className="px-2 pt-1.5 pb-1 text-xs font-medium text-faint">{title}</Header>
      <AriaMenuItem id="on" textValue={label} className={ITEM}>
        {({ isSelected }) => (
          <>
            <span className="flex size-4 shrink-0 items-center justify-center text-accent">
              {isSelected ? <Check aria-hidden className="size-4" /> : null}
            </span>
            {label}
          </>
        )}
      </AriaMenuItem>
    </AriaMenuSection>
  )
}

const ITEM =
  'flex h-8 cursor-default items-center gap-2 rounded px-2 text-sm text-ink outline-none focus:bg-sunken ' +
  'pointer-coarse:h-touch'
