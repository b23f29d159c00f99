import { answerShareNow } from '@/lib/server/share/page'
import { shareRoute } from '../share-route'

export const dynamic = 'force-dynamic'

export const GET = shareRoute(answerShareNow)
