// A tenant's look as its owners see and change it. Each change stands in the audit trail.

import 'server-only'
import { createHash } from 'node:crypto'
import type { Brand } from '@/lib/domain/api/branding'
import type { BrandingFields } from '@/lib/domain/branding'
import type { PictureFacts, PictureKind } from '@/lib/domain/branding-picture'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { db, inTransaction, sql } from '../db'
import { ForbiddenError } from '../errors'
import { findBrand } from './system/branding'

/** What the page of the owners shows. @throws ForbiddenError unless the viewer is an owner. */
export async function getBranding(
  viewer: Viewer,
): Promise<{ fields: BrandingFields; pictures: Brand['pictures']; tenantName: string }> {
  assertOwner(viewer)
  const { tenantId } = viewer
  const [brand, tenant] = await Promise.all([
    findBrand(tenantId),
    db().tenant.findUniqueOrThrow({
      where: { id: tenantId },
      select: { name: true, branding: true, domains: { select: { host: true }, take: 1 } },
    }),
  ])
  const { branding } = tenant
  const fields = {
    name: branding?.name ?? '',
    accent: branding?.accent ?? '',
    domain: tenant.domains[0]?.host ?? '',
    mailName: branding?.mailName ?? '',
    mailReplyTo: branding?.mailReplyTo ?? '',
  }
  return { fields, pictures: brand.pictures, tenantName: tenant.name }
}

/**
 * Stores plain fields that fit. False, and nothing is stored, where another tenant has the host name.
 * @throws ForbiddenError unless the viewer is an owner.
 */
export async function storeBranding(viewer: Viewer, fields: BrandingFields): Promise<boolean> {
  assertOwner(viewer)
  const { tenantId } = viewer
  const stored = inTransaction(async (tx) => {
    if (!(await storeDomain(tenantId, fields.domain))) throw new HostTakenError()
    await tx.query(
      `INSERT INTO tenant_branding (tenant_id, name, accent, mail_name, mail_reply_to, updated_at)
       VALUES ($1, $2, $3, $4, $5, now())
       ON CONFLICT (tenant_id) DO UPDATE SET name = $2, accent = $3, mail_name = $4, mail_reply_to = $5,
         updated_at = now()`,
      [tenantId, ...[fields.name, fields.accent, fields.mailName, fields.mailReplyTo].map(orNull)],
    )
    await note(viewer, 'branding.change', { ...fields })
    return true
  })
  return stored.catch((error: unknown) => {
    if (error instanceof HostTakenError) return false
    throw error
  })
}

/** Undoes what was stored before the host name turned out to be somebody else's. */
class HostTakenError extends Error {}

/** Keeps one picture of a kind. @throws ForbiddenError unless the viewer is an owner. */
export async function storePicture(
  viewer: Viewer,
  kind: PictureKind,
  { bytes, facts }: { bytes: Uint8Array; facts: PictureFacts },
): Promise<void> {
  assertOwner(viewer)
  const { tenantId } = viewer
  // With the tenant in it, so that the same picture of two tenants has two addresses that neither can tell of the other.
  const hash = createHash('sha256').update(`${tenantId}\n${kind}\n`).update(bytes).digest('hex')
  const { contentType, width, height } = facts
  await inTransaction(async (tx) => {
    await tx.query(
      `INSERT INTO tenant_picture (tenant_id, kind, hash, content_type, width, height, bytes, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now())
       ON CONFLICT (tenant_id, kind) DO UPDATE SET hash = $3, content_type = $4, width = $5, height = $6, bytes = $7,
         created_at = now()`,
      [tenantId, kind, hash, contentType, width, height, bytes],
    )
    await note(viewer, 'branding.picture', { kind, hash, byteCount: bytes.length })
  })
}

/** Forgets the picture of a kind, if there is one. @throws ForbiddenError unless the viewer is an owner. */
export async function deletePicture(viewer: Viewer, kind: PictureKind): Promise<void> {
  assertOwner(viewer)
  await inTransaction(async (tx) => {
    const gone = await tx.query('DELETE FROM tenant_picture WHERE tenant_id = $1 AND kind = $2 RETURNING 1', [
      viewer.tenantId,
      kind,
    ])
    if (gone.length > 0) await note(viewer, 'branding.picture', { kind, hash: null })
  })
}

/** Makes the tenant look as Milepost does by itself. @throws ForbiddenError unless the viewer is an owner. */
export async function deleteBranding(viewer: Viewer): Promise<void> {
  assertOwner(viewer)
  const { tenantId } = viewer
  await inTransaction(async (tx) => {
    for (const table of ['tenant_branding', 'tenant_domain', 'tenant_picture'])
      await tx.query(`DELETE FROM ${table} WHERE tenant_id = $1`, [tenantId])
    await note(viewer, 'branding.reset', {})
  })
}

/** One host name a tenant, or none. False when it is somebody else's. */
async function storeDomain(tenantId: string, host: string): Promise<boolean> {
  await sql().query('DELETE FROM tenant_domain WHERE tenant_id = $1 AND host <> $2', [tenantId, host])
  if (host === '') return true
  await sql().query(
    'INSERT INTO tenant_domain (host, tenant_id) VALUES ($1, $2) ON CONFLICT (host) DO NOTHING',
    [host, tenantId],
  )
  const rows = await sql().query('SELECT 1 FROM tenant_domain WHERE host = $1 AND tenant_id = $2', [
    host,
    tenantId,
  ])
  return rows.length === 1
}

function orNull(text: string): string | null {
  return text === '' ? null : text
}

function note(viewer: Viewer, action: string, detail: Record<string, string | number | null>): Promise<void> {
  return appendAudit(viewer.tenantId, { actorId: viewer.userId, action, detail })
}

function assertOwner(viewer: Viewer): void {
  if (viewer.role !== 'owner') throw new ForbiddenError()
}
