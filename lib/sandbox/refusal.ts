// How the stand-in says no: a vendor code and a text. Codes are the documented ones; texts too where one is known.

/** Thrown by checks and handlers; the server turns it into an error envelope with HTTP 200. */
export class VendorRefusal extends Error {
  override name = 'VendorRefusal'
  constructor(
    readonly code: number,
    message: string,
    /** What stands in `result` beside the code; null in most methods. */
    readonly result: unknown = null,
  ) {
    super(message)
  }
}

/** 1001 for a required parameter that is absent or empty. The text is ours: none is documented. */
export function missingParameter(name: string): VendorRefusal {
  return new VendorRefusal(1001, `parameter missing: ${name}`)
}

/** 1001 for a parameter of the wrong form or outside its limits. The text is ours: none is documented. */
export function badParameter(name: string, why: string): VendorRefusal {
  return new VendorRefusal(1001, `parameter error: ${name} ${why}`)
}

/** 1004 as printed by the vendor (ASCII comma of the TS document). */
export function badToken(): VendorRefusal {
  return new VendorRefusal(1004, 'Illegal request,token is invalid')
}

/** 12005 as printed for commands that a device did not take; the inner code travels in the text. */
export function commandRefused(innerCode: number): VendorRefusal {
  return new VendorRefusal(12005, `Fail to send command. Result code:${innerCode}`)
}

/** 1100 as printed for most methods of the Pro line; the blank is the vendor's. */
export function businessException(): VendorRefusal {
  return new VendorRefusal(1100, 'Business exception ')
}

/** -1 as printed for platform fences. */
export function systemBusy(): VendorRefusal {
  return new VendorRefusal(-1, 'The system is busy ')
}

/** The text that goes with a code when a fault asks for the code alone. */
export function textOfCode(code: number): string {
  return CODE_TEXTS.get(code) ?? `error ${code}`
}

const CODE_TEXTS: ReadonlyMap<number, string> = new Map([
  [-1, 'system busy'],
  [1001, 'parameter error'],
  [1002, 'Illegal device'],
  [1003, 'repeated operation'],
  [1004, 'Illegal request,token is invalid'],
  [1005, 'IP exceeds limit'],
  [1006, 'Illegal access, too frequently request!'],
  [1007, 'request method error'],
  [1008, 'abnormal input'],
  [1100, 'business exception'],
])
