'use client'

import { useState } from 'react'

/**
 * The nonce of the page's security policy, where react-aria looks for it when it adds a style. A page keeps the policy
 * it was loaded with, while each later navigation renders the layout with a new nonce: only the first one counts.
 */
export function PolicyNonce({ nonce }: { nonce: string | undefined }) {
  const [first] = useState(nonce)
  return <meta property="csp-nonce" nonce={first} suppressHydrationWarning />
}
