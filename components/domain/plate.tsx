import { classNames } from '@/components/ui/class-names'

/** A registration plate. `bdi` keeps plates of any script from turning the line around them. */
export function Plate({ text, className }: { text: string; className?: string }) {
  return (
    <bdi
      className={classNames(
        'inline-block max-w-full truncate rounded-sm border border-line px-1 text-xs leading-4 font-medium text-muted tabular-nums',
        className,
      )}
    >
      {text}
    </bdi>
  )
}
