import type { LocatedDiagnostic, Severity } from '../../source/diagnostic.ts'
import type { Span } from '../../source/place.ts'
import { printedJson } from '../json/printed.ts'
import { byWeight } from '../order.ts'
import { factsOfFound, type RuleFacts } from '../rule-facts.ts'
import { withoutInvisible } from '../without-invisible.ts'
import { withFingerprints } from './fingerprint.ts'

/** Most results that code scanning takes of one run; the worst ones are kept. */
const MOST_RESULTS = 25_000

const level: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' }

/** Findings as a SARIF 2.1.0 log, for code scanning: rules with their texts, waivers as suppressions. */
export function sarif(diagnostics: readonly LocatedDiagnostic[], version: string, known: readonly RuleFacts[]): string {
  const kept = diagnostics.toSorted(byWeight).slice(0, MOST_RESULTS)
  const rules = factsOfFound(kept, known)
  const indexOf = new Map(rules.map(({ code }, index) => [code, index]))
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'pader', semanticVersion: version, rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: withFingerprints(kept).map(({ found, fingerprint }) => ({
          ruleId: found.code,
          ruleIndex: indexOf.get(found.code) ?? -1,
          level: level[found.severity],
          message: { text: literal(found.help === undefined ? found.message : `${found.message}\n${found.help}`) },
          locations: [location(found.span)],
          ...(found.related === undefined
            ? {}
            : {
                relatedLocations: found.related.map(({ span, note }) => ({
                  ...location(span),
                  message: { text: literal(note) },
                })),
              }),
          partialFingerprints: { 'paderFinding/v1': fingerprint },
          ...(found.waivedBy === undefined
            ? {}
            : { suppressions: [{ kind: 'external', justification: justification(found.waivedBy) }] }),
        })),
        ...(kept.length === diagnostics.length
          ? {}
          : { properties: { resultsLeftOut: diagnostics.length - kept.length } }),
      },
    ],
  }
  return `${printedJson(log, 2)}\n`
}

/** In a message of this format, brackets and parentheses behind them are a link. */
function literal(text: string): string {
  return withoutInvisible(text).replaceAll(/[\\[\]]/g, String.raw`\$&`)
}

function ruleOf({ code, title, severity, why, help }: RuleFacts): Readonly<Record<string, unknown>> {
  return {
    id: code,
    shortDescription: { text: title },
    ...(why === undefined ? {} : { fullDescription: { text: why } }),
    ...(help === undefined ? {} : { help: { text: help } }),
    defaultConfiguration: { level: level[severity] },
  }
}

function location({ file, start, end }: Span): Readonly<Record<string, unknown>> {
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file), uriBaseId: '%SRCROOT%' },
      region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
    },
  }
}

function justification({ reason, owner, expires }: NonNullable<LocatedDiagnostic['waivedBy']>): string {
  return withoutInvisible(`${reason} (accepted by ${owner} until ${expires})`)
}
