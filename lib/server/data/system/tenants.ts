// Tenants before there is a viewer: their names, and how many there are. What a tenant looks like is branding.ts.

import { db } from '../../db'

/** Letters, digits and single hyphens; accents are dropped, other scripts stay. Empty when nothing of that is in it. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
}

/** Whether anybody else shares this installation. */
export async function hasSeveralTenants(): Promise<boolean> {
  return (await db().tenant.findMany({ select: { id: true }, take: 2 })).length > 1
}
