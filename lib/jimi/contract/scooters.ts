// Vendor chapter "scooters", of profile ts only and given up by the vendor since. Nothing new should be built on it.

import { exactText, imei, imeiList, onlyIf } from '../wire/codecs'
import { type AnswerShape, many, nothing } from './answer'
import { defineMethod } from './define-method'
import { required } from './fields'
import { params } from './record'
import { type Scooter, scooterRow } from './scooter-state'
import { scooterDetailAnswers, scooterSendAnswers } from './scooters-samples'

const commandWithEnd = onlyIf(exactText(200), (command) => command.endsWith('#'), 'does not end with #')

export const scooterSend = defineMethod({
  name: 'jimi.scooter.instruction.send',
  access: 'write',
  profiles: ['ts'],
  summary: 'Sends a text command, such as `LOCK#`, to a scooter.',
  docs: 'The one method that answers 100 for success: 200 invalid, 300 offline, 301 unregistered, 400 network, 600 time-out.',
  errors: [200, 300, 301, 400, 600, 1002, 1004],
  timeoutMs: 60_000,
  input: params({ imei: required('imei', imei), text: required('cmd_code', commandWithEnd) }),
  output: nothing({ place: 'none' }),
  devices: (input) => [input.imei],
  example: { params: { imei: '860425040472944', cmd_code: 'LOCK#' }, answers: scooterSendAnswers },
})

export const scooterDetail = defineMethod({
  name: 'jimi.scooter.device.detail',
  access: 'read',
  profiles: ['ts'],
  summary: 'Gives the state of scooters: what is on, charged, broken, and where they are.',
  docs: 'Answers one object for one scooter. Success is told in `msg`, failure in `message`.',
  errors: [1002, 1004],
  input: params({ imeis: required('imei', imeiList(100)) }),
  output: loneOrMany(),
  devices: (input) => input.imeis,
  example: { params: { imei: '860425040472944' }, answers: scooterDetailAnswers },
})

/** A list that is written without its brackets when it holds one. */
function loneOrMany(): AnswerShape<Scooter[]> {
  const shape = many(scooterRow)
  return {
    ...shape,
    write: (scooters, context) => {
      const { result } = shape.write(scooters, context)
      return { result: Array.isArray(result) && result.length === 1 ? result[0] : result }
    },
  }
}
