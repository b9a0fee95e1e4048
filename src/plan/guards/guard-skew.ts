import { awayNodes } from '../away-nodes.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import type { Guard } from './guard.ts'

/** Objects to commits while clocks differ, or nobody knows whether they do. */
export const guardSkew: Guard = {
  code: 'GUARD-SKEW',
  title: 'The clocks of all nodes are known and agree',
  why: 'With equal priorities, the newest change wins, by the clocks of the nodes; too large a difference is refused with error 405 (BP).',
  help: 'correct the clocks (NTP), or find out why a node does not answer',
  override: '--allow-skew',
  *objections(plan, { cluster, observed, limits }) {
    if (!plan.phases.some(({ kind }) => kind !== 'manual')) return
    const away = awayNodes(cluster)
    const unmeasured: { readonly name: string; readonly why: string }[] = []
    const strangers: string[] = []
    const off: { readonly name: string; readonly seconds: number }[] = []
    for (const { name, uuid, skew } of observed.nodes.values()) {
      if (skew.kind !== 'known') {
        if (name === undefined) strangers.push(uuid)
        else if (!away.has(name))
          unmeasured.push({ name, why: skew.kind === 'unknown' ? skew.reason : 'it tells none' })
      } else if (Math.abs(skew.value.seconds) > limits.skewSeconds + skew.value.uncertainty)
        off.push({ name: name ?? uuid, seconds: Math.round(skew.value.seconds) })
    }
    for (const isAhead of [false, true])
      yield* wordsFor(
        off.filter(({ seconds }) => seconds > 0 === isAhead),
        observed,
      )
    yield* unmeasuredWords(unmeasured)
    // Where to ask such a member is written nowhere.
    if (strangers.length > 0)
      yield `nobody can ask for the clocks of ${strangers.join(', ')}: members that no file of this cluster names; declare them, or take them out`
  },
}

/** The reason says what to do: a certificate that nobody expected is no matter of NTP. As a rule all have that of the first. */
function* unmeasuredWords(unmeasured: readonly { readonly name: string; readonly why: string }[]): Generator<string> {
  const [first, ...others] = unmeasured
  if (first === undefined) return
  const names = unmeasured.map(({ name }) => name).join(', ')
  yield `the ${others.length === 0 ? 'clock' : 'clocks'} of ${names} could not be measured (${others.length === 0 ? '' : `${first.name}: `}${first.why})`
}

/** Clocks that are named one by one, each with how far it is off. */
const MOST_NAMED = 3

/** Many clocks that are off to the same side are one objection: as a rule it is the entry node's that is wrong. */
function* wordsFor(
  off: readonly { readonly name: string; readonly seconds: number }[],
  { nodes }: ObservedCluster,
): Generator<string> {
  const [first] = off
  if (first === undefined) return
  const side = first.seconds > 0 ? 'ahead of' : 'behind'
  if (off.length <= MOST_NAMED) {
    for (const { name, seconds } of off) yield `the clock of ${name} is ${Math.abs(seconds)} s ${side} the entry node's`
    return
  }
  const most = Math.max(...off.map(({ seconds }) => Math.abs(seconds)))
  const named = off.slice(0, MOST_NAMED).map(({ name }) => name)
  const whose = off.length * 2 > nodes.size ? ', which is the one that is off, unless all of them are' : ''
  yield `the clocks of ${off.length} nodes (${named.join(', ')}, …) are up to ${most} s ${side} the entry node's${whose}`
}
