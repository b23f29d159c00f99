'use client'

import { useTranslations } from 'next-intl'
import type { ExplorerRequest } from '@/lib/domain/api/explorer'

/** Every parameter of a request as it stands on the wire. */
export function ParamTable({ params, caption }: { params: ExplorerRequest['params']; caption: string }) {
  const t = useTranslations('explorer')
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t('parameter')}</th>
          <th scope="col">{t('value')}</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {params.map(({ name, value, masked }) => (
          <tr key={name}>
            <th
              scope="row"
              className="w-36 px-3 py-1.5 text-start align-top font-mono font-normal text-muted"
            >
              {name}
            </th>
            <td className="px-3 py-1.5 font-mono wrap-anywhere">
              {masked ? <span className="text-faint">{t('masked')}</span> : <bdi>{value}</bdi>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
