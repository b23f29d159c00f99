// 16 px on touch screens, or phones zoom into the field.
export const FIELD =
  'h-9 w-full min-w-0 rounded border border-line-strong bg-panel px-3 text-base text-ink hover:border-ink ' +
  'aria-invalid:border-danger pointer-coarse:h-touch pointer-coarse:text-lg'
