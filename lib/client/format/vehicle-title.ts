// What a vehicle is called on screen.

/** The name, or the plate or IMEI when nobody gave it one. Never empty as long as the IMEI is not. */
export function vehicleTitle(vehicle: { name: string; plate: string | null; imei: string }): string {
  return vehicle.name.trim() || vehicle.plate?.trim() || vehicle.imei
}
