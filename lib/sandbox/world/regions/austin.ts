// Central Texas, United States: Austin, San Antonio, Waco and the towns along the interstate.

import type { Region } from './region'

/** Region around Austin, from San Antonio to Waco. */
export const AUSTIN: Region = {
  key: 'austin',
  utcOffsetH: -6,
  bend: 0.03,
  depots: ['austin', 'round-rock', 'san-antonio', 'pflugerville', 'san-marcos'],
  towns: {
    austin: { at: [30.278, -97.741], streetsKm: [1.8, 2.4, 1, 2.4] },
    'south-austin': { at: [30.226, -97.765], streetsKm: [2, 2, 2, 1.8] },
    pflugerville: { at: [30.4394, -97.62], streetsKm: [1.6, 1.6, 1.2, 1.2] },
    'round-rock': { at: [30.5083, -97.6789], streetsKm: [1.8, 1.8, 1.6, 1.6] },
    'cedar-park': { at: [30.5052, -97.8203], streetsKm: [1.4, 1.4, 1.4, 1.4] },
    leander: { at: [30.5788, -97.8531], streetsKm: [1, 1, 1, 1] },
    georgetown: { at: [30.6327, -97.677], streetsKm: [1.4, 1.4, 1.2, 1.2] },
    hutto: { at: [30.5427, -97.5467], streetsKm: [0.8, 0.8, 0.8, 0.8] },
    taylor: { at: [30.5708, -97.4095], streetsKm: [1, 1, 1, 1] },
    bastrop: { at: [30.1105, -97.3153], streetsKm: [0.6, 0.8, 0.6, 0.8] },
    lockhart: { at: [29.8849, -97.67], streetsKm: [0.8, 0.8, 0.8, 0.8] },
    'dripping-springs': { at: [30.1902, -98.0867], streetsKm: [0.6, 0.6, 0.6, 0.6] },
    kyle: { at: [29.9891, -97.8772], streetsKm: [1, 1, 1, 1] },
    'san-marcos': { at: [29.8833, -97.9414], streetsKm: [1.2, 1.2, 1.2, 1.2] },
    'new-braunfels': { at: [29.703, -98.1245], streetsKm: [1.4, 1.4, 1.2, 1.2] },
    seguin: { at: [29.5688, -97.9647], streetsKm: [1, 1, 1, 1] },
    schertz: { at: [29.5522, -98.2697], streetsKm: [1.2, 1.2, 1, 1] },
    'san-antonio': { at: [29.4241, -98.4936], streetsKm: [3, 3, 2.6, 3] },
    temple: { at: [31.0982, -97.3428], streetsKm: [1.4, 1.4, 1.2, 1.2] },
    belton: { at: [31.056, -97.4645], streetsKm: [0.8, 0.8, 0.8, 0.8] },
    killeen: { at: [31.1171, -97.7278], streetsKm: [1.6, 1.6, 1.4, 1.2] },
    waco: { at: [31.5493, -97.1467], streetsKm: [1.6, 1.6, 1.4, 1.4] },
  },
  roads: [
    { kind: 'ring', path: ['austin', [30.252, -97.737], 'south-austin'] },
    { kind: 'motorway', path: ['austin', [30.35, -97.7], [30.43, -97.67], 'round-rock', 'georgetown'] },
    {
      kind: 'motorway',
      path: ['south-austin', [30.1, -97.81], 'kyle', 'san-marcos', 'new-braunfels', 'schertz', 'san-antonio'],
    },
    { kind: 'motorway', path: ['georgetown', [30.85, -97.6], 'belton', 'temple', [31.32, -97.23], 'waco'] },
    { kind: 'trunk', path: ['belton', 'killeen', [30.85, -97.79], 'georgetown'] },
    { kind: 'trunk', path: ['austin', [30.4, -97.75], 'cedar-park', 'leander', 'georgetown'] },
    { kind: 'trunk', path: ['round-rock', 'cedar-park'] },
    { kind: 'trunk', path: ['round-rock', 'hutto', 'taylor', [30.85, -97.38], 'temple'] },
    {
      kind: 'trunk',
      path: ['hutto', 'pflugerville', [30.33, -97.6], [30.2, -97.66], [30.0, -97.69], 'lockhart', 'seguin'],
    },
    { kind: 'primary', path: ['pflugerville', 'round-rock'] },
    { kind: 'primary', path: ['pflugerville', [30.37, -97.67], 'austin'] },
    {
      kind: 'trunk',
      path: ['south-austin', [30.21, -97.66], [30.16, -97.5], 'bastrop', [30.33, -97.35], 'taylor'],
    },
    { kind: 'trunk', path: ['south-austin', [30.23, -97.9], 'dripping-springs'] },
    { kind: 'primary', path: ['san-marcos', 'lockhart', 'bastrop'] },
    { kind: 'trunk', path: ['seguin', 'schertz'] },
    { kind: 'primary', path: ['seguin', 'new-braunfels'] },
  ],
}
