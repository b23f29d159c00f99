// What a browser may do on our pages, as response headers. Pure: what they depend on comes in as arguments.

export type PolicyOptions = {
  /** Fresh for every answer; only scripts and styles that carry it run. */
  nonce: string
  /** Foreign origins the map may load styles, tiles, fonts and sprites from. */
  mapOrigins: readonly string[]
  /** Hosts of cameras' pictures, streams and live pages, as policies write them. */
  media: { frame: readonly string[]; picture: readonly string[]; stream: readonly string[] }
  /** Next's development server needs eval, inline styles and a socket. */
  production: boolean
}

const YEAR_S = 31_536_000

/** Headers that are the same on every answer. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  // Browsers ignore it over plain http, so a TLS proxy in front is covered without a setting.
  'strict-transport-security': `max-age=${YEAR_S}`,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Tile hosts may ask for our origin; paths and vehicle ids stay here.
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // A frame still gets only what its own `allow` says, and the content policy says whose frames there may be.
  'permissions-policy':
    'accelerometer=(), autoplay=*, camera=(), display-capture=(), fullscreen=*, geolocation=(self), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
}

/** The Content-Security-Policy of a page. Attributes may be styled inline (libraries position with them), elements may not. */
export function contentSecurityPolicy({ nonce, mapOrigins, media, production }: PolicyOptions): string {
  const origins = mapOrigins.join(' ')
  const development = (value: string) => (production ? '' : value)
  const directives: [string, string][] = [
    ['default-src', "'self'"],
    ['script-src', `'self' 'nonce-${nonce}' 'strict-dynamic' ${development("'unsafe-eval'")}`],
    ['style-src', production ? `'self' 'nonce-${nonce}'` : "'self' 'unsafe-inline'"],
    ['style-src-attr', "'unsafe-inline'"],
    ['img-src', `'self' data: blob: ${origins} ${media.picture.join(' ')}`],
    ['font-src', "'self'"],
    ['connect-src', `'self' ${origins} ${media.stream.join(' ')} ${development('ws:')}`],
    ['worker-src', "'self' blob:"],
    ['manifest-src', "'self'"],
    ['media-src', `'self' blob: ${media.picture.join(' ')}`],
    ['frame-src', media.frame.length === 0 ? "'none'" : media.frame.join(' ')],
    ['object-src', "'none'"],
    ['base-uri', "'none'"],
    ['form-action', "'self'"],
    ['frame-ancestors', "'none'"],
  ]
  return directives.map(([name, value]) => `${name} ${value.replaceAll(/\s+/g, ' ').trim()}`).join('; ')
}
