import { TokensFrame, TokensSkeleton } from './_components/tokens-frame'

export default function ApiLoading() {
  return (
    <TokensFrame>
      <TokensSkeleton />
    </TokensFrame>
  )
}
