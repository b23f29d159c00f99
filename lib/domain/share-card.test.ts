import { expect, test } from 'vitest'
import { shareCard } from './share-card'
import type { SharedVehicle } from './share-view'

const words = {
  standing: 'Standing',
  moving: 'Moving',
  offline: 'Out of reach',
  eta: 'About {time} to {place}',
  etaStands: 'No arrival time while it stands',
  etaUnknown: 'No arrival time at present',
  destination: 'the destination',
}
const NOW_MS = Date.UTC(2026, 10, 22, 12)

const factsOf = (over: Partial<SharedVehicle>) =>
  shareCard(
    { k: 0, heardAt: NOW_MS, fixAt: NOW_MS, lat: 41.15, lng: -8.61, motion: 'moving', ...over },
    { words, locale: 'en', unitSystem: 'metric', nowMs: NOW_MS, destinationLabel: 'Market' },
  ).facts

test('an arrival time that cannot be known is said to be unknown, with the reason when it stands', () => {
  expect(factsOf({ etaMin: 25 })).toEqual(['Moving', 'About 25 min to Market'])
  expect(factsOf({ etaMin: null })).toEqual(['Moving', 'No arrival time at present'])
  expect(factsOf({ etaMin: null, motion: 'standing' })).toEqual([
    'Standing',
    'No arrival time while it stands',
  ])
  expect(factsOf({ etaMin: null, motion: 'offline' })).toEqual(['Out of reach', 'No arrival time at present'])
})

test('of an arrival time that was not chosen nothing is said', () => {
  expect(factsOf({ motion: 'standing' })).toEqual(['Standing'])
})
