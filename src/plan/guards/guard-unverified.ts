import { mayWrite } from '../../dialect/permission.ts'
import type { Guard } from './guard.ts'

/** Objects to writing through an identifier that nobody has seen on an appliance; only calibrating helps. */
export const guardUnverified: Guard = {
  code: 'GUARD-UNVERIFIED',
  title: 'Every identifier that is written was seen on an appliance',
  why: 'A property written under a wrong key is a change that nobody asked for.',
  help: 'read the identifiers from your own appliance and write them into dialect.json of the cluster',
  *objections(plan, { dialect, target }) {
    const told = new Set<string>()
    for (const step of plan.phases.flatMap(({ steps }) => steps)) {
      if (step.kind !== 'set property' || told.has(step.setting)) continue
      told.add(step.setting)
      const entry = dialect.settings.get(step.setting)
      const permission = entry === undefined ? undefined : mayWrite(entry, target)
      if (permission === undefined) yield `nobody knows how an appliance stores "${step.setting}"`
      else if (!permission.allowed) yield `${permission.reason}; ${permission.remedy}`
    }
  },
}
