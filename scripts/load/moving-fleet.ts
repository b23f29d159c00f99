// Vehicles that drive about, each telling where it is every ten seconds, a tenth of them every second. The same on every
// machine and in every run, but for the clock.

import { type Chance, seeded } from './seeded'

/** So often a vehicle that moves tells where it is, s. */
export const TOLD_EVERY_S = 10

type Vehicle = {
  imei: string
  lat: number
  lng: number
  speedKph: number
  headingDeg: number
  ignition: boolean
}

/** An item of a `pushgps` post, as the vendor's documents show it. */
export type GpsItem = Record<string, string | number>

export class MovingFleet {
  private readonly chance: Chance
  private readonly vehicles: Vehicle[]

  /** Vehicles begin within about 100 km of one town. */
  constructor(imeis: readonly string[], seed: number) {
    this.chance = seeded(seed)
    this.vehicles = imeis.map((imei) => ({
      imei,
      lat: round(22.5 + this.chance.next() - 0.5, 6),
      lng: round(113.9 + this.chance.next() - 0.5, 6),
      speedKph: this.chance.whole(20, 90),
      headingDeg: this.chance.whole(0, 359),
      ignition: true,
    }))
  }

  /** Moves those whose turn this second is, ten seconds on, and says what they tell. `second` counts since epoch. */
  tell(second: number): { imei: string; item: GpsItem }[] {
    const told = this.vehicles.filter((_, index) => index % TOLD_EVERY_S === second % TOLD_EVERY_S)
    for (const vehicle of told) this.drive(vehicle)
    return told.map((vehicle) => ({ imei: vehicle.imei, item: toItem(vehicle, second) }))
  }

  /** One in forty stops or starts; the others change speed and course a little, as traffic and roads have it. */
  private drive(vehicle: Vehicle): void {
    const { chance } = this
    if (chance.next() < 0.025) vehicle.ignition = !vehicle.ignition
    const wanted = vehicle.speedKph + chance.whole(-12, 12)
    vehicle.speedKph = vehicle.ignition ? Math.min(110, Math.max(8, wanted)) : 0
    vehicle.headingDeg = (vehicle.headingDeg + chance.whole(-25, 25) + 360) % 360
    const metres = (vehicle.speedKph / 3.6) * TOLD_EVERY_S
    const course = (vehicle.headingDeg * Math.PI) / 180
    const { lat } = vehicle
    vehicle.lat = round(lat + (metres * Math.cos(course)) / METRES_A_DEGREE, 6)
    const across = METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180)
    vehicle.lng = round(vehicle.lng + (metres * Math.sin(course)) / across, 6)
  }
}

const METRES_A_DEGREE = 111_195

function toItem({ imei, lat, lng, speedKph, headingDeg, ignition }: Vehicle, second: number): GpsItem {
  const time = new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ')
  return {
    deviceImei: imei,
    gpsTime: time,
    gateTime: time,
    lng,
    lat,
    satelliteNum: 12,
    gpsSpeed: speedKph,
    direction: headingDeg,
    acc: ignition ? 1 : 0,
    postType: 1,
    gpsMode: 0,
    postMethod: 0,
    status: 0,
    altitude: 31,
    distance: 125_400,
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
