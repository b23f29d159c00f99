import { useTranslations } from 'next-intl'

export type DemoLogin = {
  tenant: string
  role: 'owner' | 'distributor' | 'dispatcher' | 'viewer'
  email: string
  password: string
}

/** The accounts of the demo, each a click away. Shown only when the server runs as a demo. */
export function DemoLogins({
  logins,
  onChoose,
}: {
  logins: DemoLogin[]
  onChoose: (login: DemoLogin) => void
}) {
  const t = useTranslations('auth')
  const tenants = [...new Set(logins.map((login) => login.tenant))]
  return (
    <section aria-labelledby="demo-logins" className="mt-8 border-t border-line pt-5">
      <h2 id="demo-logins" className="text-sm font-semibold">
        {t('demoTitle')}
      </h2>
      <p className="text-sm text-muted">{t('demoHint')}</p>
      {tenants.map((tenant) => (
        <div key={tenant} className="mt-3">
          <h3 className="mb-1 text-xs font-medium text-muted">{tenant}</h3>
          <ul className="grid grid-cols-2 gap-1.5">
            {logins
              .filter((login) => login.tenant === tenant)
              .map((login) => (
                <li key={login.email}>
                  <DemoLoginButton login={login} onChoose={onChoose} />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

function DemoLoginButton({ login, onChoose }: { login: DemoLogin; onChoose: (login: DemoLogin) => void }) {
  const t = useTranslations('auth')
  return (
    <button
      type="button"
      onClick={() => onChoose(login)}
      className="w-full rounded border border-line px-2.5 py-1.5 text-start transition-colors hover:border-line-strong hover:bg-sunken pointer-coarse:min-h-touch"
    >
      <span className="block text-sm font-medium">{t(`roles.${login.role}`)}</span>
      <bdi className="block truncate text-xs text-muted">{login.email}</bdi>
    </button>
  )
}
