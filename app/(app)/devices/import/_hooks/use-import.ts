'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import {
  beginFile,
  checkFile,
  ImportRefusedError,
  ImportTroubleError,
  lookAtFile,
} from '@/lib/client/queries/device-import'
import { DEVICE_JOBS_QUERY_KEY } from '@/lib/client/queries/device-jobs'
import { RequestFailedError } from '@/lib/client/queries/fetch-json'
import {
  type ImportCheck,
  type ImportColumns,
  type ImportField,
  type ImportLook,
  MAX_IMPORT_BYTES,
} from '@/lib/domain/device-import'

export type ImportStep = 'look' | 'check' | 'begin'

/** A file on its way: what it holds, what its columns are, what it would do. Each step throws away what came after it. */
export function useImport() {
  const wordsOf = useFailureWords()
  const router = useRouter()
  const queries = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [look, setLook] = useState<ImportLook | null>(null)
  const [columns, setColumns] = useState<ImportColumns>([])
  const [check, setCheck] = useState<ImportCheck | null>(null)
  const [busy, setBusy] = useState<ImportStep | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  /** Answers to what is not asked any more are dropped. */
  const turn = useRef(0)

  const run = async <T>(step: ImportStep, work: () => Promise<T>): Promise<T | null> => {
    turn.current += 1
    const own = turn.current
    setBusy(step)
    setFailure(null)
    try {
      const value = await work()
      return own === turn.current ? value : null
    } catch (error) {
      if (own === turn.current) setFailure(wordsOf(error))
      return null
    } finally {
      if (own === turn.current) setBusy(null)
    }
  }

  const choose = async (next: File) => {
    setFile(next)
    setLook(null)
    setCheck(null)
    const found = await run('look', () => {
      if (next.size > MAX_IMPORT_BYTES) throw new ImportRefusedError('too_large', undefined)
      return lookAtFile(next)
    })
    if (found === null) return
    setLook(found)
    setColumns(found.columns.map(({ guess }) => guess))
  }

  const dryRun = async () => {
    if (file === null) return
    setCheck(null)
    setCheck(await run('check', () => checkFile(file, columns)))
  }

  const begin = async () => {
    if (file === null || check === null) return
    const begun = await run('begin', async () => {
      try {
        return await beginFile(file, { columns, seen: check.seen })
      } catch (error) {
        if (error instanceof ImportRefusedError && error.why === 'changed')
          setCheck(await checkFile(file, columns))
        throw error
      }
    })
    if (begun === null) return
    await queries.invalidateQueries({ queryKey: DEVICE_JOBS_QUERY_KEY })
    router.push(`/devices/jobs/${begun.jobId}`)
  }

  const setColumn = (index: number, field: ImportField | null) => {
    setColumns(columns.map((each, at) => (at === index ? field : each)))
    setCheck(null)
  }
  return { file, look, columns, check, busy, failure, choose, dryRun, begin, setColumn }
}

function useFailureWords(): (error: unknown) => string {
  const t = useTranslations('deviceImport.failures')
  const tAll = useTranslations('errors')
  return (error) => {
    if (error instanceof ImportTroubleError) return error.message
    if (error instanceof RequestFailedError) return tAll('internal')
    if (!(error instanceof ImportRefusedError)) return t('network')
    return error.why === 'broken' && error.line !== undefined
      ? t('brokenLine', { line: error.line })
      : t(error.why)
  }
}
