// A track as features for the map: one for each colour, made of all its stretches, so that a hundred thousand fixes are a
// handful of features. Built once per track and colouring, never per frame.

import type { Feature, FeatureCollection, LineString, MultiLineString, Point } from 'geojson'
import { FLAWS } from '@/lib/domain/track/clean'
import { valueAt } from '@/lib/domain/track/points'
import type { TrackStory } from '@/lib/domain/track/story'
import { colourOfLeg, type TrackColouring } from './track-colours'

/** A vehicle's track on the map, with its colour. */
export type MapTrack = {
  id: string
  name: string
  colour: string
  story: TrackStory
  alarms: readonly { id: string; name: string; startedMs: number; lat: number | null; lng: number | null }[]
}

type Lines = FeatureCollection<MultiLineString, { colour: string }>

/** The ways along good fixes, by colour. Nothing is drawn through gaps. */
export function trackLines(tracks: readonly MapTrack[], colouring: TrackColouring): Lines {
  const features = tracks.flatMap((track) => linesOf(track, colouring))
  return { type: 'FeatureCollection', features }
}

function linesOf({ story, colour }: MapTrack, colouring: TrackColouring): Lines['features'] {
  const { points, good } = story.track
  const afterGap = new Set(story.gaps.map(({ to }) => to))
  const colourOf = colourOfLeg(story, colouring, colour)
  const byColour = new Map<string, [number, number][][]>()
  let part: [number, number][] | null = null
  let partColour = ''
  let east = 0
  let lastLng = Number.NaN
  for (let place = 0; place < good.length; place++) {
    const index = good[place] ?? 0
    const lng = valueAt(points.lng, index)
    // Past the date line longitudes go on counting, or the line would cross the whole map.
    if (Math.abs(lng - lastLng) > 180) east += lng < lastLng ? 360 : -360
    lastLng = lng
    const at: [number, number] = [lng + east, valueAt(points.lat, index)]
    const isApart = afterGap.has(index)
    if (!isApart) part?.push(at)
    const next = colourOf(index)
    if (part === null || isApart || next !== partColour) {
      part = [at]
      partColour = next
      const parts = byColour.get(next) ?? []
      parts.push(part)
      byColour.set(next, parts)
    }
  }
  return [...byColour].map(([of, parts]) => ({
    type: 'Feature',
    properties: { colour: of },
    // The last fix of a stretch begins a part that leads nowhere.
    geometry: { type: 'MultiLineString', coordinates: parts.filter((one) => one.length > 1) },
  }))
}

/** Straight lines over gaps, to be drawn as what they are: nothing known. */
export function gapLines(tracks: readonly MapTrack[]): FeatureCollection<LineString, { colour: string }> {
  const features = tracks.flatMap(({ story, colour }) =>
    story.gaps.map(
      ({ from, to }): Feature<LineString, { colour: string }> => ({
        type: 'Feature',
        properties: { colour },
        geometry: { type: 'LineString', coordinates: [placeOf(story, from), placeOf(story, to)] },
      }),
    ),
  )
  return { type: 'FeatureCollection', features }
}

export type StopProperties = { vehicle: string; number: number; kind: string; colour: string }

/** Stops with their numbers, each vehicle's counted from 1. */
export function stopMarks(tracks: readonly MapTrack[]): FeatureCollection<Point, StopProperties> {
  const features = tracks.flatMap(({ id, story, colour }) =>
    story.stops.map(
      ({ lat, lng, kind }, index): Feature<Point, StopProperties> => ({
        type: 'Feature',
        properties: { vehicle: id, number: index + 1, kind, colour },
        geometry: { type: 'Point', coordinates: [lng, lat] },
      }),
    ),
  )
  return { type: 'FeatureCollection', features }
}

/** Fixes with a flaw and a place. */
export function badFixes(tracks: readonly MapTrack[]): FeatureCollection<Point, { flaw: string }> {
  const nowhere = FLAWS.indexOf('nowhere')
  const features = tracks.flatMap(({ story }) =>
    Array.from(story.track.flaw.keys())
      .filter((index) => story.track.flaw[index] !== 0 && story.track.flaw[index] !== nowhere)
      .map(
        (index): Feature<Point, { flaw: string }> => ({
          type: 'Feature',
          properties: { flaw: FLAWS[valueAt(story.track.flaw, index)] ?? 'none' },
          geometry: { type: 'Point', coordinates: placeOf(story, index) },
        }),
      ),
  )
  return { type: 'FeatureCollection', features }
}

/** Alarms that say where they were. */
export function alarmMarks(
  tracks: readonly MapTrack[],
): FeatureCollection<Point, { id: string; vehicle: string }> {
  const features = tracks.flatMap(({ id: vehicle, alarms }) =>
    alarms.flatMap(({ id, lat, lng }): Feature<Point, { id: string; vehicle: string }>[] =>
      lat === null || lng === null
        ? []
        : [
            {
              type: 'Feature',
              properties: { id, vehicle },
              geometry: { type: 'Point', coordinates: [lng, lat] },
            },
          ],
    ),
  )
  return { type: 'FeatureCollection', features }
}

function placeOf({ track }: TrackStory, index: number): [number, number] {
  return [valueAt(track.points.lng, index), valueAt(track.points.lat, index)]
}
