import { SWITCHES, type SwitchName, type Switches } from '../../src/emulator/switches.ts'
import type { Asked, Seen } from './asking.ts'
import { notAsked, probes } from './decisions.ts'

/** What a subject shows of a decision of the emulator. */
export interface Finding {
  readonly decision: SwitchName
  readonly decided: string
  readonly seen: Seen
}

/** Asks a subject about every decision that shows itself on the wire, one after the other. */
export async function askAll(asked: Asked, decided: Switches): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const decision of decisionNames) {
    const probe = probes[decision]
    if (probe === undefined) continue
    const seen = await probe(asked).catch((error: unknown): Seen => ({ notSeen: String(error) }))
    findings.push({ decision, decided: String(decided[decision]), seen })
  }
  return findings
}

/** The findings for a person: what holds, what does not and how to tell the emulator, and what nobody could see. */
export function report(findings: readonly Finding[]): string {
  const lines = findings.map(({ decision, decided, seen }) => {
    if ('notSeen' in seen) return `not seen      ${decision}: ${seen.notSeen}`
    if (seen.value === decided) return `confirmed     ${decision}: ${decided}`
    return `contradicted  ${decision}: the emulator decides ${decided}, this shows ${seen.value}; --switch ${decision}=${seen.value}`
  })
  const others = Object.entries(notAsked).map(([name, why]) => `not asked     ${name}: ${why}`)
  return [...lines, ...others].join('\n')
}

/** Every decision that there is. */
export const decisionNames: readonly SwitchName[] = Object.keys(SWITCHES).filter((name): name is SwitchName =>
  Object.hasOwn(SWITCHES, name),
)
