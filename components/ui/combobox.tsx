'use client'

import { ChevronDown } from 'lucide-react'
import type { RefObject } from 'react'
import { Button } from 'react-aria-components/Button'
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Text } from 'react-aria-components/Text'
import { classNames } from './class-names'
import { ReadingDirection } from './reading-direction'

export type ComboboxOption = { id: string; label: string; detail?: string }

export type ComboboxProps = {
  label: string
  openLabel: string
  /** The text of the field, which need not be one of the options. */
  value: string
  onChange: (value: string) => void
  options: readonly ComboboxOption[]
  /** Whether an option answers what was typed; both texts as they are. */
  matches: (option: string, typed: string) => boolean
  placeholder?: string
  hint?: string
  /** What is wrong with the text, shown under the field and read with it. */
  problem?: string
  inputRef: RefObject<HTMLInputElement | null>
}

/** A text field that offers what fits. What is typed stays as typed; whether it will do is said by `problem`. */
export function Combobox(props: ComboboxProps) {
  const { label, value, onChange, options, problem, hint } = props
  return (
    <ReadingDirection>
      <AriaComboBox
        allowsCustomValue
        inputValue={value}
        onInputChange={onChange}
        defaultItems={options}
        defaultFilter={props.matches}
        isInvalid={problem !== undefined}
        validationBehavior="aria"
        className="flex max-w-md flex-col gap-1.5"
      >
        <Label className="text-sm font-medium">{label}</Label>
        <div className="relative">
          <Input
            ref={props.inputRef}
            placeholder={props.placeholder}
            autoCapitalize="none"
            spellCheck={false}
            className={classNames(FIELD, problem === undefined ? 'border-line-strong' : 'border-danger')}
          />
          <Button aria-label={props.openLabel} className={OPENER}>
            <ChevronDown aria-hidden className="size-4" />
          </Button>
        </div>
        {hint ? (
          <Text slot="description" className="text-sm text-muted">
            {hint}
          </Text>
        ) : null}
        <FieldError className="text-sm text-danger">{problem}</FieldError>
        <Offers />
      </AriaComboBox>
    </ReadingDirection>
  )
}

function Offers() {
  return (
    <Popover className={POPOVER}>
      <ListBox<ComboboxOption> className="max-h-72 overflow-auto p-1 outline-none">
        {(option) => (
          <ListBoxItem id={option.id} textValue={option.label} className={ITEM}>
            <span className="grow truncate">{option.label}</span>
            <span className="shrink-0 text-muted tabular-nums">{option.detail}</span>
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  )
}

// 16 px on touch screens, or phones zoom into the field.
const FIELD =
  'h-9 w-full rounded border bg-panel ps-3 pe-10 text-base text-ink placeholder:text-faint hover:border-ink ' +
  'pointer-coarse:h-touch pointer-coarse:text-lg'
const OPENER =
  'absolute inset-e-0 top-0 flex h-full w-9 items-center justify-center rounded text-muted hover:text-ink pointer-coarse:w-touch'
const POPOVER =
  'z-overlay w-(--trigger-width) rounded-lg bg-raised shadow-overlay outline-none transition-opacity duration-100 ' +
  'entering:opacity-0 exiting:opacity-0'
const ITEM =
  'flex h-8 cursor-default items-center gap-3 rounded px-2 text-sm text-ink outline-none focus:bg-sunken ' +
  'selected:text-accent pointer-coarse:h-touch'
