'use client'

import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { readDay } from '../_hooks/read-day'

export type DayFieldProps = { day: string; today: string; onChoose: (day: string) => void }

/**
 * The day whose recordings are shown. It is taken with Enter or on leaving the field: what plays must not stop at each
 * figure of a year. What is wrong is said at the field, and what is typed stays.
 */
export function DayField({ day, today, onChoose }: DayFieldProps) {
  const t = useTranslations('video.recordings')
  const id = useId()
  const [text, setText] = useState(day)
  const [seen, setSeen] = useState(day)
  const [wrong, setWrong] = useState<'noDay' | 'future' | null>(null)
  if (day !== seen) {
    setSeen(day)
    setText(day)
    setWrong(null)
  }
  const type = (next: string) => {
    setText(next)
    if ('day' in readDay(next, today)) setWrong(null)
  }
  const take = () => {
    const read = readDay(text, today)
    setWrong('problem' in read ? read.problem : null)
    if ('day' in read && read.day !== day) onChoose(read.day)
  }
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {t('day')}
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <input
          id={id}
          type="date"
          value={text}
          max={today}
          onChange={({ target }) => type(target.value)}
          onBlur={take}
          onKeyDown={({ key }) => key === 'Enter' && take()}
          aria-invalid={wrong !== null}
          aria-describedby={wrong === null ? undefined : `${id}-problem`}
          className={classNames(FIELD, wrong === null ? 'border-line-strong' : 'border-danger')}
        />
        {wrong === null ? null : (
          <p id={`${id}-problem`} role="alert" className="text-xs text-danger">
            {t(`dayProblems.${wrong}`)}
          </p>
        )}
      </div>
    </div>
  )
}

// 16 px on touch screens, or phones zoom into the field.
const FIELD =
  'h-9.5 rounded border bg-panel px-2.5 text-base text-ink pointer-coarse:h-touch pointer-coarse:text-lg'
