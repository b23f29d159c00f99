// How much the inbox of alarms shows, counts and takes at a time. No schemas here: pages read these in the browser.

/** Vehicles or kinds a filter names at most. */
export const MAX_FILTER_VALUES = 100
export const MAX_SEARCH_CHARS = 100
export const INBOX_PAGE = 50
/** Counts stop here: beyond it, "more than" tells as much. */
export const MOST_COUNTED = 1000
/** Groups and searches look back this far where the filter names no times: longer ago, only who asks for it. */
export const UNASKED_DAYS = 30
/** Groups in one answer, the most urgent first. */
export const MAX_ALARM_GROUPS = 200
/** Alarms that can be chosen one by one for one step. */
export const MAX_CHOSEN = 500
/** Alarms that one step reaches by a filter; the newest of them. */
export const MAX_BY_FILTER = 2000
export const ALARM_GROUPINGS = ['vehicle', 'kind'] as const
export type AlarmGrouping = (typeof ALARM_GROUPINGS)[number]
/** Unread alarms are counted so far. */
export const MOST_UNREAD = 99
