// The accounts the demo offers on its sign-in page. The seed writes them into the data folder; nothing else reads them.

import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { env } from './env'

const demoLoginsSchema = z
  .array(
    z.object({
      tenant: z.string(),
      role: z.enum(['owner', 'distributor', 'dispatcher', 'viewer']),
      email: z.string(),
      password: z.string(),
    }),
  )
  .max(50)

export type DemoLogins = z.infer<typeof demoLoginsSchema>

/** Email and plain password of each demo account, only in a process started with MILEPOST_DEMO=1; otherwise none. */
export async function listDemoLogins(): Promise<DemoLogins> {
  if (!env().demo) return []
  const text = await readFile(path.join(env().dataDir, 'demo-logins.json'), 'utf8').catch(() => '[]')
  return demoLoginsSchema.catch([]).parse(JSON.parse(text))
}
