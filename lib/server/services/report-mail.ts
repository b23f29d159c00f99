// The words of a mail that brings a report.

import { oneLine } from '@/lib/domain/one-line'
import { reportWords } from '../reports/words'
import type { ReportFile } from './report-file'

export type MailAbout = { ownerName: string; name: string; locale: string; isRangeless: boolean }

/** Subject and text for a file that is made already. */
export function reportMail(
  { notes, plan }: ReportFile,
  { ownerName, name, locale, isRangeless }: MailAbout,
): { subject: string; text: string; html: string } {
  const words = reportWords(locale)
  const { format, about, end, start } = notes
  const time = format.moment(about.madeAt.toISOString())
  const from = format.moment(start?.fromAt ?? about.madeAt.toISOString()).slice(0, 10)
  // The end no longer belongs to the range, so its last day is that of the moment before.
  const lastMs = Date.parse(start?.toAt ?? about.madeAt.toISOString()) - 1
  const to = format.moment(new Date(lastMs).toISOString()).slice(0, 10)
  const problemCount = end?.problemCount ?? 0
  const lines = [
    words('mail.body', {
      name,
      tenant: about.tenantName,
      range: isRangeless ? words('mail.rangeNow', { time }) : words('mail.range', { from, to }),
      vehicles: words('file.vehicles', { count: plan.vehicleCount }),
      rows: words('file.rows', { count: end?.rowCount ?? 0 }),
    }),
    words('mail.zone', { zone: format.view.zone }),
    ...(end?.rowCount === 0 ? [words('mail.empty')] : []),
    ...(problemCount > 0 ? [words('mail.problems', { count: problemCount })] : []),
    words('mail.why', { owner: ownerName }),
  ]
  const subject = isRangeless
    ? words('mail.subjectNow', { name, time })
    : words('mail.subject', { name, from, to })
  return {
    subject,
    text: lines.map(oneLine).join('\n\n'),
    html: lines.map((line) => `<p>${htmlText(line)}</p>`).join('\n'),
  }
}

function htmlText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
