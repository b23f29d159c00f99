// The account tree of the generated world: two customers, three levels, and what each account runs.
// Shares of vehicles are by account; root 1 and its subtree get 70 of 100.

import type { RoleKey } from './roles'
import type { WorldAccount } from './types'

/** The vendor's account types that occur here. */
export const DISTRIBUTOR_TYPE = 8
export const ORDINARY_USER_TYPE = 9
export const ORDINARY_DISTRIBUTOR_TYPE = 10

/** What an account runs: its share of all devices (the shares sum to 100), where, and in which roles. */
export type AccountFleet = {
  readonly login: string
  readonly share: number
  readonly region: string
  readonly roles: readonly (readonly [RoleKey, number])[]
}

type Row = readonly [login: string, name: string, type: number, parent: string | null]

const ROWS: readonly Row[] = [
  ['northway', 'Northway Logistics', DISTRIBUTOR_TYPE, null],
  ['northway-porto', 'Northway Porto', ORDINARY_DISTRIBUTOR_TYPE, 'northway'],
  ['porto-city', 'Porto City Deliveries', ORDINARY_USER_TYPE, 'northway-porto'],
  ['porto-cold', 'Frio do Minho', ORDINARY_USER_TYPE, 'northway-porto'],
  ['porto-haul', 'Linha Norte, Lda.', ORDINARY_USER_TYPE, 'northway-porto'],
  ['northway-brasil', 'Northway Brasil', ORDINARY_DISTRIBUTOR_TYPE, 'northway'],
  ['sp-entregas', 'São Paulo Entregas', ORDINARY_USER_TYPE, 'northway-brasil'],
  ['sp-interior', 'Transportes do Interior', ORDINARY_USER_TYPE, 'northway-brasil'],
  ['northway-shenzhen', '深圳北道物流', ORDINARY_DISTRIBUTOR_TYPE, 'northway'],
  ['shenzhen-port', '盐田港运输', ORDINARY_USER_TYPE, 'northway-shenzhen'],
  ['shenzhen-city', 'Shenzhen City Courier', ORDINARY_USER_TYPE, 'northway-shenzhen'],
  ['northway-assets', 'Northway Trailers & Tools', ORDINARY_USER_TYPE, 'northway'],
  ['savanna', 'Savanna Rides', DISTRIBUTOR_TYPE, null],
  ['savanna-nairobi', 'Savanna Nairobi', ORDINARY_DISTRIBUTOR_TYPE, 'savanna'],
  ['nairobi-taxi', 'Nairobi Taxi Pool', ORDINARY_USER_TYPE, 'savanna-nairobi'],
  ['nairobi-rental', 'Rift Valley Car Hire', ORDINARY_USER_TYPE, 'savanna-nairobi'],
  ['savanna-kathmandu', 'सवाना काठमाडौं', ORDINARY_DISTRIBUTOR_TYPE, 'savanna'],
  ['kathmandu-taxi', 'Himal Taxi', ORDINARY_USER_TYPE, 'savanna-kathmandu'],
  ['kathmandu-tours', 'Annapurna Tours', ORDINARY_USER_TYPE, 'savanna-kathmandu'],
  ['savanna-austin', 'Savanna Austin', ORDINARY_DISTRIBUTOR_TYPE, 'savanna'],
  ['austin-rental', 'Lone Star Rentals', ORDINARY_USER_TYPE, 'savanna-austin'],
  ['austin-scooters', 'Sixth Street Scooters', ORDINARY_USER_TYPE, 'savanna-austin'],
]

/** The accounts, parents before children. Passwords are plain demo ones: the login and "-demo". */
export const WORLD_ACCOUNTS: readonly WorldAccount[] = ROWS.map(toAccount)

function toAccount([login, name, type, parent]: Row): WorldAccount {
  return { login, password: `${login}-demo`, name, type, parent }
}

/**
 * So many more accounts without vehicles below the first root, as a large distributor has them: half directly below one
 * account, the others below resellers of fifty.
 */
