// Parts of a language's words, by dotted namespaces: taking them out, and putting several together again.

/** One message: as written, or as the build compiled it, in parts. Without arguments it is a text either way. */
export type Message = string | readonly unknown[]

/** Words by their keys, nested. */
export type WordTree = { readonly [key: string]: Message | WordTree }

/** Dotted paths to all groups of words: `shell`, `shell.nav`. */
export type Namespace<Tree> = Tree extends string
  ? never
  : {
      [Key in keyof Tree & string]: Tree[Key] extends string ? never : Key | `${Key}.${Namespace<Tree[Key]>}`
    }[keyof Tree & string]

/** The words of some namespaces at the places they had in the whole. */
export function pickWords(all: WordTree, namespaces: readonly string[]): WordTree {
  return namespaces.map((namespace) => pickOne(all, namespace.split('.'))).reduce(mergeWords, {})
}

/** The words of both; `added` holds where they differ. */
export function mergeWords(base: WordTree, added: WordTree): WordTree {
  const merged: Record<string, Message | WordTree> = { ...base }
  for (const [key, words] of Object.entries(added)) {
    const before = base[key]
    merged[key] = isTree(words) && isTree(before) ? mergeWords(before, words) : words
  }
  return merged
}

/** What stands at a dotted path of a tree. */
type At<Tree, Path extends string> = Path extends `${infer Key}.${infer Rest}`
  ? At<Tree[Key & keyof Tree], Rest>
  : Tree[Path & keyof Tree]

/**
 * A group of messages that code reads as texts, where it has no translator to ask. They are as written (`plainText`): throws for one
 * that only a translator can tell. Write the path out: tests/messages/compiled.test.ts looks for it here.
 */
export function textsAt<Tree, Path extends string>(all: Tree, path: Path): At<Tree, Path> {
  const words = path.split('.').reduce<unknown>((at, key) => (isTree(at) ? at[key] : undefined), all)
  if (!isTree(words)) throw new Error(`There are no words at ${path}.`)
  return textsOf(words) as At<Tree, Path>
}

type Texts = { [key: string]: string | Texts }

function textsOf(words: WordTree): Texts {
  return Object.fromEntries(
    Object.entries(words).map(([key, each]) => [key, isTree(each) ? textsOf(each) : plainText(each)]),
  )
}

/**
 * A message as it was written, for what formats it by itself. It may have plain arguments (`{name}`), no plurals or choices:
 * throws for those.
 */
export function plainText(message: Message): string {
  return typeof message === 'string' ? message : message.map(partText).join('')
}

function partText(part: unknown): string {
  if (typeof part === 'string') return part
  if (Array.isArray(part) && part.length === 1) return `{${part[0]}}`
  throw new Error(`Not a plain message: ${JSON.stringify(part)}`)
}

function pickOne(words: WordTree, [key, ...rest]: readonly string[]): WordTree {
  const found = key === undefined ? undefined : words[key]
  if (key === undefined || found === undefined) return {}
  if (rest.length === 0) return { [key]: found }
  return isTree(found) ? { [key]: pickOne(found, rest) } : {}
}

function isTree(words: unknown): words is WordTree {
  return typeof words === 'object' && words !== null && !Array.isArray(words)
}
