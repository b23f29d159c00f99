// What a vehicle does for a living and which kind of device it carries. Shares and figures are ours.

import type { DeviceKind } from '@/lib/domain/vehicle'
import type { Shift } from './shift'

/** How a vehicle is used; decides its territory, the length of its trips and its stops. */
export type Work = 'city' | 'regional' | 'haul' | 'scooter' | 'asset'

export type Role = {
  readonly key: string
  /** Device kinds and their shares, summing to 1. */
  readonly kinds: readonly (readonly [DeviceKind, number])[]
  readonly icon: string
  readonly work: Work
  readonly brands: readonly string[]
  readonly labels: readonly string[]
  readonly groups: readonly string[]
  /** Shifts and their weights. */
  readonly shifts: readonly (readonly [Shift, number])[]
  /** Nominal supply voltage; null when the device lives on its own battery. */
  readonly supplyV: number | null
  /** Fuel tank in litres and use per 100 km; null without a fuel sensor. */
  readonly tank: { readonly litres: number; readonly per100Km: number } | null
  /** Set temperatures of a cooled load, degrees Celsius. */
  readonly cooledC: readonly number[]
}

/** All roles by key. */
export const ROLES = {
  van: {
    key: 'van',
    kinds: [
      ['tracker', 0.6],
      ['dashcam', 0.25],
      ['obd', 0.15],
    ],
    icon: 'automobile',
    work: 'city',
    brands: ['Renault Master', 'Ford Transit', 'Mercedes Sprinter', 'Peugeot Boxer', 'Iveco Daily'],
    labels: ['Van', 'Delivery', 'Route', 'Courier'],
    groups: ['Vans', 'Parcels', 'default group'],
    shifts: [
      ['day', 18],
      ['double', 26],
      ['night', 22],
      ['relay', 34],
    ],
    supplyV: 12.6,
    tank: null,
    cooledC: [],
  },
  cold: {
    key: 'cold',
    kinds: [
      ['tracker', 0.8],
      ['dashcam', 0.2],
    ],
    icon: 'truck',
    work: 'regional',
    brands: ['Isuzu N-Series', 'Mercedes Atego', 'Volvo FL', 'DAF LF'],
    labels: ['Reefer', 'Cold', 'Fresh'],
    groups: ['Cold chain', 'default group'],
    shifts: [
      ['day', 16],
      ['double', 24],
      ['night', 26],
      ['relay', 34],
    ],
    supplyV: 25.2,
    tank: { litres: 180, per100Km: 21 },
    cooledC: [-20, -18, 2, 4],
  },
  truck: {
    key: 'truck',
    kinds: [
      ['tracker', 0.7],
      ['dashcam', 0.3],
    ],
    icon: 'truck',
    work: 'regional',
    brands: ['Scania R450', 'Volvo FH', 'MAN TGX', 'Sinotruk Howo', 'Mercedes Actros'],
    labels: ['Truck', 'Trunk', 'Rigid'],
    groups: ['Trucks', 'Regional', 'default group'],
    shifts: [
      ['day', 16],
      ['double', 24],
      ['night', 24],
      ['relay', 36],
    ],
    supplyV: 25.2,
    tank: { litres: 300, per100Km: 27 },
    cooledC: [],
  },
  hauler: {
    key: 'hauler',
    kinds: [
      ['tracker', 0.6],
      ['dashcam', 0.4],
    ],
    icon: 'truck',
    work: 'haul',
    brands: ['Scania R500', 'Volvo FH16', 'DAF XG', 'FAW J7'],
    labels: ['Line haul', 'Artic', 'Express'],
    groups: ['Line haul'],
    shifts: [
      ['day', 8],
      ['double', 24],
      ['night', 24],
      ['relay', 44],
    ],
    supplyV: 25.2,
    tank: { litres: 600, per100Km: 31 },
    cooledC: [],
  },
  car: {
    key: 'car',
    kinds: [
      ['obd', 0.7],
      ['dashcam', 0.3],
    ],
    icon: 'automobile',
    work: 'city',
    brands: ['Toyota Corolla', 'Renault Clio', 'VW Golf', 'Hyundai i20', 'Suzuki Swift'],
    labels: ['Car', 'Rental', 'Pool'],
    groups: ['Cars', 'Pool', 'default group'],
    shifts: [
      ['day', 18],
      ['double', 28],
      ['night', 20],
      ['relay', 34],
    ],
    supplyV: 12.5,
    tank: { litres: 45, per100Km: 6.2 },
    cooledC: [],
  },
  taxi: {
    key: 'taxi',
    kinds: [
      ['dashcam', 0.55],
      ['tracker', 0.45],
    ],
    icon: 'taxi',
    work: 'city',
    brands: ['Toyota Prius', 'BYD e6', 'Skoda Octavia', 'Suzuki Alto', 'Toyota Probox'],
    labels: ['Taxi', 'Cab'],
    groups: ['Taxis', 'Airport'],
    shifts: [
      ['day', 10],
      ['double', 26],
      ['night', 24],
      ['relay', 40],
    ],
    supplyV: 12.6,
    tank: null,
    cooledC: [],
  },
  bus: {
    key: 'bus',
    kinds: [
      ['dashcam', 0.7],
      ['tracker', 0.3],
    ],
    icon: 'bus',
    work: 'city',
    brands: ['Yutong ZK6128', 'Mercedes Citaro', 'Marcopolo Torino', 'King Long XMQ'],
    labels: ['Bus', 'Shuttle', 'Coach'],
    groups: ['Buses', 'School run'],
    shifts: [
      ['day', 12],
      ['double', 40],
      ['night', 14],
      ['relay', 34],
    ],
    supplyV: 25,
    tank: null,
    cooledC: [],
  },
  scooter: {
    key: 'scooter',
    kinds: [['scooter', 1]],
    icon: 'mtc',
    work: 'scooter',
    brands: ['Niu MQi', 'Honda PCX', 'Yadea G5', 'Bajaj Boxer'],
    labels: ['Scooter', 'Boda', 'Bike'],
    groups: ['Scooters', 'Riders'],
    shifts: [
      ['day', 14],
      ['double', 30],
      ['night', 22],
      ['relay', 34],
    ],
    supplyV: null,
    tank: null,
    cooledC: [],
  },
  asset: {
    key: 'asset',
    kinds: [['asset', 1]],
    icon: 'other',
    work: 'asset',
    brands: ['Box trailer', '20 ft container', 'Generator', 'Cold box', 'Skip'],
    labels: ['Trailer', 'Container', 'Genset', 'Cage'],
    groups: ['Assets', 'Trailers'],
    shifts: [['day', 1]],
    supplyV: null,
    tank: null,
    cooledC: [],
  },
} as const satisfies Readonly<Record<string, Role>>

export type RoleKey = keyof typeof ROLES
