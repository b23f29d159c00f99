import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Words } from '@/app/_components/words'
import { needsSetup } from '@/lib/server/services/setup'
import { BrandMark } from './_components/brand-mark'
import { BrandScene } from './_components/brand-scene'

export default async function AuthLayout({ children }: { children: ReactNode }) {
  // Where nobody can sign in yet, there is only one thing to do. With the database away the form says so.
  if (await needsSetup().catch(() => false)) redirect('/setup')
  return (
    <Words of={['auth', 'invite']}>
      <div className="grid min-h-dvh bg-canvas lg:grid-cols-[minmax(26rem,34rem)_1fr]">
        <main className="flex flex-col bg-panel px-6 py-6 sm:px-12 sm:py-8 lg:border-e lg:border-line">
          <div className="mx-auto w-full max-w-sm">
            <BrandMark />
          </div>
          <div className="mx-auto flex w-full max-w-sm grow flex-col justify-center py-8">{children}</div>
        </main>
        <BrandScene />
      </div>
    </Words>
  )
}
