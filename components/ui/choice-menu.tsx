'use client'

import { Check } from 'lucide-react'
import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'

export type ChoiceMenuProps<T extends string> = {
  /** Content of the button that opens the menu. */
  trigger: ReactNode
  triggerClassName: string
  triggerLabel: string
  title: string
  value: T
  options: readonly { value: T; label: string }[]
  onChange: (value: T) => void
}

/**
 * A button with a menu of which exactly one item is chosen. The menus of `menu.tsx` hide the whole page behind them from
 * assistive tools and show it again, which styles every element twice: too much beside a list that is ordered anew.
 */
export function ChoiceMenu<T extends string>({ onChange, ...props }: ChoiceMenuProps<T>) {
  const [isOpen, setOpen] = useState(false)
  const triggerRef = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    triggerRef.current?.focus({ preventScroll: true })
  }
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) setOpen(false)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the span listens for its children, it is no control itself.
    <span className="inline-flex shrink-0" onBlur={onBlur}>
      <button
        ref={triggerRef}
        type="button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={props.triggerLabel}
        className={props.triggerClassName}
        // Else the menu would lose the focus, close, and be opened again by the click.
        onMouseDown={(event) => isOpen && event.preventDefault()}
        onClick={() => (isOpen ? close() : setOpen(true))}
        onKeyDown={(event) => {
          if (isHeld(event) || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {props.trigger}
      </button>
      {isOpen ? (
        <Choices
          {...props}
          triggerRef={triggerRef}
          onClose={close}
          onLeave={() => setOpen(false)}
          onPick={(value) => {
            close()
            if (value !== props.value) onChange(value)
          }}
        />
      ) : null}
    </span>
  )
}

type ChoicesProps<T extends string> = Pick<ChoiceMenuProps<T>, 'title' | 'value' | 'options'> & {
  triggerRef: RefObject<HTMLButtonElement | null>
  /** Asked to close with the focus back on the button. */
  onClose: () => void
  /** The focus goes on by itself. */
  onLeave: () => void
  onPick: (value: T) => void
}

function Choices<T extends string>({ title, value, options, ...props }: ChoicesProps<T>) {
  const { triggerRef, onClose, onLeave } = props
  const menuRef = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const menu = menuRef.current
    if (!menu || !triggerRef.current) return
    // Above everything, sheet and bars too, and measured from the window whatever it stands in.
    menu.showPopover?.()
    placeBeside(menu, triggerRef.current.getBoundingClientRect())
    menu.querySelector<HTMLElement>('[aria-checked=true]')?.focus({ preventScroll: true })
  }, [triggerRef])
  useEffect(() => {
    window.addEventListener('resize', onClose)
    return () => window.removeEventListener('resize', onClose)
  }, [onClose])
  useEffect(() => {
    // A finger on the map or the list, and any tap in Safari on iOS, leaves the focus where it is.
    const onPress = ({ target }: PointerEvent) => {
      const isOurs = [menuRef, triggerRef].some(({ current }) => current?.contains(target as Node))
      if (!isOurs) onLeave()
    }
    document.addEventListener('pointerdown', onPress, { capture: true })
    return () => document.removeEventListener('pointerdown', onPress, { capture: true })
  }, [triggerRef, onLeave])

  const onKeyDown = (event: KeyboardEvent) => {
    if (isHeld(event)) return
    if (event.key === 'Tab') return onLeave()
    event.stopPropagation()
    // React listens on the document, and so do the shortcuts of the page: they must not hear of it there either.
    event.nativeEvent.stopImmediatePropagation()
    const items = [...(menuRef.current?.querySelectorAll<HTMLElement>('[role=menuitemradio]') ?? [])]
    const at = items.findIndex((item) => item.matches(':focus'))
    const next = nextItem(event.key, at, options)
    if (next === null && event.key !== 'Escape') return
    event.preventDefault()
    if (next === null) onClose()
    else items[next]?.focus()
  }
  return (
    <div
      ref={menuRef}
      popover="manual"
      role="menu"
      tabIndex={-1}
      aria-label={title}
      className={MENU}
      onKeyDown={onKeyDown}
      // The focus stays on an item, wherever in the menu is pressed.
      onMouseDown={(event) => event.preventDefault()}
    >
      <div aria-hidden className="px-2 pt-1.5 pb-1 text-xs font-medium text-faint">
        {title}
      </div>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="menuitemradio"
          aria-checked={option.value === value}
          tabIndex={-1}
          className={ITEM}
          onClick={() => props.onPick(option.value)}
          onPointerEnter={({ currentTarget }) => currentTarget.focus({ preventScroll: true })}
        >
          <span className="flex size-4 shrink-0 items-center justify-center text-accent">
            {option.value === value ? <Check aria-hidden className="size-4" /> : null}
          </span>
          {option.label}
        </button>
      ))}
    </div>
  )
}

/** Held with a key that makes it a command of the browser or the page. */
function isHeld({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey
}

const GAP_PX = 6
const EDGE_PX = 8

/** Below the button, or above it where there is no room, with their ends in line. */
function placeBeside(menu: HTMLElement, button: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = menu
  const isRtl = getComputedStyle(menu).direction === 'rtl'
  const left = isRtl ? button.left : button.right - width
  const hasRoom = button.bottom + GAP_PX + height + EDGE_PX <= window.innerHeight
  menu.style.left = `${Math.max(EDGE_PX, Math.min(left, window.innerWidth - width - EDGE_PX))}px`
  menu.style.top = `${Math.max(EDGE_PX, hasRoom ? button.bottom + GAP_PX : button.top - GAP_PX - height)}px`
}

/** Where a key leads among the items; null nowhere. A letter leads to the next label that begins with it. */
export function nextItem(key: string, at: number, options: readonly { label: string }[]): number | null {
  const { length } = options
  if (key === 'ArrowDown') return (at + 1) % length
  if (key === 'ArrowUp') return (Math.max(at, 0) - 1 + length) % length
  if (key === 'Home') return 0
  if (key === 'End') return length - 1
  if ([...key].length !== 1 || key === ' ') return null
  const letter = key.toLocaleLowerCase()
  for (let step = 1; step <= length; step++) {
    const next = (at + step) % length
    if (options[next]?.label.toLocaleLowerCase().startsWith(letter)) return next
  }
  return null
}

const MENU =
  'fixed inset-auto m-0 min-w-52 overflow-visible rounded-lg border-0 bg-raised p-1 text-ink shadow-overlay outline-none transition-opacity duration-100 ' +
  'starting:opacity-0'
const ITEM =
  'flex h-8 w-full cursor-default items-center gap-2 rounded px-2 text-start text-sm text-ink outline-none focus:bg-sunken ' +
  'pointer-coarse:h-touch'
