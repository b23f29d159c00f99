import { AccountsFrame } from './_components/accounts-frame'

export default function Loading() {
  return <AccountsFrame />
}
