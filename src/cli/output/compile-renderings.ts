import type { Compiled } from '../../compile/compile.ts'
import { FRONT_END_CODES } from '../../compile/front-end-codes.ts'
import { rules } from '../../compile/rules/index.ts'
import type { Review } from '../../plan/review/review.ts'
import { githubAnnotations } from '../../report/ci/github.ts'
import { gitlabCodeQuality } from '../../report/ci/gitlab.ts'
import { junit } from '../../report/ci/junit.ts'
import { sarif } from '../../report/ci/sarif.ts'
import { compileJson } from '../../report/compile/json.ts'
import type { CompileResult } from '../../report/compile/result.ts'
import { compileText } from '../../report/compile/text.ts'
import { diagnosticsNdjson } from '../../report/json/diagnostics.ts'
import { diagnosticSections, diagnosticsMarkdown } from '../../report/markdown/diagnostics.ts'
import { stepSummaryLimit } from '../../report/markdown/fit.ts'
import { consequencesText } from '../../report/review/consequences-text.ts'
import type { LocateCause } from '../../report/review/locate.ts'
import { reviewMarkdown } from '../../report/review/markdown.ts'
import { tally } from '../../report/tally.ts'
import type { RuleFacts } from '../../report/rule-facts.ts'
import { mermaid } from '../../report/topology/mermaid.ts'
import { viewOf } from '../../report/topology/view.ts'
import type { Renderings } from './publish.ts'

/** What the forms of a compile's result are made from. */
export interface CompileReport {
  readonly result: CompileResult
  readonly compiled: Compiled
  /** Whether the text leaves information out; what other programs read is always whole. */
  readonly quiet: boolean
  /** Version of Pader, for the formats that name their tool. */
  readonly version: string
  /** The comparison with `--base`; undefined without one. */
  readonly review: ComparedRevision | undefined
}

function withoutInformation(result: CompileResult): CompileResult {
  return { ...result, diagnostics: result.diagnostics.filter(({ severity }) => severity !== 'info') }
}

/** What a comparison with another revision came to. */
export interface ComparedRevision {
  readonly earlier: Compiled
  readonly reviews: readonly Review[]
  readonly locate: LocateCause
}

/** Every form in which a compile can be reported. */
export function compileRenderings(report: CompileReport): Renderings {
  const { result, compiled, quiet, version, review } = report
  const { diagnostics } = result
  return {
    text: (look) =>
      compileText(quiet ? withoutInformation(result) : result, compiled.textOf, look) +
      (review === undefined ? '' : consequencesText(review.reviews, look)),
    json: () => compileJson(result, review),
    ndjson: () => diagnosticsNdjson(diagnostics),
    sarif: () => sarif(diagnostics, version, knownCodes()),
    junit: () => junit(diagnostics, filesOf(compiled)),
    github: () => githubAnnotations(diagnostics),
    gitlab: () => gitlabCodeQuality(diagnostics),
    markdown: () => markdown(report),
    'github-summary': () => markdown(report, stepSummaryLimit),
  }
}

function markdown({ result, compiled, review }: CompileReport, limit?: number): string {
  if (review === undefined) return diagnosticsMarkdown(result.diagnostics, limit)
  const { earlier, reviews, locate } = review
  const changed = new Set(reviews.filter(({ changes }) => changes.length > 0).map(({ cluster }) => cluster))
  const diagrams = new Map(
    compiled.fleet.clusters
      .filter(({ name }) => changed.has(name))
      .map((cluster) => [
        String(cluster.name),
        mermaid(
          viewOf(
            cluster,
            earlier.fleet.clusters.find(({ name }) => name === cluster.name),
          ),
        ),
      ]),
  )
  const findings = diagnosticSections(result.diagnostics)
  return reviewMarkdown(reviews, locate, {
    diagrams,
    findings,
    errors: tally(result.diagnostics).errors,
    ...(limit === undefined ? {} : { limit }),
  })
}

function knownCodes(): readonly RuleFacts[] {
  return [...rules, ...Object.entries(FRONT_END_CODES).map(([code, facts]) => ({ code, ...facts }))]
}

/** Files that were looked at, so that a clean one is reported as such. */
function filesOf({ fleet }: Compiled): readonly string[] {
  return fleet.clusters.flatMap(({ place, locations }) => [
    place.file,
    ...locations.map((location) => location.place.file),
  ])
}
