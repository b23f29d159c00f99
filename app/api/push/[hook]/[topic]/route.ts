import { answerPush } from '../../answer'

type Context = { params: Promise<{ hook: string; topic: string }> }

/** Where the vendor posts one topic. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { hook, topic } = await params
  return answerPush(request, { hook, topicPath: topic })
}

export const GET = POST
