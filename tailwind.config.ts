import type { Config } from 'tailwindcss'

/** Token names of app/globals.css; the palette of Tailwind itself is left out on purpose. */
const TOKENS = [
  'canvas',
  'panel',
  'raised',
  'sunken',
  'line',
  'line-strong',
  'ink',
  'muted',
  'faint',
  'accent',
  'accent-hover',
  'accent-soft',
  'on-accent',
  'focus',
  'status-moving',
  'status-idling',
  'status-parked',
  'status-offline',
  'status-expired',
  'danger',
  'danger-soft',
  'warning',
  'warning-soft',
  'success',
  'scrim',
]

const config: Config = {
  content: ['./app/**/*.{ts,tsx}', './components/**/*.{ts,tsx}'],
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      inherit: 'inherit',
      ...Object.fromEntries(TOKENS.map((name) => [name, `var(--${name})`])),
    },
    fontFamily: {
      sans: [
        '"Inter Variable"',
        'Inter',
        '"Inter Stand-in"',
        'system-ui',
        '"Noto Sans"',
        '"Noto Sans Arabic"',
        '"Noto Sans CJK SC"',
        'sans-serif',
        '"Noto Color Emoji"',
      ],
      mono: ['ui-monospace', 'SFMono-Regular', 'Menlo', 'Consolas', 'monospace'],
    },
    fontSize: {
      xs: ['0.75rem', { lineHeight: '1rem' }],
      sm: ['0.8125rem', { lineHeight: '1.125rem' }],
      base: ['0.875rem', { lineHeight: '1.25rem' }],
      lg: ['1rem', { lineHeight: '1.5rem' }],
      xl: ['1.25rem', { lineHeight: '1.75rem' }],
      '2xl': ['1.75rem', { lineHeight: '2.125rem' }],
    },
    borderRadius: {
      none: '0',
      sm: '0.25rem',
      DEFAULT: '0.375rem',
      md: '0.375rem',
      lg: '0.5rem',
      xl: '0.75rem',
      full: '9999px',
    },
    extend: {
      boxShadow: { raised: 'var(--shadow-raised)', overlay: 'var(--shadow-overlay)' },
      zIndex: { 'map-control': '10', panel: '20', overlay: '40', toast: '50' },
      // Fingers get 44 px; the pointer is the default.
      spacing: { touch: '2.75rem' },
    },
  },
}

export default config
