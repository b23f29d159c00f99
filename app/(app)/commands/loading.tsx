import { CommandsFrame, CommandsSkeleton } from './_components/commands-frame'

export default function CommandsLoading() {
  return (
    <CommandsFrame>
      <CommandsSkeleton />
    </CommandsFrame>
  )
}
