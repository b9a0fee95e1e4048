import type { Blocked, Phase, Plan, Precondition } from '../../plan/plan.ts'
import type { Proof } from '../../plan/proof.ts'
import { plural } from '../plural.ts'
import { unreachable } from '../../source/unreachable.ts'
import type { Appearance } from '../appearance.ts'
import { harmless } from '../text/cells.ts'
import { glyphsOf } from '../text/glyphs.ts'
import { paintOf, type Paint } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import { awayText } from './away.ts'
import { leasedWords, stepLines, type LineKind, type StepLine } from './step.ts'
import { summaryOf } from './summary.ts'

/** A plan for a person: its phases in order with every change, why each phase is safe, and what stays as it is. */
export function planText(plan: Plan, look: Appearance): string {
  const paint = paintOf(look)
  const parts = [
    [paint.strong(`${harmless(plan.cluster, look.unicode)}: ${summaryOf(plan)}`)],
    ...plan.phases.map((phase) => phaseText(phase, plan.phases.length, look, paint)),
    ...(plan.blocked.length === 0 ? [] : [blockedText(plan.blocked, look, paint)]),
    ...(plan.away === undefined ? [] : [awayText(plan.away, look, paint)]),
    ...(plan.leased === undefined ? [] : [leasedText(plan.leased, look, paint)]),
  ]
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function phaseText(phase: Phase, of: number, look: Appearance, paint: Paint): readonly string[] {
  const lines: string[] = [
    `${paint.strong(`phase ${phase.ordinal} of ${of}`)} ${paint.faint(`(${phase.kind})`)} ${harmless(phase.title, look.unicode)}`,
  ]
  let subject: string | undefined
  for (const step of phase.steps) {
    const said = stepLines(step, glyphsOf(look).arrow)
    if (said.subject !== subject) lines.push(`  ${harmless(said.subject, look.unicode)}`)
    subject = said.subject
    lines.push(...said.lines.flatMap((line) => changeLine(line, look, paint)))
  }
  return [
    ...lines,
    ...phase.preconditions.flatMap((one) => preconditionText(one, look)),
    ...proofText(phase.proof, look, paint),
  ]
}

function preconditionText(precondition: Precondition, look: Appearance): readonly string[] {
  return wrap(harmless(preconditionWords(precondition), look.unicode), look.columns, '          ', '  before: ')
}

/** What must hold before a phase starts, in words. */
export function preconditionWords(precondition: Precondition): string {
  switch (precondition.kind) {
    case 'confirmed':
      return `${nodeList(precondition.nodes)} confirmed on what was committed last, because ${precondition.because}`
    case 'isolated':
      return `node ${precondition.node} shown to be isolated (out of service, ${precondition.ticket}): no connection to ${precondition.endpoints.map(({ address, port }) => `${address}:${port}`).join(', ') || 'its Central Management port'}`
    case 'soaked': {
      const { probe } = precondition
      const statuses = probe?.statuses === undefined ? '' : ` with status ${probe.statuses.join(' or ')}`
      const asked = probe === undefined ? '' : `, ${probe.url} answered through their proxies${statuses}`
      return `what this rollout committed before in effect for ${plural(precondition.seconds / 60, 'minute')}, and the nodes it reached healthy${asked}`
    }
    case 'clock':
      return `the clock of ${precondition.entry} is past the last known save`
    default:
      return unreachable(precondition)
  }
}

function nodeList(nodes: readonly string[]): string {
  return nodes.length > 4 ? `${nodes.length} nodes` : nodes.join(', ')
}

const signs: Readonly<Record<LineKind, string>> = { added: '+', removed: '-', changed: '~', said: ' ' }

function changeLine({ kind, text }: StepLine, look: Appearance, paint: Paint): readonly string[] {
  const color = kind === 'said' ? (line: string) => line : paint[kind]
  return wrap(harmless(text, look.unicode), look.columns, '        ', `    ${signs[kind]} `).map(color)
}

/** Why a phase is safe, or why nobody can say so. */
export function proofText(proof: Proof, look: Appearance, paint: Paint): readonly string[] {
  const say = (label: string, text: string, color: (text: string) => string): readonly string[] =>
    wrap(harmless(text, look.unicode), look.columns, ' '.repeat(label.length + 4), `  ${label}: `).map((line, index) =>
      index === 0 ? line.replace(`${label}:`, color) : line,
    )
  switch (proof.kind) {
    case 'proved':
      return [
        ...proof.because.flatMap((reason) => say('proved', reason, paint.good)),
        ...proof.assumptions.flatMap((assumption) => say('assumes', assumption, paint.warning)),
      ]
    case 'refused':
      return [...say('refused', proof.obstacle, paint.error), ...say('instead', proof.suggestion, paint.info)]
    case 'not needed':
      return say('safe', proof.because, paint.good)
    case 'unprovable':
      return say('cannot be proved', proof.because, paint.warning)
    default:
      return unreachable(proof)
  }
}

function leasedText(leased: NonNullable<Plan['leased']>, look: Appearance, paint: Paint): readonly string[] {
  return [
    paint.faint(`accepted for now: ${leased.length} difference${leased.length === 1 ? '' : 's'} that a lease covers`),
    ...leased.flatMap(({ step, ticket, owner, reason, expires }) => {
      const said = `${leasedWords(step, glyphsOf(look).arrow)}; ${ticket} of ${owner} until ${expires}: ${reason}`
      return wrap(harmless(said, look.unicode), look.columns, '    ', '  ')
    }),
  ]
}

function blockedText(blocked: readonly Blocked[], look: Appearance, paint: Paint): readonly string[] {
  const heading = `not changed: ${blocked.length} difference${blocked.length === 1 ? '' : 's'} that this plan leaves`
  return [
    paint.warning(heading),
    ...blocked.flatMap(({ node, setting, object, reason, remedy }) => [
      ...wrap(harmless(reason, look.unicode), look.columns, '    ', `  ${subjectOf([node, setting, object])}`),
      ...wrap(harmless(remedy, look.unicode), look.columns, '      ', '    to do: '),
    ]),
  ]
}

function subjectOf(parts: readonly (string | undefined)[]): string {
  const known = parts.filter((part) => part !== undefined)
  return known.length === 0 ? '' : `${known.join(' ')}: `
}
