import { didYouMean } from '../../source/suggest.ts'
import { closedGates, gateNames, type Gate, type Judged } from '../../plan/review/gates.ts'
import { UsageError } from '../command.ts'
import type { World } from '../world.ts'

/** What a change must not do to pass; naming a gate without a base to compare with would guard nothing. */
export function readGates(values: readonly string[], base: string | undefined): readonly Gate[] {
  if (values.length > 0 && base === undefined) throw new UsageError('--fail-on needs --base to compare with')
  return values.map((value) => {
    const gate = gateNames.find((name) => name === value)
    if (gate === undefined) {
      const hint = didYouMean(value, gateNames)?.help ?? `a gate is one of ${gateNames.join(', ')}`
      throw new UsageError(`unknown gate "${value}": ${hint}`)
    }
    return gate
  })
}

/** Whether every gate is open; one that is closed is named. */
export function passesGates(judged: Judged, gates: readonly Gate[], world: World): boolean {
  const closed = closedGates(judged, gates)
  if (closed.length === 0) return true
  tellClosed([...new Set(closed)], world)
  if (judged.lowered.length > 0)
    world.stderr.write(`pader: checks with a lower severity than before: ${judged.lowered.toSorted().join(', ')}\n`)
  return false
}

/** Names the gates that a change does not pass, and what opens them where it is meant. */
export function tellClosed(closed: readonly string[], world: World): void {
  world.stderr.write(`pader: the change does not pass --fail-on ${closed.join(', ')}\n`)
  if (closed.includes('weakening'))
    world.stderr.write(
      'pader: if this is intended, a waiver of "weakening" in waivers.yaml opens this gate for its regions\n',
    )
}
