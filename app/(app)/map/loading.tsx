import { MapFrame } from './_components/map-frame'

export default function MapLoading() {
  return <MapFrame />
}
