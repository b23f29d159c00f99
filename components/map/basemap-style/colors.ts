// The basemap's colours: quiet on purpose, so that the only saturated thing on the map is a vehicle.

export type BasemapColors = {
  water: string
  land: string
  green: string
  built: string
  building: string
  buildingEdge: string
  border: string
  borderCasing: string
  road: string
  roadCasing: string
  mainRoad: string
  motorway: string
  motorwayCasing: string
  path: string
  rail: string
  country: string
  place: string
  minorPlace: string
  roadName: string
  waterName: string
  halo: string
}

export const LIGHT: BasemapColors = {
  water: '#cbdae3',
  land: '#f4f3ef',
  green: '#e4ebdd',
  built: '#eeece6',
  building: '#e6e3dc',
  buildingEdge: '#dad6cd',
  border: '#b5b0b8',
  borderCasing: '#eceae7',
  road: '#ffffff',
  roadCasing: '#dcd8d0',
  mainRoad: '#fffaf0',
  motorway: '#f6e8c8',
  motorwayCasing: '#d9c9a2',
  path: '#d8d3ca',
  rail: '#c9c5c4',
  country: '#7c7885',
  place: '#3c434c',
  minorPlace: '#666d76',
  roadName: '#6d6a66',
  waterName: '#6f8a9b',
  halo: '#f4f3ef',
}

export const DARK: BasemapColors = {
  water: '#0c1218',
  land: '#191e24',
  green: '#1b2422',
  built: '#1d2229',
  building: '#222830',
  buildingEdge: '#2a313a',
  border: '#46505c',
  borderCasing: '#1d232a',
  road: '#2b323b',
  roadCasing: '#15191e',
  mainRoad: '#353d47',
  motorway: '#4a4638',
  motorwayCasing: '#15191e',
  path: '#272d35',
  rail: '#2f3640',
  country: '#7f8995',
  place: '#bcc4cd',
  minorPlace: '#8d96a1',
  roadName: '#8b939d',
  waterName: '#4f6475',
  halo: '#14191e',
}
