// How many fences are shown and taken at a time, and how the copy of one at the vendor can stand.

/** A tenant may have more; those first by name are shown. */
export const MAX_FENCES_SHOWN = 2_000
/** Vehicles a fence names one by one. */
export const MAX_FENCE_DEVICES = 5_000
export const MAX_FENCE_TAGS = 20
/** Fences that one file may bring. */
export const MAX_IMPORTED_FENCES = 200

/** Where the vendor has a copy, if anywhere: in its cloud, or inside devices. */
export const FENCE_VENDOR_KINDS = ['none', 'platform', 'device'] as const
export type FenceVendorKind = (typeof FENCE_VENDOR_KINDS)[number]
/** How the copy stands: as ours, another, gone, not made, or made in some devices only. */
export const FENCE_VENDOR_STATES = ['none', 'same', 'differs', 'missing', 'failed', 'partly'] as const
export type FenceVendorState = (typeof FENCE_VENDOR_STATES)[number]
/** A copy on the platform that was last looked at longer ago is looked at again when somebody opens its fence. */
export const COPY_LOOK_MS = 10 * 60_000
/** In what a copy may differ. */
export const FENCE_DIFFERENCES = ['name', 'color', 'description', 'shape', 'devices'] as const
export type FenceDifference = (typeof FENCE_DIFFERENCES)[number]
