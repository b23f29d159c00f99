// Where each vehicle of a replay is at the cursor: one element each, moved by the compositor with every frame. Nothing of the
// track is touched while it runs.

import { type Map as MapLibreMap, Marker } from 'maplibre-gl'
import type { Player } from '@/lib/client/replay/player'
import { type PlaceAt, placeFinder } from '@/lib/domain/track/position-at'
import type { MapTrack } from './track-lines'

/** Puts a mark for each track on the map and moves it with the player until ended. Follows `followedId` while it is set. */
export function showCursors(
  map: MapLibreMap,
  tracks: readonly MapTrack[],
  { player, followedId }: { player: Player; followedId: () => string | null },
): () => void {
  const marks = tracks.map((track) => ({
    id: track.id,
    find: placeFinder(track.story),
    ...markerOf(track),
    isShown: false,
  }))
  const pace = new FollowPace()
  const move = (cursorMs: number) => {
    const followed = followedId()
    pace.note(followed !== null && player.isPlaying)
    for (const mark of marks) {
      const place = mark.find(cursorMs)
      if (place === null) {
        if (mark.isShown) mark.marker.remove()
        mark.isShown = false
        continue
      }
      mark.marker.setLngLat([place.lng, place.lat])
      if (!mark.isShown) mark.marker.addTo(map)
      mark.isShown = true
      turn(mark.arrow, place)
      mark.marker.getElement().style.opacity = place.isInGap ? '0.55' : '1'
      // While somebody zooms or drags the camera is theirs.
      if (followed === mark.id && !map.isMoving()) keepInSight(map, place, pace.isSlow)
    }
  }
  move(player.cursorMs)
  const leave = player.onMove(move)
  return () => {
    leave()
    for (const { marker } of marks) marker.remove()
  }
}

/** Moving the camera by less than this would not be seen. */
const STEP_PX = 0.5
/** Where drawing the map takes long, the mark may wander so far from the middle, as a share of the map, before it moves. */
const FREE_SHARE = 0.25
const SLOW_FRAME_MS = 50
const FRAMES_TO_TELL = 12

/** Whether the map is too slow to be drawn anew with every frame; once told, that holds until nothing is followed. */
class FollowPace {
  isSlow = false
  private lastMs = 0
  private slowFrames = 0

  note(isFollowing: boolean): void {
    const nowMs = performance.now()
    const frameMs = nowMs - this.lastMs
    this.lastMs = nowMs
    if (!isFollowing) {
      this.isSlow = false
      this.slowFrames = 0
      return
    }
    this.slowFrames = frameMs > SLOW_FRAME_MS ? this.slowFrames + 1 : Math.max(0, this.slowFrames - 1)
    if (this.slowFrames >= FRAMES_TO_TELL) this.isSlow = true
  }
}

function keepInSight(map: MapLibreMap, { lat, lng }: PlaceAt, isSlow: boolean): void {
  const at = map.project([lng, lat])
  const middle = map.project(map.getCenter())
  const { clientWidth, clientHeight } = map.getContainer()
  const freePx = isSlow ? FREE_SHARE * Math.min(clientWidth, clientHeight) : STEP_PX
  if (Math.hypot(at.x - middle.x, at.y - middle.y) >= freePx) map.jumpTo({ center: [lng, lat] })
}

function turn(arrow: HTMLElement, { headingDeg, isInGap }: PlaceAt): void {
  arrow.style.visibility = headingDeg === null || isInGap ? 'hidden' : 'visible'
  if (headingDeg !== null) arrow.style.transform = `rotate(${headingDeg.toFixed(0)}deg)`
}

function markerOf({ name, colour }: MapTrack): { marker: Marker; arrow: HTMLElement } {
  const element = document.createElement('div')
  element.className = 'replay-cursor'
  // The list and the words below the map say the same; a reader gains nothing from a mark that runs.
  element.ariaHidden = 'true'
  element.style.setProperty('--vehicle-colour', colour)
  const arrow = document.createElement('span')
  arrow.className = 'replay-cursor-arrow'
  const label = document.createElement('span')
  label.className = 'replay-cursor-name'
  label.textContent = name
  // A name keeps its order, whichever way the page reads.
  label.dir = 'auto'
  element.append(arrow, label)
  return { marker: new Marker({ element, anchor: 'center' }), arrow }
}
