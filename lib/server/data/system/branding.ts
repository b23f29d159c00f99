// A tenant's look before there is a viewer: for its people's pages, its host name, its mails, and whoever opens a picture.

import { type Brand, type BrandPicture, PLAIN_BRAND } from '@/lib/domain/api/branding'
import { db } from '../../db'

/** A picture as it is served. */
export type ServedPicture = { contentType: string; bytes: Uint8Array }

/** The look of a tenant; Milepost's own where it says nothing. */
export async function findBrand(tenantId: string): Promise<Brand> {
  const tenant = await db().tenant.findUnique({
    where: { id: tenantId },
    select: {
      branding: { select: { name: true, accent: true } },
      pictures: { select: { kind: true, hash: true, contentType: true, width: true, height: true } },
    },
  })
  if (tenant === null) return PLAIN_BRAND
  const picture = (kind: string): BrandPicture | null => {
    const row = tenant.pictures.find((each) => each.kind === kind)
    if (!row) return null
    const { hash, contentType, width, height } = row
    return { url: `/api/branding/${hash}`, contentType, width, height }
  }
  return {
    name: tenant.branding?.name ?? null,
    accent: tenant.branding?.accent ?? null,
    pictures: { logo: picture('logo'), login: picture('login') },
  }
}

/** The tenant known by a host name, in lower case; null for none. */
export async function findTenantByHost(host: string): Promise<string | null> {
  const row = await db().tenantDomain.findUnique({ where: { host }, select: { tenantId: true } })
  return row?.tenantId ?? null
}

/** Every host name of a tenant, in lower case: one a tenant at most. */
export async function listTenantHosts(): Promise<string[]> {
  const rows = await db().tenantDomain.findMany({ select: { host: true } })
  return rows.map(({ host }) => host)
}

/** The picture of a hash; null for none. */
export async function findPicture(hash: string): Promise<ServedPicture | null> {
  return db().tenantPicture.findFirst({ where: { hash }, select: { contentType: true, bytes: true } })
}

/** The name and the address for answers that a tenant's mails bear; null where it says nothing. */
export async function findMailSender(
  tenantId: string,
): Promise<{ mailName: string | null; mailReplyTo: string | null } | null> {
  return db().tenantBranding.findUnique({
    where: { tenantId },
    select: { mailName: true, mailReplyTo: true },
  })
}
