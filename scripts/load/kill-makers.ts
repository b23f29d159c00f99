// How items of the kill test are made, as the vendor's documents print them, and what each is known by once it is stored. `n`
// is a member of ours, which the vendor may add like any other: what is kept as it came is known by it.

export type Place = {
  imei: string
  /** Of this topic and tenant, from 0. */
  count: number
  /** How often all devices had their turn. */
  round: number
  /** No other item has it. */
  number: string
  /** No other item of this topic and device has it. */
  at: Date
}

export type Made = { wire: object; table: string; identity: string }

/** Most have a place; some have none, some are old, and some are broken in one member. */
export function position({ imei, at, count, number }: Place): Made {
  const hasPlace = count % 23 !== 0
  const wire = {
    deviceImei: imei,
    gpsTime: utc(at),
    gateTime: utc(at),
    lng: hasPlace ? 113.9 + (count % 1000) / 10_000 : 0,
    lat: hasPlace ? 22.5 + (count % 777) / 10_000 : 0,
    satelliteNum: count % 14,
    gpsSpeed: count % 90,
    direction: count % 361,
    acc: count % 2,
    postType: 1 + (count % 3),
    gpsMode: count % 11 === 0 ? 1 : 0,
    postMethod: count % 16,
    altitude: 31,
    distance: 125_400 + count,
    n: number,
  }
  if (count % 37 === 0) return { wire: { ...wire, lat: 'north' }, table: 'push_reject', identity: number }
  if (!hasPlace) return { wire, table: 'device_message', identity: number }
  return { wire, table: 'position', identity: join(imei, at, ['gps', 'cell', 'wifi'][count % 3] ?? '') }
}

/** Some are of a device that nobody has. */
export function heartbeat({ imei, at, count, number }: Place): Made {
  const isStranger = count % 41 === 0
  const wire = {
    deviceImei: isStranger ? '899999999999999' : imei,
    gateTime: utc(at),
    powerLevel: count % 101,
    gsmSign: (count * 3) % 101,
    acc: count % 2,
    powerStatus: count % 3 === 0 ? 1 : 0,
    fortify: count % 5 === 0 ? 1 : 0,
    oilEle: count % 7 === 0 ? 1 : 0,
    n: number,
  }
  if (isStranger) return { wire, table: 'push_reject', identity: number }
  return { wire, table: 'heartbeat', identity: join(imei, at) }
}

export function signOn({ imei, at, count }: Place): Made {
  const type = count % 2 === 0 ? 'LOGIN' : 'LOGOUT'
  const wire = { deviceImei: imei, type, gateTime: utc(at), timezone: 'GMT+08:00' }
  return { wire, table: 'sign_on', identity: join(imei, at, type) }
}

/** Beginnings and ends of the vendor's own codes, and JT/T 808 ones with a label. */
export function alarm({ imei, at, count, round, number }: Place): Made {
  const code = String([1, 2, 3, 6, 9][Math.floor(round / 3) % 5])
  const spot = { lng: 113.943102, lat: 22.576649, gpsSpeed: count % 90 }
  if (count % 29 === 0) {
    const wire = { type: 'ICCID', imei, msg: { ICCID: '89860000000000000000' }, gateTime: utc(at), n: number }
    return { wire, table: 'device_message', identity: number }
  }
  if (count % 13 === 0) {
    const alarmLabel = Buffer.from(number.padStart(16, '0')).toString('hex')
    const msg = { alertType: '264', alarmType: 4, alarmTime: utc(at), alarmLabel, ...spot }
    const wire = { type: 'DEVICE', msgClass: 1, imei, msg, gateTime: utc(at) }
    return { wire, table: 'alarm', identity: join(imei, at, 'jt808-264-4', alarmLabel) }
  }
  if (round % 3 === 2) {
    const msg = { alertType: 'removeAlarmType', removeAlarmType: code, alarmTime: utc(at) }
    return {
      wire: { type: 'DEVICE', msgClass: 0, imei, msg, gateTime: utc(at) },
      table: 'alarm_end',
      identity: join(imei, at, code),
    }
  }
  const msg = { alertType: Number(code), alarmTime: utc(at), ...spot }
  return {
    wire: { type: 'DEVICE', msgClass: 0, imei, msg, gateTime: utc(at) },
    table: 'alarm',
    identity: join(imei, at, code, ''),
  }
}

export function legacyAlarm({ imei, at }: Place): Made {
  const wire = {
    imei,
    deviceName: imei,
    alarmType: '19',
    alarmName: 'Low battery alert',
    lat: 40.65615416521587,
    lng: 109.89894039833524,
    alarmTime: utc(at),
  }
  return { wire, table: 'alarm', identity: join(imei, at, '19', '') }
}

export function message({ number }: Place, wire: object): Made {
  return { wire: { ...wire, n: number }, table: 'device_message', identity: number }
}

export function notice({ number }: Place, wire: object): Made {
  return { wire: { ...wire, n: number }, table: 'device_notice', identity: number }
}

export function join(imei: string, at: Date, ...more: readonly (string | number)[]): string {
  return [imei, at.getTime(), ...more].join('|')
}

export function utc(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ')
}

export function unix(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}
