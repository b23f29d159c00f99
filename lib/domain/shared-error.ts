// An error class that is recognised across copies of itself. Next loads a module once for instrumentation, once for
// routes, once for pages; what one copy throws through a shared object, another one must still know with `instanceof`.

const BRANDS = Symbol.for('milepost.error-brands')

/**
 * Base of errors that cross module copies. Each class states its own `brand`, a name that no minifier changes;
 * `instanceof` then asks for the brand (its own or an ancestor's) and not for the very same class object.
 */
export abstract class SharedError extends Error {
  static readonly brand: string = 'SharedError'

  readonly [BRANDS]: readonly string[] = brandsOf(this.constructor)

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (typeof value !== 'object' || value === null || !(BRANDS in value)) return false
    // biome-ignore lint/complexity/noThisInStatic: the class that was asked for, which may be any subclass, is the point.
    return Array.isArray(value[BRANDS]) && value[BRANDS].includes(ownBrand(this))
  }
}

/** The brands of a class and its ancestors. */
function brandsOf(target: object): string[] {
  const brands: string[] = []
  for (let each: unknown = target; isBranded(each); each = Object.getPrototypeOf(each))
    brands.push(ownBrand(each))
  return brands
}

function isBranded(value: unknown): value is { brand: string } {
  return typeof value === 'function' && 'brand' in value && typeof value.brand === 'string'
}

/** A subclass without a brand of its own would pass for its parent, which is a mistake worth hearing of at once. */
function ownBrand(target: { brand: string }): string {
  if (!Object.hasOwn(target, 'brand')) throw new TypeError('A shared error class must state its own brand.')
  return target.brand
}
