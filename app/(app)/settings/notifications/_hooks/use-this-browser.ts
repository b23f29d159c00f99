'use client'

import { useCallback, useEffect, useState } from 'react'
import { findPushSubscription } from '@/lib/client/push-subscription'
import { addBrowserAction, type NotifyAnswer } from '../actions'

/**
 * How this browser stands: it cannot show pushes, the person has forbidden them, or it could be subscribed; `on` holds the
 * SHA-256 of its endpoint, hex.
 */
export type BrowserState =
  | { kind: 'looking' | 'unsupported' | 'insecure' | 'denied' | 'off' }
  | { kind: 'on'; hash: string }

const WORKER = '/sw.js'

/** This browser's subscription to web push, and switching it on and off. */
export function useThisBrowser(publicKey: string) {
  const [state, setState] = useState<BrowserState>({ kind: 'looking' })
  const look = useCallback(async () => setState(await stateOf()), [])
  useEffect(() => void look(), [look])

  async function switchOn(label: string): Promise<NotifyAnswer> {
    try {
      if ((await Notification.requestPermission()) !== 'granted') return { ok: true, value: null }
      const registration = await readyWorker()
      const subscription = await subscribe(registration, publicKey)
      const { endpoint, keys } = subscription.toJSON()
      return await addBrowserAction({ endpoint, p256dh: keys?.p256dh, auth: keys?.auth, label })
    } catch {
      return { ok: false, message: '' }
    } finally {
      await look()
    }
  }

  /** Ends the subscription here; taking it off the list is the server's. */
  async function switchOff(): Promise<void> {
    await (await findPushSubscription())?.unsubscribe()
    await look()
  }

  return { state, switchOn, switchOff, look }
}

async function stateOf(): Promise<BrowserState> {
  if (!window.isSecureContext) return { kind: 'insecure' }
  const isAble = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
  if (!isAble) return { kind: 'unsupported' }
  if (Notification.permission === 'denied') return { kind: 'denied' }
  const subscription = await findPushSubscription().catch(() => null)
  return subscription ? { kind: 'on', hash: await sha256(subscription.endpoint) } : { kind: 'off' }
}

async function readyWorker(): Promise<ServiceWorkerRegistration> {
  await navigator.serviceWorker.register(WORKER, { scope: '/', updateViaCache: 'none' })
  return navigator.serviceWorker.ready
}

/** A subscription made for another key, such as another organisation's, gives way. */
async function subscribe(registration: ServiceWorkerRegistration, publicKey: string) {
  const options = { userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) }
  try {
    return await registration.pushManager.subscribe(options)
  } catch {
    await (await registration.pushManager.getSubscription())?.unsubscribe()
    return registration.pushManager.subscribe(options)
  }
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const plain = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (character) => character.charCodeAt(0))
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Browser and system in a word each, so that one's own list can be told apart. */
export function browserLabel(agent: string): string {
  const browser =
    [/Edg\//, /OPR\//, /Firefox\//, /Chrome\//, /Safari\//].find((pattern) => pattern.test(agent))?.source ??
    ''
  const names: Record<string, string> = {
    'Edg\\/': 'Edge',
    'OPR\\/': 'Opera',
    'Firefox\\/': 'Firefox',
    'Chrome\\/': 'Chrome',
    'Safari\\/': 'Safari',
  }
  const system = /Android|iPhone|iPad|Windows|Mac OS X|CrOS|Linux/.exec(agent)?.[0] ?? ''
  return [names[browser] ?? 'Browser', system === 'Mac OS X' ? 'macOS' : system].filter(Boolean).join(', ')
}
