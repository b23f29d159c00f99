// Which words the pages send to browsers, and which ones the browser parts below them ask for. It reads sources: imports are
// followed from each page, layout and boundary; what stands behind 'use client' runs in browsers, whether loaded at once or
// later. `<Words of={[...]}>` is what a file sends to all that stands below it.

import path from 'node:path'
import ts from 'typescript'

/** Project paths with forward slashes, to their text. */
export type Sources = ReadonlyMap<string, string>
export type WordsFault = { file: string; fault: string; namespace: string }

type Module = {
  client: boolean
  imports: readonly string[]
  /** Namespaces that `useTranslations` asks for. */
  uses: readonly string[]
  /** Namespaces that `<Words of>` sends; undefined where there is none. */
  sends: readonly string[] | undefined
  faults: readonly string[]
}

const ENTRY = /^app\/(?:.*\/)?(page|layout|template|loading|error|not-found|global-error|default)\.tsx$/

/** Merges the words of all senders; it alone takes them all. */
const PROVIDER = 'app/_components/added-words.tsx'

/** What is asked for and not sent, sent and not asked for, or written in a way that cannot be told. */
export function findWordsFaults(sources: Sources): WordsFault[] {
  const modules = new Map([...sources].map(([file, text]) => [file, readModule(file, text, sources)]))
  const entries = [...sources.keys()].filter((file) => ENTRY.test(file))
  const asked = new Map(entries.map((file) => [file, namespacesAsked(file, modules)]))
  const faults: WordsFault[] = [...modules].flatMap(([file, { faults }]) =>
    faults.map((fault) => ({ file, fault, namespace: '' })),
  )
  for (const [file, namespaces] of asked) {
    const sent = sendersOf(file, modules).flatMap((sender) => modules.get(sender)?.sends ?? [])
    for (const namespace of namespaces) {
      if (!sent.some((each) => covers(each, namespace))) faults.push({ file, fault: 'not sent', namespace })
    }
  }
  for (const [file, { sends }] of modules) {
    const below = entries.filter((entry) => sendersOf(entry, modules).includes(file))
    const above = sendersOf(file, modules)
      .filter((sender) => sender !== file)
      .flatMap((sender) => modules.get(sender)?.sends ?? [])
    for (const namespace of sends ?? []) {
      const isAsked = below.some((entry) =>
        [...(asked.get(entry) ?? [])].some((each) => covers(namespace, each)),
      )
      if (!isAsked) faults.push({ file, fault: 'asked for by nobody', namespace })
      if (above.some((each) => covers(each, namespace)))
        faults.push({ file, fault: 'already sent above', namespace })
    }
  }
  return faults
}

/** The namespaces browser code asks for that is reached from a page, layout or boundary. */
export function namespacesAsked(entry: string, modules: ReadonlyMap<string, Module>): Set<string> {
  const asked = new Set<string>()
  const seen = new Set<string>()
  const follow = (file: string, inBrowser: boolean) => {
    const found = modules.get(file)
    const client = inBrowser || found?.client === true
    if (!found || seen.has(`${file} ${client}`)) return
    seen.add(`${file} ${client}`)
    if (client) for (const namespace of found.uses) asked.add(namespace)
    for (const next of found.imports) follow(next, client)
  }
  follow(entry, false)
  return asked
}

/** The files whose words an entry has: its own if it is a page or layout, and those of all layouts around it. */
function sendersOf(entry: string, modules: ReadonlyMap<string, Module>): string[] {
  const kind = ENTRY.exec(entry)?.[1]
  if (kind === undefined || kind === 'global-error') return []
  const folders = path.posix.dirname(entry).split('/')
  const layouts = folders.map((_, depth) => `${folders.slice(0, depth + 1).join('/')}/layout.tsx`)
  const own = kind === 'page' || kind === 'layout' ? [entry] : []
  return [...new Set([...layouts, ...own])].filter((file) => modules.has(file))
}

function covers(sent: string, asked: string): boolean {
  return asked === sent || asked.startsWith(`${sent}.`)
}

