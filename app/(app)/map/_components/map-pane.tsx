'use client'

export function MapPane(_: object) {
  return <div className="bg-canvas max-md:absolute max-md:inset-0 md:min-w-0 md:grow" />
}
