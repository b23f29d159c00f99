// To be imported before server code that asks for words. Next's bundler gives server code a navigation of its own; plain Node
// loads the one for browsers, which makes React contexts as it loads, and React for servers has none. Nobody reads them here.

import { createRequire } from 'node:module'

const react: { createContext?: () => object } = createRequire(import.meta.url)('react')
react.createContext ??= () => ({})