/** One file's imports, and the namespaces it asks for and sends. */
export function readModule(file: string, text: string, sources: Sources): Module {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const imports: string[] = []
  const uses: string[] = []
  const faults: string[] = []
  let sends: string[] | undefined
  let bare = false
  const visit = (node: ts.Node): void => {
    const specifier = importedBy(node)
    const target = specifier === undefined ? undefined : resolve(file, specifier, sources)
    if (target !== undefined) imports.push(target)
    if (ts.isCallExpression(node) && isNamed(node.expression, 'useTranslations')) {
      const [argument] = node.arguments
      if (argument && ts.isStringLiteralLike(argument)) uses.push(argument.text)
      else faults.push('useTranslations without a namespace in plain text')
    }
    if (ts.isCallExpression(node) && isNamed(node.expression, 'useMessages') && file !== PROVIDER) {
      const names = namesTaken(node.parent)
      if (names) uses.push(...names)
      else faults.push('useMessages without the names of what is taken')
    }
    if (ts.isReturnStatement(node) && isOfPage(node) && startsWithWords(node) === false) bare = true
    if (ts.isJsxOpeningElement(node) && isNamed(node.tagName, 'Words')) {
      const listed = namespacesListed(node)
      if (!listed) faults.push('<Words of> without a list in plain text')
      if (!isOutermost(node.parent)) faults.push('<Words> inside of other elements')
      if (sends && listed?.join() !== sends.join()) faults.push('two different <Words>')
      sends = listed ?? sends
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  if (sends && bare) faults.push('an answer without <Words>')
  const client = /^\s*(\/\/[^\n]*\n\s*)*['"]use client['"]/.test(text)
  return { client, imports, uses, sends, faults }
}

/** The module a node loads when it runs; imports of types load nothing. */
function importedBy(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node)) {
    const clause = node.importClause
    const named = clause?.namedBindings
    const onlyTypes =
      clause?.isTypeOnly ||
      (clause !== undefined &&
        clause.name === undefined &&
        named !== undefined &&
        ts.isNamedImports(named) &&
        named.elements.length > 0 &&
        named.elements.every((element) => element.isTypeOnly))
    return onlyTypes ? undefined : literal(node.moduleSpecifier)
  }
  if (ts.isExportDeclaration(node) && !node.isTypeOnly) return literal(node.moduleSpecifier)
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return literal(node.arguments[0])
  }
  return undefined
}

/** The project's file an import means; undefined for packages. */
export function resolve(from: string, specifier: string, sources: Sources): string | undefined {
  const base = specifier.startsWith('@/')
    ? specifier.slice(2)
    : specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(from), specifier)
      : undefined
  if (base === undefined) return undefined
  return [base, `${base}.ts`, `${base}.tsx`].find((file) => sources.has(file))
}

function namespacesListed(element: ts.JsxOpeningElement): string[] | undefined {
  const attribute = element.attributes.properties.find(
    (each) => ts.isJsxAttribute(each) && each.name.getText() === 'of',
  )
  const list =
    attribute &&
    ts.isJsxAttribute(attribute) &&
    attribute.initializer &&
    ts.isJsxExpression(attribute.initializer)
      ? attribute.initializer.expression
      : undefined
  if (!list || !ts.isArrayLiteralExpression(list)) return undefined
  const names = list.elements.map((each) => literal(each))
  return names.every((name) => name !== undefined) ? names : undefined
}

/** Whether nothing of the same file stands around an element but `<html>` and `<body>`, so that all below it has the words. */
function isOutermost(element: ts.Node): boolean {
  for (let node = element.parent; node && !ts.isFunctionLike(node); node = node.parent) {
    if (ts.isJsxElement(node) && !['html', 'body'].includes(node.openingElement.tagName.getText()))
      return false
  }
  return true
}

/** Whether a return is that of the page or layout itself. */
function isOfPage(statement: ts.ReturnStatement): boolean {
  let node: ts.Node = statement
  while (node.parent && !ts.isFunctionLike(node)) node = node.parent
  return ts.isFunctionDeclaration(node) && hasDefault(node)
}

function hasDefault(declared: ts.FunctionDeclaration): boolean {
  return declared.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true
}

/** Whether what is returned has `<Words>` somewhere at its outside; undefined where no element is returned. */
function startsWithWords({ expression }: ts.ReturnStatement): boolean | undefined {
  let node = expression
  while (node && ts.isParenthesizedExpression(node)) node = node.expression
  if (!node || !(ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)))
    return undefined
  return /<Words\s/.test(node.getText())
}

/** `x` of `useMessages().x`, and of `textsAt(useMessages(), 'x')`. */
function namesTaken(parent: ts.Node): string[] | undefined {
  if (ts.isCallExpression(parent) && isNamed(parent.expression, 'textsAt')) {
    const place = literal(parent.arguments[1])
    return place === undefined ? undefined : [place]
  }
  return ts.isPropertyAccessExpression(parent) ? [parent.name.text] : undefined
}

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name
}

function literal(node: ts.Node | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined
}
