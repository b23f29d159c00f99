// Examples for the document and the page. A test holds each against its schema.

const DEVICE_ID = '0b6f2f6e-6b0e-4c58-9c5d-0c6f2f9a1d11'

export const SPAN = 'from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z'

export const ME = {
  token: {
    id: '5f0c7a52-9f39-4c0f-8a35-6e6a3c1b7d20',
    name: 'Warehouse screen',
    scopes: ['devices:read', 'positions:read'],
    expiresAt: '2027-02-01T09:00:00.000Z',
  },
  person: { id: '1f7d3c0a-52b6-4f43-8c7e-b0f0a6d9e4b2', name: 'Ana Ramos', role: 'distributor' },
}

export const DEVICE = {
  id: DEVICE_ID,
  imei: '860000000000011',
  name: 'Van 11',
  plate: '11-AB-22',
  driverName: 'Ana Ramos',
  driverPhone: null,
  model: 'VL110',
  kind: 'tracker',
  vin: null,
  accountName: 'Northwind',
  groupName: 'Porto',
  enabled: true,
  activatedAt: '2025-03-01T08:00:00.000Z',
  expiresAt: '2030-03-01T08:00:00.000Z',
}

export const POSITION = {
  deviceId: DEVICE_ID,
  status: 'moving',
  statusSince: '2026-11-01T08:12:30.000Z',
  fixAt: '2026-11-01T08:20:05.000Z',
  heardAt: '2026-11-01T08:20:05.000Z',
  lat: 41.15,
  lng: -8.61,
  speedKph: 42,
  headingDeg: 90,
  source: 'gps',
  accuracyM: null,
  ignition: true,
  batteryPercent: 80,
  odometerKm: 48210.4,
}

export const FIX = {
  at: '2026-11-01T08:20:05.000Z',
  lat: 41.15,
  lng: -8.61,
  speedKph: 42,
  headingDeg: 90,
  ignition: true,
  source: 'gps',
}

export const TRIP = {
  start: { at: '2026-11-01T08:12:30.000Z', lat: 41.15, lng: -8.61 },
  end: { at: '2026-11-01T08:47:10.000Z', lat: 41.23, lng: -8.67 },
  durationS: 2080,
  distanceM: 14_320,
  topSpeedKph: 88,
  meanSpeedKph: 24.8,
  unknownS: 0,
}

export const ALARM = {
  id: 'a6a3c4f4-9a0c-4bb9-a6d5-4f3c8f4f2b7e',
  deviceId: DEVICE_ID,
  deviceName: 'Van 11',
  imei: '860000000000011',
  plate: '11-AB-22',
  code: 'overspeed',
  name: 'Speeding',
  severity: 'warning',
  startedAt: '2026-11-01T08:31:00.000Z',
  endedAt: null,
  lat: 41.19,
  lng: -8.64,
  speedKph: 128,
  state: 'open',
  snoozedUntil: null,
  resolution: null,
  note: null,
  changedAt: null,
}

export const FENCE_BODY = {
  name: 'Depot',
  shape: { kind: 'circle', center: { lat: 41.15, lng: -8.61 }, radiusM: 250 },
  rules: { enter: true, exit: true, dwellMin: 30 },
}

export const FENCE = {
  ...FENCE_BODY,
  id: 'd7a6f0f2-3f8b-4b0f-9f0b-9d8f0f4a2c33',
  color: '#2563eb',
  tags: [],
  description: '',
  enabled: true,
  deviceCount: null,
  insideCount: 3,
  updatedAt: '2026-11-01T08:00:00.000Z',
}
