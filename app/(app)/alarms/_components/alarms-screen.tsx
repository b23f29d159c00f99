'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { useAlarmStart } from '@/lib/client/queries/alarms'
import { useHydrated } from '@/lib/client/use-hydrated'
import { MAX_CHOSEN } from '@/lib/domain/alarm-inbox-limits'
import type { AlarmTarget } from '@/lib/domain/api/alarm-inbox'
import type { BasemapOption } from '@/lib/domain/basemaps'
import { addressFilter } from '../_hooks/alarm-address'
import { useAlarmAddress } from '../_hooks/use-alarm-address'
import { useInboxKeys } from '../_hooks/use-inbox-keys'
import { useInboxList } from '../_hooks/use-inbox-list'
import { useSelection } from '../_hooks/use-selection'
import { useSteps } from '../_hooks/use-steps'
import { type StepWish, targetOf, useWishes } from '../_hooks/use-wishes'
import { AddressFaults } from './address-faults'
import { AlarmsFrame } from './alarms-frame'
import { BulkBar } from './bulk-bar'
import { DetailPane } from './detail-pane'
import { InboxPanel } from './inbox-panel'
import { KeysHelp } from './keys-help'
import { AssignDialog, ResolveDialog, SnoozeDialog } from './step-dialogs'
import { StepNoteBar } from './step-note'

export type AlarmsScreenProps = {
  basemaps: readonly BasemapOption[]
  /** By the server's clock: what comes later waits above the list. */
  openedAt: string
}

/** What the server knows of the page is its frame, and so is the first render here. */
export function AlarmsScreen(props: AlarmsScreenProps) {
  return useHydrated() ? <LiveAlarmsScreen {...props} /> : <AlarmsFrame />
}

