'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import {
  type BrandingFields,
  type BrandingProblems,
  brandingProblems,
  plainBranding,
} from '@/lib/domain/branding'
import type { PictureKind, PictureProblem } from '@/lib/domain/branding-picture'
import {
  type BrandingAnswer,
  dropPictureAction,
  resetBrandingAction,
  saveBrandingAction,
  savePictureAction,
} from '../actions'

const EMPTY: BrandingFields = { name: '', accent: '', domain: '', mailName: '', mailReplyTo: '' }

/** What is typed of a look, what is wrong with it, and how storing it went. What fails leaves everything as typed. */
export function useBranding(stored: BrandingFields) {
  const router = useRouter()
  const [fields, setFields] = useState(stored)
  const [problems, setProblems] = useState<BrandingProblems>({})
  const [picture, setPicture] = useState<{ kind: PictureKind; problem: PictureProblem } | null>(null)
  const [word, setWord] = useState<'saved' | 'failed' | 'refused' | null>(null)
  const [isBusy, startTransition] = useTransition()

  const run = (work: () => Promise<BrandingAnswer>, kind?: PictureKind, onDone?: () => void) =>
    startTransition(async () => {
      setWord(null)
      setPicture(null)
      const answer = await work().catch(() => null)
      if (answer === null) setWord('failed')
      else if (answer.ok) {
        setWord('saved')
        onDone?.()
        router.refresh()
      } else if ('problems' in answer) setProblems(answer.problems)
      else if ('picture' in answer && kind) setPicture({ kind, problem: answer.picture })
      else setWord('failure' in answer ? answer.failure : 'failed')
    })

  return {
    fields,
    problems,
    picture,
    word,
    isBusy,
    set: (change: Partial<BrandingFields>) => {
      setFields({ ...fields, ...change })
      setProblems({})
      setWord(null)
    },
    save: () => {
      const found = brandingProblems(plainBranding(fields))
      setProblems(found)
      if (Object.keys(found).length === 0)
        run(
          () => saveBrandingAction(fields),
          undefined,
          () => setFields(plainBranding(fields)),
        )
    },
    upload: (kind: PictureKind, file: File) => {
      const form = new FormData()
      form.set('kind', kind)
      form.set('file', file)
      run(() => savePictureAction(form), kind)
    },
    drop: (kind: PictureKind) => run(() => dropPictureAction(kind), kind),
    reset: () => run(resetBrandingAction, undefined, () => setFields(EMPTY)),
  }
}

export type BrandingForm = ReturnType<typeof useBranding>
