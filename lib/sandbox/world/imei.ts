// IMEIs that pass the check every phone shop makes: 8-digit type code, 6-digit serial, Luhn digit.

/**
 * The IMEI with this type allocation code and serial number (0..999 999).
 * Two serials under one code never give the same IMEI.
 */
export function imeiOf(tac: string, serial: number): string {
  const body = tac + String(serial).padStart(6, '0')
  return body + luhnDigit(body)
}

/** The Luhn check digit of a digit string (ISO/IEC 7812-1, annex B). */
export function luhnDigit(body: string): string {
  let sum = 0
  for (let i = 0; i < body.length; i++) {
    const digit = Number(body[body.length - 1 - i])
    const doubled = digit * 2
    sum += i % 2 === 0 ? (doubled > 9 ? doubled - 9 : doubled) : digit
  }
  return String((10 - (sum % 10)) % 10)
}