/** List beside detail, what is chosen of it, and the windows of steps. */
function LiveAlarmsScreen({ basemaps, openedAt }: AlarmsScreenProps) {
  const t = useTranslations('alarmInbox')
  const { address, change, faults, hideFaults } = useAlarmAddress()
  const start = useAlarmStart().data
  const inbox = useInboxList(address, openedAt)
  const { alarms, filter, asOf } = inbox
  const selection = useSelection(alarms, JSON.stringify({ ...filter, asOf: undefined }))
  const [wantsChoosing, setChoosing] = useState(false)
  const [activeId, setActiveId] = useState<string | null>(address.alarmId)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const { take, isBusy, note, forget } = useSteps()
  const { open, wish, fulfil, close } = useWishes({ take, me: start?.me })
  const listRef = useRef<HTMLDivElement>(null)
  const searchRef = useRef<HTMLInputElement>(null)
  const mayHandle = start?.mayHandle === true
  const isChoosing = mayHandle && (wantsChoosing || selection.ids.size > 0)
  const { alarmId } = address

  const show = (id: string | null) => {
    forget()
    if (id !== null) setActiveId(id)
    change({ alarmId: id }, { isStep: alarmId === null || id === null })
  }
  const leaveChoosing = () => {
    selection.clear()
    setChoosing(false)
  }
  const goTo = (at: number) => {
    const next = alarms[Math.max(0, Math.min(alarms.length - 1, at))]
    if (next === undefined) return
    if (alarmId === null) setActiveId(next.id)
    else show(next.id)
  }
  const activeAt = alarms.findIndex(({ id }) => id === (activeId ?? alarmId))
  const lastAt = useRef(0)
  useEffect(() => {
    if (activeAt >= 0) lastAt.current = activeAt
  })
  /** From an alarm that has left the list, down leads to the one that came to its place. */
  const stepBy = (by: number) => goTo(activeAt < 0 ? lastAt.current + Math.min(0, by) : activeAt + by)
  const bulkTarget = (): AlarmTarget | null =>
    selection.isAll ? { filter: addressFilter(address, asOf) } : targetOf(selection.chosen)
  const wishFor = async (wanted: StepWish, target: AlarmTarget | null) => {
    if (target === null || !mayHandle || isBusy) return
    if ((await wish(wanted, target)) && selection.ids.size > 0) leaveChoosing()
  }
  const single = (): AlarmTarget | null => {
    const shown = inbox.detail?.alarm ?? alarms.find(({ id }) => id === activeId)
    return shown === undefined ? null : targetOf([shown])
  }
  const byKey = (wanted: StepWish) => void wishFor(wanted, selection.ids.size > 0 ? bulkTarget() : single())
  useInboxKeys({
    step: stepBy,
    edge: (at) => goTo(at === 'first' ? 0 : alarms.length - 1),
    open: () => activeId !== null && show(activeId),
    check: () => mayHandle && activeId !== null && selection.toggle(activeId),
    leave: () => (isChoosing ? leaveChoosing() : alarmId !== null && show(null)),
    search: () => searchRef.current?.focus(),
    help: () => setHelpOpen(true),
    acknowledge: () => byKey('acknowledge'),
    resolve: () => byKey('resolve'),
    snooze: () => byKey('snooze'),
    takeOver: () => byKey('takeOver'),
  })
  const dialog = {
    count: open?.count ?? null,
    isBusy,
    note,
    onClose: close,
    onStep: async (step: Parameters<typeof fulfil>[0]) => {
      const isDone = await fulfil(step, inbox.detail ? [...alarms, inbox.detail.alarm] : alarms)
      if (isDone && selection.ids.size > 0) leaveChoosing()
      return isDone
    },
  }
  const noteBar = <StepNoteBar note={note} onHide={forget} />
  return (
    <div className="flex h-full">
      {/* On a phone the detail hides the list, and the page's heading with it. */}
      {alarmId === null ? null : <h1 className="sr-only md:hidden">{t('title')}</h1>}
      <section
        aria-label={t('title')}
        className={classNames(
          'flex min-h-0 min-w-0 grow flex-col bg-panel md:w-108 md:shrink-0 md:grow-0 md:border-e md:border-line',
          alarmId !== null && 'max-md:hidden',
        )}
      >
        <InboxPanel
          address={address}
          change={change}
          start={start}
          inbox={inbox}
          selection={selection}
          activeId={activeId}
          isChoosing={isChoosing}
          mayHandle={mayHandle}
          openedAt={openedAt}
          listRef={listRef}
          searchRef={searchRef}
          onChoosing={(wanted) => (wanted ? setChoosing(true) : leaveChoosing())}
          onHelp={() => setHelpOpen(true)}
          onOpen={show}
        >
          <AddressFaults faults={faults} onHide={hideFaults} />
          {isChoosing ? (
            <BulkBar
              selection={selection}
              shown={Math.min(MAX_CHOSEN, alarms.length)}
              fitting={inbox.counts?.boxes[address.box] ?? alarms.length}
              box={address.box}
              isBusy={isBusy}
              onWish={(wanted) => void wishFor(wanted, bulkTarget())}
            />
          ) : null}
          {alarmId === null ? noteBar : null}
        </InboxPanel>
      </section>
      <section
        aria-label={t('pickOne.title')}
        className={classNames(
          'flex min-h-0 min-w-0 grow flex-col bg-canvas',
          alarmId === null && 'max-md:hidden',
        )}
      >
        <DetailPane
          alarmId={alarmId}
          basemaps={basemaps}
          me={start?.me}
          mayHandle={mayHandle}
          isBusy={isBusy}
          onWish={(wanted) => void wishFor(wanted, single())}
          onNote={(words) => {
            const target = single()
            return target === null ? Promise.resolve(false) : take(target, { kind: 'note', note: words })
          }}
          onOpen={show}
          onClose={() => show(null)}
          onStep={stepBy}
        >
          {alarmId === null ? null : noteBar}
        </DetailPane>
      </section>
      {open?.wish === 'resolve' ? <ResolveDialog {...dialog} /> : null}
      {open?.wish === 'snooze' ? <SnoozeDialog {...dialog} /> : null}
      {open?.wish === 'assign' ? <AssignDialog {...dialog} start={start} /> : null}
      {isHelpOpen ? <KeysHelp onClose={() => setHelpOpen(false)} /> : null}
    </div>
  )
}
