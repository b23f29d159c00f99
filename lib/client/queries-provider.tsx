'use client'
// The door to react-query for parts of a page that come late, or that are not there on every page.

import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useContext } from 'react'
import { QueriesPlaceContext } from './queries-place'
import { createQueryClient } from './query-client'

/** Lets what stands below ask the server. All of them within one shell share what is known. */
export function Queries({ children }: { children: ReactNode }) {
  const place = useContext(QueriesPlaceContext)
  if (!place) throw new Error('Queries needs a shell above it')
  place.client ??= createQueryClient()
  return <QueryClientProvider client={place.client}>{children}</QueryClientProvider>
}
