// Failures in words for people. Vendor failures have their own classes in lib/jimi; a service turns those into these.
// It does not translate: screens and lib/server/i18n.ts look up `errors.<code>` and fall back to `userMessage`.

export type AppErrorInit = {
  /** Stable snake_case name that clients and translations key on. */
  code: string
  /** A sentence for the person, in English, without internals or secrets. */
  userMessage: string
  /** HTTP status a route answers with. */
  status: number
  cause?: unknown
  /** How long to wait before another try, whole seconds; becomes `retry-after`. */
  retryAfterS?: number
  /** What the translated sentence of `code` needs besides the seconds to wait. */
  values?: ErrorValues
}

export type ErrorValues = Readonly<Record<string, string | number | Date>>

/** A failure whose words may be shown to the person. Everything else is logged and shown as `internal`. */
export class AppError extends Error {
  readonly code: string
  readonly userMessage: string
  readonly status: number
  readonly retryAfterS: number | undefined
  readonly values: ErrorValues

  constructor(init: AppErrorInit) {
    super(`${init.code}: ${init.userMessage}`, { cause: init.cause })
    this.name = new.target.name
    this.code = init.code
    this.userMessage = init.userMessage
    this.status = init.status
    this.retryAfterS = init.retryAfterS
    this.values = init.values ?? {}
  }
}

/** Nobody is signed in, or the session died: 401. */
export class UnauthenticatedError extends AppError {
  constructor() {
    super({ code: 'unauthenticated', userMessage: 'Sign in to continue.', status: 401 })
  }
}

/** Signed in, but the role does not allow it: 403. Never for foreign ids, which are a 404. */
export class ForbiddenError extends AppError {
  constructor(userMessage = 'Your role does not allow this.') {
    super({ code: 'forbidden', userMessage, status: 403 })
  }
}

/** Missing and foreign are the same answer, so that ids of other tenants cannot be probed: 404. */
export class NotFoundError extends AppError {
  constructor(userMessage = 'There is nothing here that you can see.') {
    super({ code: 'not_found', userMessage, status: 404 })
  }
}

/** The request itself is wrong: 400. */
export class InvalidInputError extends AppError {
  constructor(userMessage = 'The request is not valid.') {
    super({ code: 'invalid_input', userMessage, status: 400 })
  }
}

/** A changing request that did not come from our own pages: 403. */
export class ForeignOriginError extends AppError {
  constructor() {
    super({
      code: 'foreign_origin',
      userMessage: 'This request did not come from Milepost itself, so it was refused.',
      status: 403,
    })
  }
}

/** Too many tries: 429 with `retry-after`. */
export class TooManyRequestsError extends AppError {
  constructor(retryAfterS: number) {
    super({
      code: 'too_many_requests',
      userMessage: `Too many tries. Try again in ${retryAfterS} s.`,
      status: 429,
      retryAfterS,
    })
  }
}

/** Something we depend on is away for now: 503. */
export class UnavailableError extends AppError {
  constructor(userMessage = 'Milepost cannot answer right now. Try again in a moment.', cause?: unknown) {
    super({ code: 'unavailable', userMessage, status: 503, cause })
  }
}

/** The answer for anything nobody foresaw: 500, saying nothing about the inside. */
export function internalError(cause: unknown): AppError {
  return new AppError({
    code: 'internal',
    userMessage: 'Something went wrong on our side. It has been logged.',
    status: 500,
    cause,
  })
}
