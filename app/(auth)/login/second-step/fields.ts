import type { SignInNotice } from '../fields'

/** What stands above the form after a try; null before the first. */
export type StepNotice = SignInNotice | { kind: 'missing' } | { kind: 'gone' }

/** By what a person shows who they are: the app's code or a recovery code. */
export type StepWay = 'app' | 'recovery'

/** `tryNo` tells two equal outcomes apart, so that the second is announced too. */
export type StepState = { tryNo: number; way: StepWay; notice: StepNotice }

export type EnrolState = { tryNo: number; notice: StepNotice; recoveryCodes: string[] | null }

/** The fields of either form; files and missing ones count as empty. */
export function readStep(form: FormData): { code: string; next: string; way: StepWay } {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.slice(0, 2000) : ''
  }
  return { code: text('code'), next: text('next'), way: text('way') === 'recovery' ? 'recovery' : 'app' }
}
