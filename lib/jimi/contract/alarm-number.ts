// The number under which a JT/T device files what belongs to an alarm.

/**
 * The `alarmNumber` of an attachment order: hex of the ASCII text made of the last 14 digits of the IMEI and the alarm label
 * from its 15th character on. Source: a production receiver of the hub.
 */
export function alarmNumberOf(imei: string, alarmLabel: string): string {
  const ascii = imei.slice(-14) + alarmLabel.slice(14)
  return [...ascii].map((character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('')
}
