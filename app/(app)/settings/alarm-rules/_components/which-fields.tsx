'use client'

import { useTranslations } from 'next-intl'
import { useAlarmNames } from '@/lib/client/alarm-names'
import { ALARM_SEVERITIES } from '@/lib/domain/alarm-severity'
import { Check, Part } from './field'
import { PickList } from './pick-list'
import type { PartProps } from './rule-form'

/** Which alarms a rule is about: how urgent, of which kinds, of which vehicles, and where. */
export function WhichFields({ state, choices, wordsOf }: PartProps) {
  const t = useTranslations('notify')
  const { definition } = state.draft
  const { severities, kinds, fenceIds } = definition
  const alarmName = useAlarmNames()
  return (
    <>
      <Part title={t('form.severities')} problem={wordsOf('severities')}>
        <div className="flex flex-wrap gap-x-5">
          {ALARM_SEVERITIES.map((severity) => (
            <Check
              key={severity}
              label={t(`severity.${severity}`)}
              isOn={severities.includes(severity)}
              onChange={(isOn) =>
                state.change({
                  severities: ALARM_SEVERITIES.filter((each) =>
                    each === severity ? isOn : severities.includes(each),
                  ),
                })
              }
            />
          ))}
        </div>
      </Part>
      <Part title={t('form.kinds')} problem={wordsOf('kinds')}>
        <AllOrSome
          name="kinds"
          all={t('form.allKinds')}
          some={t('form.someKinds', { count: kinds?.length ?? 0 })}
          isAll={kinds === null}
          onChange={(isAll) => state.change({ kinds: isAll ? null : [] })}
        />
        {kinds === null ? null : (
          <PickList
            label={t('form.findKind')}
            options={choices.kinds.map(({ code, name }) => ({
              id: code,
              label: alarmName(name),
              detail: code,
            }))}
            chosen={kinds}
            onChange={(next) => state.change({ kinds: next })}
          />
        )}
      </Part>
      <VehicleFields state={state} choices={choices} wordsOf={wordsOf} />
      <Part title={t('form.fences')} hint={t('form.fencesHint')} problem={wordsOf('fences')}>
        <AllOrSome
          name="fences"
          all={t('form.anywhere')}
          some={t('form.someFences', { count: fenceIds?.length ?? 0 })}
          isAll={fenceIds === null}
          onChange={(isAll) => state.change({ fenceIds: isAll ? null : [] })}
        />
        {fenceIds === null ? null : (
          <PickList
            label={t('form.findFence')}
            options={choices.fences.map(({ id, name }) => ({ id, label: name }))}
            chosen={fenceIds}
            onChange={(next) => state.change({ fenceIds: next })}
          />
        )}
      </Part>
    </>
  )
}

function VehicleFields({ state, choices, wordsOf }: PartProps) {
  const t = useTranslations('notify.form')
  const { vehicles } = state.draft.definition
  const count = (vehicles?.deviceIds.length ?? 0) + (vehicles?.accountIds.length ?? 0)
  return (
    <Part title={t('vehicles')} problem={wordsOf('vehicles')}>
      <AllOrSome
        name="vehicles"
        all={t('allVehicles')}
        some={t('someVehicles', { count })}
        isAll={vehicles === null}
        onChange={(isAll) => state.change({ vehicles: isAll ? null : { deviceIds: [], accountIds: [] } })}
      />
      {vehicles === null ? null : (
        <div className="grid gap-4 sm:grid-cols-2">
          <PickList
            label={t('findAccount')}
            options={choices.accounts.map(({ id, name }) => ({ id, label: name }))}
            chosen={vehicles.accountIds}
            onChange={(accountIds) => state.change({ vehicles: { ...vehicles, accountIds } })}
          />
          <PickList
            label={t('findVehicle')}
            options={choices.devices.map(({ id, name, plate, imei }) => ({
              id,
              label: name,
              detail: plate ?? undefined,
              alias: imei,
            }))}
            chosen={vehicles.deviceIds}
            onChange={(deviceIds) => state.change({ vehicles: { ...vehicles, deviceIds } })}
          />
        </div>
      )}
    </Part>
  )
}

type AllOrSomeProps = {
  name: string
  all: string
  some: string
  isAll: boolean
  onChange: (isAll: boolean) => void
}

function AllOrSome({ name, all, some, isAll, onChange }: AllOrSomeProps) {
  return (
    <div className="flex flex-wrap gap-x-5">
      <Check type="radio" name={name} label={all} isOn={isAll} onChange={() => onChange(true)} />
      <Check type="radio" name={name} label={some} isOn={!isAll} onChange={() => onChange(false)} />
    </div>
  )
}
