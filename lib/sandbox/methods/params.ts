// Private parameters of vendor methods, read from their text form. Every failure is code 1001.

import { parseVendorTime } from '../clock'
import { badParameter, missingParameter } from '../refusal'
import type { OpenCall } from './handler'

/** The value, or null when absent. The vendor's samples treat an empty value as absent. */
export function findText(call: OpenCall, name: string): string | null {
  const value = call.params.get(name)
  return value === undefined || value === '' ? null : value
}

/** The value; 1001 when absent. */
export function getText(call: OpenCall, name: string): string {
  const value = findText(call, name)
  if (value === null) throw missingParameter(name)
  return value
}

/** The first of several spellings that is present, or null. */
export function findTextOf(call: OpenCall, names: readonly string[]): string | null {
  for (const name of names) {
    const value = findText(call, name)
    if (value !== null) return value
  }
  return null
}

/** The first of several spellings that is present; 1001 naming the first when none is. */
export function getTextOf(call: OpenCall, names: readonly [string, ...string[]]): string {
  const value = findTextOf(call, names)
  if (value === null) throw missingParameter(names[0])
  return value
}

/** A comma separated list of IMEIs, repeats taken out, order kept; 1001 over `max`. */
export function getImeis(call: OpenCall, names: readonly [string, ...string[]], max: number): string[] {
  const imeis = [...new Set(getTextOf(call, names).split(','))].filter((imei) => imei !== '')
  if (imeis.length === 0) throw missingParameter(names[0])
  if (imeis.length > max) throw badParameter(names[0], `takes at most ${max} IMEIs`)
  return imeis
}

export type IntegerRange = { min: number; max: number }

/** A whole number within limits; `fallback` when absent. */
export function readInteger(
  call: OpenCall,
  name: string,
  limits: IntegerRange & { fallback: number },
): number {
  const text = findText(call, name)
  return text === null ? limits.fallback : parseInteger(name, text, limits)
}

/** A whole number within limits; 1001 when absent. */
export function getInteger(call: OpenCall, name: string, limits: IntegerRange): number {
  return parseInteger(name, getText(call, name), limits)
}

/** A UTC time, ms; null when absent. */
export function findTimeMs(call: OpenCall, name: string): number | null {
  const text = findText(call, name)
  if (text === null) return null
  const ms = parseVendorTime(text)
  if (ms === null) throw badParameter(name, 'is not yyyy-MM-dd HH:mm:ss')
  return ms
}

/** A UTC time, ms; 1001 when absent. */
export function getTimeMs(call: OpenCall, name: string): number {
  const ms = findTimeMs(call, name)
  if (ms === null) throw missingParameter(name)
  return ms
}

/** A span of wall time. Both ends are whole seconds as sent. */
export type Span = { fromMs: number; toMs: number }

/** 1001 for a span that is upside down, longer than `maxDays`, or not over yet. */
export function checkSpan(span: Span, nowMs: number, maxDays: number): Span {
  if (span.fromMs > span.toMs) throw badParameter('begin_time', 'lies after end_time')
  if (span.toMs > nowMs) throw badParameter('end_time', 'lies ahead')
  if (span.toMs - span.fromMs > maxDays * DAY_MS)
    throw badParameter('begin_time', `is over ${maxDays} days before end_time`)
  return span
}

/** Required `begin_time` (or as named) and `end_time`, checked. */
export function getSpan(call: OpenCall, maxDays: number, beginName = 'begin_time'): Span {
  const span = { fromMs: getTimeMs(call, beginName), toMs: getTimeMs(call, 'end_time') }
  return checkSpan(span, call.nowMs, maxDays)
}

/** One of a set of words; 1001 when absent or another. */
export function getWord<W extends string>(call: OpenCall, name: string, words: readonly W[]): W {
  const text = getText(call, name)
  const word = words.find((one) => one === text)
  if (word === undefined) throw badParameter(name, `is none of ${words.join(', ')}`)
  return word
}

/** A decimal number within limits; 1001 when absent. */
export function getDecimal(call: OpenCall, name: string, { min, max }: IntegerRange): number {
  const text = getText(call, name)
  const value = /^-?\d{1,10}(\.\d{1,20})?$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) throw badParameter(name, `is not a number in ${min}..${max}`)
  return value
}

/**
 * The same span in world time. Reported times are cut to whole seconds, so the last second asked for counts to its
 * end, but never past now.
 */
export function toWorldSpan(call: OpenCall, span: Span): Span {
  const { clock } = call.room
  return {
    fromMs: clock.toWorldMs(span.fromMs),
    toMs: clock.toWorldMs(Math.min(span.toMs + 999, call.nowMs)),
  }
}

/** Rows of a report that counts rows from 0: `start_row` and `page_size`, both required. */
export function getRowWindow(call: OpenCall): { startRow: number; pageSize: number } {
  const startRow = getInteger(call, 'start_row', { min: 0, max: MAX_ROW })
  return { startRow, pageSize: getInteger(call, 'page_size', { min: 1, max: MAX_ROW }) }
}

const MAX_ROW = 1_000_000

/** The longest three months, in days: how far back the vendor keeps history. */
export const HISTORY_DAYS = 92
export const DAY_MS = 86_400_000

function parseInteger(name: string, text: string, { min, max }: IntegerRange): number {
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) throw badParameter(name, `is not a whole number in ${min}..${max}`)
  return value
}
