import { useEffect } from 'react'

/** Lets the browser install Milepost and tell when it cannot be reached. Without it everything else works the same. */
export function useServiceWorker(): void {
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    const register = () =>
      void navigator.serviceWorker
        .register('/sw.js', { scope: '/', updateViaCache: 'none' })
        .catch(() => undefined)
    // What the page itself needs goes first.
    if (document.readyState === 'complete') register()
    else window.addEventListener('load', register, { once: true })
  }, [])
}
