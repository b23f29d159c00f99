// Names, plates and phone numbers by region, and the odd names that real fleets type in.

import { below, mix, pick } from './random'

type Naming = {
  readonly first: readonly string[]
  readonly last: readonly string[]
  readonly phone: string
  readonly iccid: string
  /** A plate pattern: ? is a letter, # a digit, everything else stays. */
  readonly plates: readonly string[]
}

const NAMING: Readonly<Record<string, Naming>> = {
  porto: {
    first: ['João', 'Maria', 'Rui', 'Inês', 'Tiago', 'Ana', 'Nuno', 'Sofia', 'Miguel', 'Catarina'],
    last: ['Silva', 'Ferreira', 'Costa', 'Oliveira', 'Sousa', 'Carvalho', 'Gonçalves', 'Magalhães'],
    phone: '+3519########',
    iccid: '8935103',
    plates: ['??-##-??', '##-??-##'],
  },
  'sao-paulo': {
    first: ['Lucas', 'Juliana', 'Pedro', 'Beatriz', 'Rafael', 'Camila', 'Gustavo', 'Larissa'],
    last: ['Santos', 'Souza', 'Lima', 'Araújo', 'Ribeiro', 'Conceição', 'Nascimento'],
    phone: '+55119########',
    iccid: '8955101',
    plates: ['???#?##', '???-####'],
  },
  shenzhen: {
    first: ['伟', '芳', '娜', '敏', '静', '强', '磊', '洋'],
    last: ['王', '李', '张', '刘', '陈', '杨', '黄', '周'],
    phone: '+86138########',
    iccid: '8986044',
    plates: ['粤B#?###', '粤B?####', '粤BD?####', '粤S##?##'],
  },
  nairobi: {
    first: ['Wanjiru', 'Otieno', 'Kamau', 'Achieng', 'Mwangi', 'Njeri', 'Kiprop', 'Amina'],
    last: ['Mutua', 'Odhiambo', 'Kariuki', 'Wekesa', 'Hassan', 'Cheruiyot', 'Njoroge'],
    phone: '+2547########',
    iccid: '8925402',
    plates: ['KD? ###?', 'KC? ###?', 'KB? ###?'],
  },
  kathmandu: {
    first: ['Bikash', 'Sunita', 'राम', 'Anita', 'Prakash', 'सीता', 'Dipesh', 'Pemba'],
    last: ['Shrestha', 'Gurung', 'Tamang', 'थापा', 'Rai', 'Sherpa', 'Adhikari'],
    phone: '+97798########',
    iccid: '8997702',
    plates: ['BA # JA ####', 'बा # च ####', 'BA ## PA ####'],
  },
  austin: {
    first: ['Emily', 'Jacob', 'Olivia', 'Mateo', 'Grace', 'Carlos', 'Hannah', 'Tyler'],
    last: ['Johnson', 'Garcia', "O'Brien", 'Nguyen', 'Smith', 'Martinez', 'Walker'],
    phone: '+1512555####',
    iccid: '8901260',
    plates: ['???-####', '???####'],
  },
}

const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ'

function namingOf(region: string): Naming {
  const naming = NAMING[region]
  if (!naming) throw new RangeError(`no names for region ${region}`)
  return naming
}

/** A driver's full name; family name first in China. */
export function driverName(region: string, hash: number): string {
  const naming = namingOf(region)
  const first = pick(naming.first, mix(hash, 1))
  const last = pick(naming.last, mix(hash, 2))
  return region === 'shenzhen' ? `${last}${first}` : `${first} ${last}`
}

/** A licence plate in the region's pattern. */
export function plate(region: string, hash: number): string {
  return fill(pick(namingOf(region).plates, mix(hash, 3)), mix(hash, 30))
}

/** A mobile number with country code. */
export function phone(region: string, hash: number): string {
  return fill(namingOf(region).phone, mix(hash, 31))
}

/** A 20-digit SIM card serial. */
export function iccid(region: string, hash: number): string {
  return fill(`${namingOf(region).iccid}#############`, mix(hash, 32))
}

/** A 17-character vehicle identification number (letters I, O and Q do not occur). */
export function vin(hash: number): string {
  const maker = pick(['WDB', 'VF1', 'WV1', 'YS2', 'JTD', 'LZY', '9BM'], mix(hash, 4))
  return maker + fill('???#??########', mix(hash, 5))
}

function fill(pattern: string, hash: number): string {
  let slot = 0
  return pattern.replace(/[?#]/g, (mark) => {
    slot++
    return mark === '#' ? String(below(hash, slot, 10)) : pick([...LETTERS], mix(hash, slot))
  })
}

/** What an odd vehicle is called; a field left out keeps its ordinary value. */
export type OddName = {
  deviceName?: string
  plate?: string | null
  driverName?: string | null
  vehicleName?: string | null
  remark?: string | null
}

/** Names seen in real fleets that break careless code. The first devices of a world carry them, in this order. */
export const ODD_NAMES: readonly OddName[] = [
  { deviceName: '粤B3604', plate: '粤B3604', driverName: '王小明', vehicleName: '东风天龙' },
  { deviceName: 'شاحنة التوصيل ١٢', plate: 'أ ب ج ١٢٣٤', driverName: 'محمد عبد الله' },
  { deviceName: '🚚 Nº 7 ❄️', driverName: '👩🏽‍🔧 Inês' },
  { deviceName: '<b>Bold van</b>', remark: '<img src=x onerror=alert(1)>' },
  { deviceName: '<script>alert("x")</script>', driverName: `Robert'); DROP TABLE drivers;--` },
  { deviceName: `Tom "Big" O'Neil & Sons`, plate: `"AA-01-ZZ"` },
  {
    deviceName: `Carrinha de distribuição número quarenta e dois da rota da manhã, ${'zona industrial '.repeat(6)}`,
  },
  { deviceName: '\u202Eright to left\u202C van', driverName: '\u200Fיוסי כהן\u200F' },
  { deviceName: '88-PX-21', plate: null },
  { deviceName: 'no plate, no driver', plate: null, driverName: null, vehicleName: null },
  { deviceName: '   ', plate: null },
  { deviceName: '=HYPERLINK("http://example.com","click")', remark: '@SUM(1+1)' },
  { deviceName: 'Ząb\u0301ek \u0915\u094D\u0937 ñandú', driverName: 'Zoë Nuñez-Ōe' },
  { deviceName: 'null', plate: 'NULL', driverName: 'undefined' },
]
