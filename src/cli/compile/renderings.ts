import type { Compiled } from '../../compile/compile.ts'
import { FRONT_END_CODES } from '../../compile/front-end-codes.ts'
import { rules } from '../../compile/rules/index.ts'
import { githubAnnotations } from '../../report/ci/github.ts'
import { gitlabCodeQuality } from '../../report/ci/gitlab.ts'
import { junit } from '../../report/ci/junit.ts'
import { sarif } from '../../report/ci/sarif.ts'
import { compileJson } from '../../report/compile/json.ts'
import type { CompileResult } from '../../report/compile/result.ts'
import { compileText } from '../../report/compile/text.ts'
import { diagnosticsNdjson } from '../../report/json/diagnostics.ts'
import { diagnosticsMarkdown } from '../../report/markdown/diagnostics.ts'
import { stepSummary, type CommentHost } from '../../report/markdown/host.ts'
import { gitlabPlan } from '../../report/plan/json.ts'
import { reviewMarkdown } from '../../report/review/markdown.ts'
import { reviewText } from '../../report/review/text.ts'
import type { RuleFacts } from '../../report/rule-facts.ts'
import { mermaid } from '../../report/topology/mermaid.ts'
import { picturesOf, viewsOf, type CompileReport } from './compile-report.ts'
import type { Renderings } from '../output/publish.ts'

function withoutInformation(result: CompileResult): CompileResult {
  return { ...result, diagnostics: result.diagnostics.filter(({ severity }) => severity !== 'info') }
}

/** Every form in which a compile can be reported. */
export function compileRenderings(report: CompileReport): Renderings {
  const { result, compiled, quiet, version, compared } = report
  const { diagnostics } = result
  return {
    text: (look) =>
      compileText(quiet ? withoutInformation(result) : result, compiled.textOf, look) +
      (compared === undefined ? '' : `\n${reviewText(viewsOf(compared), compared.revisions.base, look)}`),
    json: () => compileJson(result, compared && { ...compared, reviews: compared.shown }),
    ndjson: () => diagnosticsNdjson(diagnostics),
    sarif: () => sarif(diagnostics, version, knownCodes()),
    junit: () => junit(diagnostics, filesOf(compiled)),
    github: () => githubAnnotations(diagnostics),
    gitlab: () => gitlabCodeQuality(diagnostics),
    markdown: () => markdown(report, report.host),
    'github-summary': () => markdown(report, stepSummary),
    // The page is the one form that needs the library that lays out drawings.
    html: async () => (await import('./html.ts')).compileHtml(report),
    'gitlab-plan': () => gitlabPlan((compared?.reviews ?? []).flatMap(({ rollout }) => rollout ?? [])),
  }
}

function markdown({ result, compiled, compared }: CompileReport, host: CommentHost): string {
  if (compared === undefined) return diagnosticsMarkdown(result.diagnostics, host)
  const pictures = picturesOf(compiled, compared).map((view) => [view.name, mermaid(view)] as const)
  return reviewMarkdown(viewsOf(compared), {
    base: compared.revisions.base,
    diagrams: new Map(pictures),
    findings: compared.findings,
    host,
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
