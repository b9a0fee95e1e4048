import type { Appearance } from '../../report/appearance.ts'
import { compileText, errorsAboveText } from '../../report/compile/text.ts'
import type { CompileResult } from '../../report/compile/result.ts'
import type { Renderings } from '../output/publish.ts'
import type { CompileReport } from './compile-report.ts'

/** Every form in which a compile can be reported; what makes it is loaded when it is asked for. */
export function compileRenderings(report: CompileReport): Renderings {
  const { result, textOf, looked, quiet, version, compared } = report
  const { diagnostics } = result
  return {
    text: async (look) =>
      compileText(quiet ? withoutInformation(result) : result, textOf, look, compared?.findings.older) +
      (compared === undefined
        ? ''
        : reviewed(result, (await import('./review-text.ts')).reviewsAsText(compared, look), look)),
    json: async () =>
      (await import('../../report/compile/json.ts')).compileJson(
        result,
        compared && { ...compared, reviews: compared.shown },
      ),
    ndjson: async () => (await import('../../report/json/diagnostics.ts')).diagnosticsNdjson(diagnostics),
    sarif: async () => {
      const [{ sarif }, { knownCodes }] = await Promise.all([
        import('../../report/ci/sarif.ts'),
        import('./known-codes.ts'),
      ])
      return sarif(diagnostics, version, knownCodes())
    },
    junit: async () => (await import('../../report/ci/junit.ts')).junit(diagnostics, looked()),
    github: async () => (await import('../../report/ci/github.ts')).githubAnnotations(diagnostics),
    gitlab: async () => (await import('../../report/ci/gitlab.ts')).gitlabCodeQuality(diagnostics),
    markdown: async () => (await import('./markdown.ts')).compileMarkdown(report, report.host),
    'github-summary': async () => {
      const [{ compileMarkdown }, { stepSummary }] = await Promise.all([
        import('./markdown.ts'),
        import('../../report/markdown/host.ts'),
      ])
      return compileMarkdown(report, stepSummary)
    },
    html: async () => (await import('./html.ts')).compileHtml(report),
    'gitlab-plan': async () =>
      (await import('../../report/plan/json.ts')).gitlabPlan(
        (compared?.reviews ?? []).flatMap(({ rollout }) => rollout ?? []),
      ),
  }
}

/** The review, and below it what it must not hide. */
function reviewed(result: CompileResult, review: string, look: Appearance): string {
  return ['', review, errorsAboveText(result, look)].filter((part, index) => index === 0 || part !== '').join('\n')
}

function withoutInformation(result: CompileResult): CompileResult {
  return { ...result, diagnostics: result.diagnostics.filter(({ severity }) => severity !== 'info') }
}
