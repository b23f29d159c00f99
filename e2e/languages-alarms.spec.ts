import { names } from '../lib/domain/alarm-names/es'
import { LOCALE_NAMES } from '../lib/domain/locales'
import { enter, expect, hookOf, loginOf, push, test, vehicleAt } from './fixtures'

/** Nobody else's journey: whoever reads along would find themselves in another language. */
const READER = () => loginOf('distributor', 1)

/** The vendor's number of the alarm. */
const POWER_CUT = '2'
const SPANISH = names['Power cut'] ?? ''

/** It takes well under a second; a machine with other work to do may need longer to draw it. */
const SOON = { timeout: 5_000 }

test('a new alarm shows a reader in Spanish its name in Spanish', async ({ page }) => {
  const choose = async (locale: 'en' | 'es') => {
    await enter(page, '/settings/preferences', READER())
    const choice = page
      .getByRole('combobox')
      .filter({ has: page.locator('option', { hasText: LOCALE_NAMES.ar }) })
    // What is chosen before the page has come to life does not stay.
    await expect(async () => {
      await choice.selectOption(locale)
      await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${locale}`), { timeout: 3_000 })
    }).toPass()
  }
  try {
    await choose('es')
    const vehicle = await vehicleAt(page, 0)
    const alarmTime = new Date().toISOString().slice(0, 19).replace('T', ' ')
    const msg = { alertType: POWER_CUT, alarmTime, lat: 41.15, lng: -8.61, gpsSpeed: 0 }
    const item = { type: 'DEVICE', msgClass: 0, imei: vehicle.imei, msg, gateTime: alarmTime }
    expect(await push('pushalarm', [{ ...item, alarmName: 'Power cut' }], hookOf(1))).toBe(200)
    const toast = page
      .getByRole('region', { name: 'Alarmas nuevas' })
      .getByRole('listitem')
      .filter({ hasText: vehicle.name })
    await expect(toast.getByText(SPANISH)).toBeVisible(SOON)
    await expect(toast.getByText('Power cut')).toHaveCount(0)
  } finally {
    await choose('en')
  }
})
