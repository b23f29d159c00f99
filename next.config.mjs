import createNextIntlPlugin from 'next-intl/plugin'

/** @type {import('next').NextConfig} */
const nextConfig = {
  // Tests and benchmarks build beside a running demo, so the folder can be named.
  distDir: process.env.MILEPOST_DIST_DIR ?? '.next',
  // Next's own zlib leaks on aborted streams; a proxy in front compresses.
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  // The scripts build what `npm test` has checked, or is about to check, as a stage of its own.
  typescript: { ignoreBuildErrors: process.env.MILEPOST_BUILD_UNCHECKED === '1' },
  images: { unoptimized: true },
  serverExternalPackages: [
    '@electric-sql/pglite',
    'pg',
    'pino',
    'prom-client',
    '@node-rs/argon2',
    'pdfkit',
    'fontkit',
  ],
  allowedDevOrigins: ['127.0.0.1'],
  // In browsers the map library is what scripts/lib/map-library.mjs built of its sources.
  turbopack: {
    resolveAlias: { 'maplibre-gl': { browser: './components/map/generated/maplibre-gl.mjs' } },
  },
  // The middleware heads pages and answers; static files don't pass through it.
  headers: async () => [
    { source: '/:path*', headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }] },
    {
      // Under an address that holds their hash: see scripts/lib/map-library.mjs.
      source: '/maplibre/:path+',
      headers: [{ key: 'Cache-Control', value: 'public, max-age=31536000, immutable' }],
    },
    {
      // Stored compressed, and under names that hold their hash: see scripts/lib/share-bundle.mjs.
      source: '/share/:file',
      headers: [
        { key: 'Content-Encoding', value: 'gzip' },
        { key: 'Cache-Control', value: 'public, max-age=31536000, immutable' },
        { key: 'X-Robots-Tag', value: 'noindex' },
      ],
    },
  ],
}

// The build turns messages into what their formatter reads, so that no browser gets the parser of messages (10 KB).
// `t.raw` is not there then, and `messages/*.json` hold texts only where a message has no arguments: see plainText.
const withWords = createNextIntlPlugin({
  requestConfig: './lib/server/i18n.ts',
  experimental: {
    messages: { path: './messages', format: 'json', locales: 'infer', precompile: true },
  },
})

export default withWords(nextConfig)
