'use client'

import { useFormatter } from 'next-intl'

/** Says a share of 0 to 1 in percent, always with one decimal so that columns line up; a trace is not nothing. */
export function usePercent(): (share: number) => string {
  const format = useFormatter()
  const say = (share: number) => format.number(share, ONE_DECIMAL)
  return (share) => (share > 0 && share < TRACE ? `< ${say(TRACE)}` : say(share))
}

const TRACE = 0.001
const ONE_DECIMAL = { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 } as const
