// Password digests: argon2id, and a comparison that takes as long when there is nobody to compare with.

import { hash, verify } from '@node-rs/argon2'

/** 19 MiB, two passes, one lane: the least OWASP's Password Storage Cheat Sheet asks of argon2id (this package's default). */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The digest of random bytes nobody kept, with PARAMETERS: what a stranger's password is compared with. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$zK0StAbYIyACoirX3tpOIg$E84SJKvEl6jgIEVuevJuWn/FT5IOxhfejhvcP5ibfAo'

/** A salted argon2id digest in PHC form. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS)
}

/** Whether the password fits the digest. With null, does the same work and answers false. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? NOBODY, password)
  return matches && passwordHash !== null
}
