import type { Draft } from '../draft.ts'
import type { Step } from '../plan.ts'
import { beforeCommit, type Standings } from '../preconditions.ts'

/**
 * Lists and settings first, since rule sets refer to them; files apart from them, because an appliance may store those at
 * once and not with the commit; then the rule sets, in one commit. By hand comes after, so that nothing that Pader can do
 * waits for a person, and lists that rule sets may still use until then go last.
 */
export function policyPhases(all: readonly Step[], standings: Standings): readonly Draft[] {
  const ruleSets = all.filter(({ kind }) => kind === 'put rule sets')
  const files = all.filter(({ kind }) => kind === 'write system file')
  const byHand = all.filter(({ kind }) => kind === 'manual')
  const waits = ruleSets.length + byHand.length > 0
  const last = waits ? all.filter(({ kind }) => kind === 'delete list') : []
  const objects = all.filter((step) => ![...ruleSets, ...files, ...byHand, ...last].includes(step))
  return [
    ...policyPhase(objects, standings),
    ...policyPhase(files, standings),
    ...policyPhase(ruleSets, standings),
    ...byHand.map(phaseByHand),
    ...policyPhase(last, standings),
  ]
}

function phaseByHand(step: Step): Draft {
  return {
    kind: 'manual',
    title: titleByHand(step),
    preconditions: [],
    steps: [step],
    proof: { kind: 'not needed', because: 'no group, listener or route changes' },
  }
}

function titleByHand(step: Step): string {
  const check = step.kind === 'manual' ? step.check : undefined
  if (check?.kind === 'rule set') return `${check.content === undefined ? 'delete' : 'import'} rule set "${check.name}"`
  if (check?.kind === 'rule set order') return 'put the rule sets in order'
  return 'take over what no request can bring to an appliance'
}

function policyPhase(steps: readonly Step[], standings: Standings): readonly Draft[] {
  if (steps.length === 0) return []
  return [
    {
      kind: 'policy',
      title: titleOf(steps),
      preconditions: beforeCommit(standings),
      steps,
      proof: { kind: 'not needed', because: 'no group, listener or route changes' },
    },
  ]
}

function titleOf(steps: readonly Step[]): string {
  const count = (kinds: readonly Step['kind'][]): number => steps.filter(({ kind }) => kinds.includes(kind)).length
  const put = steps.flatMap((step) => (step.kind === 'put rule sets' ? [step] : []))
  const ruleSets = put.reduce((sum, { imports, removes }) => sum + imports.length + removes.length, 0)
  const counts: readonly (readonly [number, string])[] = [
    [count(['create list', 'edit list', 'delete list']), 'list'],
    [count(['set policy setting']), 'value of settings'],
    [count(['write system file']), 'system file'],
    [ruleSets, 'rule set'],
  ]
  const parts = counts.flatMap(([number, words]) => (number === 0 ? [] : [counted(number, words)]))
  return parts.length === 0 ? 'put the rule sets in their order' : `change ${inWords(parts)}`
}

function counted(number: number, words: string): string {
  if (number === 1) return `1 ${words}`
  return `${number} ${words === 'value of settings' ? 'values of settings' : `${words}s`}`
}

function inWords(parts: readonly string[]): string {
  return [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter((part) => part !== '').join(' and ')
}
