import type { FieldProblem, SignInNotice } from '../login/fields'

/** `tryNo` tells two equal outcomes apart, so that the second is announced too. */
export type ForgotState = {
  tryNo: number
  email: string
  problem: FieldProblem | null
  notice: SignInNotice
  isSent: boolean
}
