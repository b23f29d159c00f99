import { useTranslations } from 'next-intl'
import { type Parameter, parametersOf } from '@/lib/domain/api-v1/openapi'
import type { Operation } from '@/lib/domain/api-v1/operation'
import { CodeBlock } from './code-block'
import { curlOf } from './curl'

/** One operation: what it does, what it takes, an example of both ways. Its words are the document's, in English. */
export function OperationSection({ operation, baseUrl }: { operation: Operation; baseUrl: string }) {
  const t = useTranslations('customerApi.docs')
  const { id, method, path, summary, about, scope, cost, status, answer, example } = operation
  const parameters = [...parametersOf(operation.params, 'path'), ...parametersOf(operation.query, 'query')]
  return (
    <section id={id} aria-labelledby={`${id}-title`} className={SECTION}>
      <h2 id={`${id}-title`} lang="en" className="text-lg font-semibold">
        {summary}
      </h2>
      <p dir="ltr" className="font-mono text-sm wrap-anywhere">
        <strong>{method.toUpperCase()}</strong> {path}
      </p>
      <p lang="en" className="text-sm">
        {about}
      </p>
      <p className="text-sm text-muted">
        {t('scope')}: <code className="font-mono">{scope ?? t('anyToken')}</code> ·{' '}
        {t('cost', { points: cost })}
      </p>
      {parameters.length === 0 ? null : <Parameters parameters={parameters} />}
      <h3 className="text-sm font-semibold">{t('example')}</h3>
      <CodeBlock label={`${summary}: ${t('example')}`} text={curlOf(operation, baseUrl)} />
      <h3 className="text-sm font-semibold">{t('answer', { status: String(status) })}</h3>
      {answer === null ? (
        <p className="text-sm text-muted">{t('noAnswer')}</p>
      ) : (
        <CodeBlock
          label={`${summary}: ${t('answer', { status: String(status) })}`}
          text={JSON.stringify(example.answer, null, 2)}
        />
      )}
    </section>
  )
}

function Parameters({ parameters }: { parameters: readonly Parameter[] }) {
  const t = useTranslations('customerApi.docs')
  return (
    <>
      <h3 className="text-sm font-semibold">{t('parameters')}</h3>
      <dl className="flex flex-col gap-2 text-sm">
        {parameters.map(({ name, required, description, schema }) => (
          <div key={name}>
            <dt>
              <code className="font-mono font-medium">{name}</code>{' '}
              <span className="text-muted">
                {typeof schema.type === 'string' ? `${schema.type}, ` : ''}
                {required ? t('required') : t('optional')}
              </span>
            </dt>
            <dd lang="en" className="text-muted">
              {description}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

const SECTION = 'flex scroll-mt-4 flex-col gap-3 rounded-lg border border-line bg-panel p-4'
