// Bounds that every reader of pushes keeps to.

/**
 * How far ahead of us an item's times may lie. The vendor's texts carry no zone, and a device that writes its local time
 * is up to 14 hours ahead; beyond a day a time is wrong for certain, and as the latest of its device it would stand in
 * the way of every true one.
 */
export const MAX_AHEAD_MS = 86_400_000
