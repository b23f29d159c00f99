/** What stands where there is nothing to list. */
export function EmptyNote({ title, body }: { title: string; body: string }) {
  return (
    <div className="border-t border-line px-4 py-10 text-center">
      <p className="text-base font-semibold">{title}</p>
      <p className="mx-auto mt-1 max-w-md text-sm text-muted">{body}</p>
    </div>
  )
}