export function networkAccounts(count: number): WorldAccount[] {
  if (count <= 0) return []
  const rows: Row[] = [[NETWORK, 'Northway Network', ORDINARY_DISTRIBUTOR_TYPE, 'northway']]
  const wide = Math.ceil(count / 2)
  for (let number = 1; rows.length < count; number += 1) {
    const digits = String(number).padStart(5, '0')
    const place = number - wide
    const reseller = `reseller-${String(Math.ceil(place / RESOLD)).padStart(3, '0')}`
    if (place > 0 && place % RESOLD === 1)
      rows.push([reseller, `Reseller ${reseller.slice(9)}`, ORDINARY_DISTRIBUTOR_TYPE, NETWORK])
    if (rows.length < count)
      rows.push([
        `customer-${digits}`,
        `Customer ${digits}`,
        ORDINARY_USER_TYPE,
        place > 0 ? reseller : NETWORK,
      ])
  }
  return rows.map(toAccount)
}

const NETWORK = 'northway-network'
const RESOLD = 50

/** Login of the first root, the logistics firm. */
export const FIRST_ROOT = 'northway'
/** Login of the second root, the rental and taxi firm. */
export const SECOND_ROOT = 'savanna'

/** Which account runs what, first root first. */
export const ACCOUNT_FLEETS: readonly AccountFleet[] = [
  {
    login: 'porto-city',
    share: 19,
    region: 'porto',
    roles: [
      ['van', 60],
      ['car', 15],
      ['scooter', 13],
      ['bus', 12],
    ],
  },
  {
    login: 'porto-cold',
    share: 8,
    region: 'porto',
    roles: [
      ['cold', 75],
      ['truck', 25],
    ],
  },
  {
    login: 'porto-haul',
    share: 6,
    region: 'porto',
    roles: [
      ['hauler', 70],
      ['truck', 30],
    ],
  },
  { login: 'northway-porto', share: 2, region: 'porto', roles: [['car', 100]] },
  {
    login: 'sp-entregas',
    share: 9,
    region: 'sao-paulo',
    roles: [
      ['van', 70],
      ['scooter', 30],
    ],
  },
  {
    login: 'sp-interior',
    share: 6,
    region: 'sao-paulo',
    roles: [
      ['truck', 55],
      ['hauler', 45],
    ],
  },
  {
    login: 'shenzhen-port',
    share: 7,
    region: 'shenzhen',
    roles: [
      ['truck', 60],
      ['hauler', 40],
    ],
  },
  {
    login: 'shenzhen-city',
    share: 8,
    region: 'shenzhen',
    roles: [
      ['van', 70],
      ['scooter', 30],
    ],
  },
  { login: 'northway-assets', share: 4, region: 'porto', roles: [['asset', 100]] },
  { login: 'northway', share: 1, region: 'porto', roles: [['car', 100]] },
  {
    login: 'nairobi-taxi',
    share: 6,
    region: 'nairobi',
    roles: [
      ['taxi', 70],
      ['scooter', 30],
    ],
  },
  {
    login: 'nairobi-rental',
    share: 3,
    region: 'nairobi',
    roles: [
      ['car', 70],
      ['bus', 20],
      ['asset', 10],
    ],
  },
  {
    login: 'kathmandu-taxi',
    share: 5,
    region: 'kathmandu',
    roles: [
      ['taxi', 80],
      ['scooter', 20],
    ],
  },
  {
    login: 'kathmandu-tours',
    share: 3,
    region: 'kathmandu',
    roles: [
      ['bus', 40],
      ['truck', 30],
      ['car', 30],
    ],
  },
  {
    login: 'austin-rental',
    share: 7,
    region: 'austin',
    roles: [
      ['car', 75],
      ['van', 15],
      ['asset', 10],
    ],
  },
  {
    login: 'austin-scooters',
    share: 5,
    region: 'austin',
    roles: [
      ['scooter', 85],
      ['car', 15],
    ],
  },
  { login: 'savanna', share: 1, region: 'nairobi', roles: [['car', 100]] },
]
