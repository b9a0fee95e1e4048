import { severityOf } from '../../compile/check/check.ts'
import { Locator, type TextOf } from '../../compile/yaml/locate.ts'
import { readPaderFile } from '../../compile/read/read-pader-file.ts'
import type { DocumentReader } from '../../compile/read/read-documents.ts'
import type { Diagnostic, LocatedDiagnostic, Severity } from '../../source/diagnostic.ts'
import { keyAt } from '../../source/place.ts'

const WEIGHT: Readonly<Record<Severity | 'off', number>> = { off: 0, info: 1, warning: 2, error: 3 }

/**
 * Checks that a change makes weigh less than they did: what it lets pass with them is nowhere else to be seen. `path` is
 * that of the repository's settings.
 */
export function loweredChecks(
  path: string,
  { before, after }: { readonly before: TextOf; readonly after: TextOf },
  reader: Pick<DocumentReader, 'validators' | 'rules'>,
): readonly LocatedDiagnostic[] {
  const [old, now] = [severitiesIn(before), severitiesIn(after)]
  const locator = new Locator(after)
  return reader.rules.flatMap((rule) => {
    const [was, is] = [severityOf(rule, old), severityOf(rule, now)]
    if (WEIGHT[is] >= WEIGHT[was]) return []
    const found: Diagnostic = {
      code: rule.code,
      severity: 'warning',
      message: `the change ${is === 'off' ? 'switches this check off' : `makes this check ${inWords(is)}`}; it was ${inWords(was)}: ${rule.title}`,
      place: rule.code in now ? keyAt(path, ['rules', rule.code]) : { kind: 'file', file: path },
      help: 'accept single findings in "waivers.yaml", with a reason and an expiry date, or have the owner of the checks approve it',
    }
    return [locator.locate(found)]
  })

  function severitiesIn(textOf: TextOf): ReturnType<typeof readPaderFile>['severities'] {
    const text = textOf(path)
    return readPaderFile(text === undefined ? undefined : { path, bytes: new TextEncoder().encode(text) }, reader)
      .severities
  }
}

function inWords(severity: Severity | 'off'): string {
  return { off: 'off', info: 'information', warning: 'a warning', error: 'an error' }[severity]
}
