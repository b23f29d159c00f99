/** As much of a browser as signing in needs: cookies, and next-auth's form token. */
export class CookieJar {
  private readonly cookies = new Map<string, string>()

  constructor(private readonly url: string) {}

  get(path: string): Promise<Response> {
    return this.send(path, {})
  }

  async post(path: string, fields: Record<string, string>): Promise<Response> {
    const { csrfToken } = await (await this.get('/api/auth/csrf')).json()
    const body = new URLSearchParams({ ...fields, csrfToken })
    return this.send(path, { method: 'POST', body, headers: { origin: this.url } })
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(this.url + path, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }
}
