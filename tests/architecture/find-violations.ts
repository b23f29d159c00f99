// Checks sources against the rules of docs/architecture.md: who may import whom, and which things live in one file only.
// It reads text, so a planted file shows whether a rule fires.

import path from 'node:path'
import ts from 'typescript'

export type SourceFile = { path: string; text: string }
export type Violation = { file: string; rule: string; detail: string }

/** For each zone, the zones of ours it may import besides itself. The longest matching prefix names a file's zone. */
const ZONES: Record<string, readonly string[]> = {
  'middleware.ts': ['lib/domain', 'lib/server'],
  'instrumentation.ts': ['lib/server'],
  'lib/domain': [],
  'lib/jimi/contract': ['lib/jimi', 'lib/domain'],
  'lib/jimi': ['lib/jimi/contract', 'lib/domain'],
  'lib/sandbox': ['lib/jimi', 'lib/jimi/contract', 'lib/domain'],
  'lib/server': ['lib/jimi', 'lib/jimi/contract', 'lib/sandbox', 'lib/domain', 'messages'],
  'lib/client': ['lib/jimi/contract', 'lib/domain'],
  components: ['lib/domain', 'lib/client'],
  // The public page of share links: a bundle of its own, which must stay small.
  'share-page': ['lib/domain', 'components'],
  app: ['messages', 'components', 'lib/domain', 'lib/client', 'lib/server', 'lib/jimi', 'lib/jimi/contract'],
}

/** Packages that the rooms without a framework must not know. */
const FRAMEWORKS = /^(next|next-.*|react|react-.*|@prisma\/.*|prisma|server-only)(\/.*)?$/
const FRAMEWORK_FREE = ['lib/domain', 'lib/jimi', 'lib/jimi/contract', 'lib/sandbox']

/** Text that may stand in the named files only. */
const CONFINED: { rule: string; pattern: RegExp; allowed: RegExp }[] = [
  {
    rule: 'process.env is read in lib/server/env.ts only',
    pattern: /process\.env\b/,
    // Next tells instrumentation its runtime by a variable, before anything of ours may be loaded.
    allowed: /^(lib\/server\/env|instrumentation)\.ts$/,
  },
  {
    rule: 'a Prisma client is made in lib/server/db.ts only',
    pattern: /new PrismaClient\b/,
    allowed: /^lib\/server\/db\.ts$/,
  },
  {
    rule: 'vendor credentials are opened in lib/server/jimi.ts only',
    pattern: /\bcreateJimiClient\(/,
    allowed: /^lib\/(server\/jimi|jimi\/client)\.ts$/,
  },
  {
    rule: 'orders to vehicles leave through lib/server/services/commands-door.ts only',
    pattern: /\b(sendOrder(<[^>]*>)?|createInstructClient)\(/,
    allowed: /^lib\/(server\/jimi|server\/services\/commands-door|jimi\/instruct-client)\.ts$/,
  },
  {
    rule: 'methods that order vehicles are named by their door only',
    pattern: /jimi\.(open\.instruction\.(raw\.)?send|scooter\.instruction\.send)\b|device\/sendInstruct/,
    allowed: /^lib\/(jimi|sandbox)\/|^lib\/server\/services\/(order-methods|commands-door)\.ts$/,
  },
]

const REGISTRIES = ['lib/jimi/contract/index.ts', 'lib/jimi/push/index.ts']

/** All breaches in `files`, whose paths are relative to the project root with forward slashes. Tests are not held to the rules. */
export function findViolations(files: readonly SourceFile[]): Violation[] {
  return files
    .filter((file) => !/\.test(-\w+)?\.tsx?$/.test(file.path))
    .flatMap((file) => [...importViolations(file), ...confinementViolations(file), ...shapeViolations(file)])
}

function importViolations(file: SourceFile): Violation[] {
  const zone = zoneOf(file.path)
  if (zone === undefined) return []
  return importsOf(file).flatMap((specifier) => {
    const target = resolveOurs(file.path, specifier)
    if (target === undefined) return frameworkViolation(file, zone, specifier)
    return zoneViolation(file, zone, target)
  })
}

function frameworkViolation(file: SourceFile, zone: string, specifier: string): Violation[] {
  if (!FRAMEWORK_FREE.includes(zone) || !FRAMEWORKS.test(specifier)) return []
  return [{ file: file.path, rule: `${zone} knows no framework`, detail: specifier }]
}

function zoneViolation(file: SourceFile, zone: string, target: string): Violation[] {
  const targetZone = zoneOf(target) ?? target.split('/')[0] ?? target
  if (targetZone !== zone && !ZONES[zone]?.includes(targetZone)) {
    return [{ file: file.path, rule: `${zone} must not import ${targetZone}`, detail: target }]
  }
  const [from, to] = [featureOf(file.path), featureOf(target)]
  if (from === undefined || to === undefined || from === to) return []
  return [{ file: file.path, rule: 'features do not import each other', detail: target }]
}

function confinementViolations(file: SourceFile): Violation[] {
  if (zoneOf(file.path) === undefined) return []
  const code = withoutComments(file.text)
  return CONFINED.filter(({ pattern, allowed }) => pattern.test(code) && !allowed.test(file.path)).map(
    ({ rule, pattern }) => ({
      file: file.path,
      rule,
      detail: pattern.exec(code)?.[0] ?? '',
    }),
  )
}

function shapeViolations(file: SourceFile): Violation[] {
  const violations: Violation[] = []
  const name = path.posix.basename(file.path)
  if (/^index\.tsx?$/.test(name) && !REGISTRIES.includes(file.path)) {
    violations.push({ file: file.path, rule: 'no barrel files but the registries', detail: name })
  }
  if (file.path.startsWith('lib/') && zoneOf(file.path) === undefined) {
    violations.push({ file: file.path, rule: 'a file of lib belongs to a room', detail: name })
  }
  if (/^(utils|helpers|misc)\.tsx?$/.test(name)) {
    violations.push({ file: file.path, rule: 'a file is named for what it owns', detail: name })
  }
  if (file.path.startsWith('lib/') && !/^(import 'server-only'\n+|'use client'\n+)?\/\/ \S/.test(file.text)) {
    violations.push({
      file: file.path,
      rule: 'a file of lib opens by saying what it owns',
      detail: file.text.slice(0, 40),
    })
  }
  return violations
}

/** The zone of a path, by longest prefix; undefined outside all zones. */
function zoneOf(file: string): string | undefined {
  return Object.keys(ZONES)
    .filter((zone) => file === zone || file.startsWith(`${zone}/`))
    .sort((a, b) => b.length - a.length)[0]
}

/** The feature folder of a file under app/(app); undefined for the shell and everything else. */
function featureOf(file: string): string | undefined {
  return /^app\/\(app\)\/([^/]+)\//.exec(file)?.[1]
}

function importsOf(file: SourceFile): string[] {
  return ts.preProcessFile(file.text, true, true).importedFiles.map((imported) => imported.fileName)
}

/** The project path a specifier means; undefined for packages. */
function resolveOurs(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('@/')) return specifier.slice(2)
  if (!specifier.startsWith('.')) return undefined
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier))
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1')
}
