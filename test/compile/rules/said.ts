import { rules } from '../../../src/compile/rules/index.ts'
import type { Example } from '../../../src/compile/rules/rule.ts'
import { buildExample } from '../support.ts'

/** What a rule says of the two-site cluster with something laid over it. */
export function said(code: string, files: Example['files']): readonly string[] {
  const rule = rules.find((one) => one.code === code)
  if (rule === undefined) throw new Error(`there is no rule ${code}`)
  return buildExample(rule, { files })
    .located.filter((one) => one.code === code)
    .map(({ message, fix }) => (fix === undefined ? message : `${message} → ${fix.title}`))
}

/** A fragment of the location Tokyo. */
export const tokyo = (text: string): Example['files'] => ({ 'locations/tokyo.yaml': text })
/** A fragment of the cluster. */
export const cluster = (text: string): Example['files'] => ({ 'cluster.yaml': text })
/** Rule sets of a policy. */
export const policy = (ruleSets: string): Example['files'] => ({
  'policy/10.yaml': `format: 1\nruleSets: [${ruleSets}]`,
})
