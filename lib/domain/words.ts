// Parts of a language's words, by dotted namespaces: taking them out, and putting several together again.

/** Words by their keys, nested. */
export type WordTree = { readonly [key: string]: string | WordTree }

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
  const merged: Record<string, string | WordTree> = { ...base }
  for (const [key, words] of Object.entries(added)) {
    const before = base[key]
    merged[key] = typeof words === 'object' && typeof before === 'object' ? mergeWords(before, words) : words
  }
  return merged
}

function pickOne(words: WordTree, [key, ...rest]: readonly string[]): WordTree {
  const found = key === undefined ? undefined : words[key]
  if (key === undefined || found === undefined) return {}
  if (rest.length === 0) return { [key]: found }
  return typeof found === 'string' ? {} : { [key]: pickOne(found, rest) }
}
