import { handleApi } from '@/lib/server/http'
import { handleNextAuth, type NextAuthContext } from '@/lib/server/next-auth'

const serve = handleApi<NextAuthContext>(handleNextAuth)

export { serve as GET, serve as POST }
