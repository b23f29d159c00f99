'use client'
// Where the memory of react-query is kept while the shell stands. The library itself is no part of this file, so that a page
// which asks nothing at first, the map, is there before it.

import type { QueryClient } from '@tanstack/react-query'
import { createContext } from 'react'

/** Empty until a part of the page that asks the server has come; see Queries. */
export type QueriesPlace = { client: QueryClient | null }

export const QueriesPlaceContext = createContext<QueriesPlace | null>(null)
