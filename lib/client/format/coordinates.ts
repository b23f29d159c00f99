// Coordinates as people copy them. It owns the text form; GeoJSON order never leaves the map.

/** "30.267150, -97.743060": latitude first, WGS84, six decimals (0.1 m), always with points. */
export function formatCoordinates(position: { lat: number; lng: number }): string {
  return `${position.lat.toFixed(6)}, ${position.lng.toFixed(6)}`
}
