import { answerPush } from '../answer'

type Context = { params: Promise<{ hook: string }> }

/** The address itself: the vendor's legacy messages, and its check that the address answers. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { hook } = await params
  return answerPush(request, { hook, topicPath: '' })
}

export const GET = POST
