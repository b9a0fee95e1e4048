import type { LocatedDiagnostic } from '../../source/diagnostic.ts'
import type { Appearance } from '../appearance.ts'
import type { SourceText } from '../source-text.ts'
import { byPlace } from '../order.ts'
import { plural } from '../plural.ts'
import { harmless } from '../text/cells.ts'
import { diagnosticsText, locationOf } from '../text/diagnostics.ts'
import { paintOf } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import type { CompiledClusterSummary, CompileResult } from './result.ts'

/** The result of compiling for a person: what was found, `older` of it in the base as well, and what was made of it. */
export function compileText(
  result: CompileResult,
  source: SourceText,
  look: Appearance,
  older: readonly LocatedDiagnostic[] = [],
): string {
  const found = diagnosticsText(result.diagnostics, source, look, new Set(older)) + cures(result.diagnostics)
  const clusters = result.clusters.map((cluster) => clusterText(cluster, result.dryRun, look)).join('')
  return [found, clusters].filter((part) => part !== '').join('\n')
}

/**
 * What stands below a review where something is wrong: a review is long, and the errors above it are what decides. Empty
 * without errors.
 */
export function errorsAboveText({ diagnostics }: CompileResult, look: Appearance): string {
  const errors = diagnostics
    .filter(({ severity, waivedBy }) => severity === 'error' && waivedBy === undefined)
    .toSorted(byPlace)
  const [first] = errors
  if (first === undefined) return ''
  const place = `${first.code} at ${harmless(locationOf(first.span), look.unicode)}`
  const words =
    errors.length === 1
      ? `1 error above has to be corrected first: ${place}`
      : `${errors.length} errors above have to be corrected first, beginning with ${place}`
  return `${wrap(words, look.columns, '  ').map(paintOf(look).error).join('\n')}\n`
}

/** Says that Pader can repair some of what it found, and how to see that first. */
function cures(diagnostics: readonly LocatedDiagnostic[]): string {
  const count = diagnostics.filter(({ fix, waivedBy }) => fix !== undefined && waivedBy === undefined).length
  if (count === 0) return ''
  return `${count} of them ${count === 1 ? 'has a fix' : 'have a fix'}: pader compile --fix --dry-run shows it as a diff\n`
}

function clusterText(
  { name: own, nodes, locations, digest, artifacts }: CompiledClusterSummary,
  dryRun: boolean,
  { columns, unicode }: Appearance,
): string {
  const name = harmless(own, unicode)
  // With an error somewhere, what was read may be a part of the cluster: its size and digest would say something else.
  if (artifacts === undefined) return `${name}: nothing is written while there are errors\n`
  const size = `${plural(nodes, 'node')} in ${plural(locations, 'location')}`
  const heading = `${name}: ${size}, digest ${digest.slice(0, 12)}\n`
  const { folder, written, unchanged, removed } = artifacts
  if (written.length + removed.length === 0)
    return `${heading}  ${folder} is up to date (${plural(unchanged, 'file')})\n`
  const verb = (done: string, would: string): string => (dryRun ? `would ${would}` : done)
  const line = (text: string): string => `${wrap(harmless(text, unicode), columns, '    ', '  ').join('\n')}\n`
  return [
    heading,
    written.length === 0 ? '' : line(`${verb('wrote', 'write')} ${listed(written)} to ${folder}`),
    removed.length === 0 ? '' : line(`${verb('removed', 'remove')} ${listed(removed)} from ${folder}`),
  ].join('')
}

/** Files that are named one by one; of more of them it is enough to know how many there are where. */
const MOST_FILES = 12

function listed(files: readonly string[]): string {
  if (files.length <= MOST_FILES) return files.join(', ')
  const counts = new Map<string, number>()
  for (const file of files) {
    const folder = file.includes('/') ? `${file.slice(0, file.indexOf('/'))}/` : file
    counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  const parts = [...counts].map(([name, count]) => (name.endsWith('/') ? `${count} in ${name}` : name))
  return `${files.length} files (${parts.join(', ')})`
}
