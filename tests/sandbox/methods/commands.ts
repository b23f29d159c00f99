// The chapter "Commands" of the vendor's method sheet as a table, written from the sheet alone.

import { DRIVING } from '../fixture-world'
import {
  BOTH,
  deviceSays,
  FOREIGN_DEVICE,
  first,
  inner,
  type MethodSpec,
  order,
  PRO,
  SOS,
} from './vocabulary'

const COMMAND_CODES = [225, 226, 227, 228, 229, 238, 240, 243, 252, 30010]

export const commandMethods: MethodSpec[] = [
  {
    method: 'jimi.open.instruction.list',
    profiles: BOTH,
    params: { imei: DRIVING },
    envelope: 'result',
    pick: (answer) => first(answer.result),
    members: 'id orderName orderContent orderExplain orderMsg isOffLine',
    errors: { 1002: FOREIGN_DEVICE },
  },
  {
    method: 'jimi.open.instruction.send',
    profiles: BOTH,
    params: { imei: DRIVING, ...SOS },
    envelope: 'result',
    okMessage: 'command is successfully sent.',
    errors: {
      1001: { inst_param_json: '{' },
      1002: FOREIGN_DEVICE,
      12005: order('81', 'SOS,A,{0},{1},{2}#', ['112']),
      ...inner(COMMAND_CODES, (code) =>
        deviceSays('jimi.open.instruction.send', { imei: DRIVING, ...SOS }, code),
      ),
    },
  },
  {
    method: 'jimi.open.instruction.result',
    profiles: BOTH,
    params: { imei: DRIVING },
    prepare: async ({ call }) => {
      await call('jimi.open.instruction.send', { imei: DRIVING, ...SOS })
      return {}
    },
    envelope: 'result',
    pick: (answer) => first(answer.result),
    members: 'codeId code content isExecute sendTime sender receiveDevice isOffLine idsource',
    errors: { 1002: FOREIGN_DEVICE },
  },
  {
    method: 'jimi.open.instruction.raw.send',
    profiles: PRO,
    params: { imei: DRIVING, raw_cmd: '0B02C3A405060708' },
    envelope: 'result',
    okMessage: 'command is successfully sent.',
    errors: {
      1002: FOREIGN_DEVICE,
      12005: { raw_cmd: '0B0' },
      ...inner(COMMAND_CODES, (code) =>
        deviceSays('jimi.open.instruction.raw.send', { imei: DRIVING, raw_cmd: '0B02' }, code),
      ),
    },
  },
]
