// Whose the vendor's own objects are: fences, groups and orders that calls name by an id alone. What nobody can prove to be
// the viewer's is refused by ownership.ts.

import type { VendorObject } from '@/lib/jimi/contract/define-method'
import type { Viewer } from '../access'

/** The connection that an object in the viewer's scope belongs to; null when that is not known. */
export type FindObjectOwner = (viewer: Viewer, object: VendorObject) => Promise<string | null>

/**
 * The connection of an object, proven by what Milepost itself has stored of it.
 * So far it stores neither fences nor groups nor orders, so nothing is proven. Whatever comes to store one adds its kind here.
 */
export const findObjectOwner: FindObjectOwner = async (viewer, object) =>
  (await PROOFS[object.kind]?.(viewer, object)) ?? null

const PROOFS: { [K in VendorObject['kind']]?: FindObjectOwner } = {}
