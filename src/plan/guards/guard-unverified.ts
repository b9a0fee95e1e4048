import type { Dialect } from '../../dialect/dialect.ts'
import { mayWrite, type Target } from '../../dialect/permission.ts'
import { policyPath, policyPathFacts, type PolicyPath } from '../../dialect/policy-paths.ts'
import type { Plan, Step } from '../plan.ts'
import type { Guard } from './guard.ts'

/** Objects to writing through an identifier that nobody has seen on an appliance; only calibrating helps. */
export const guardUnverified: Guard = {
  code: 'GUARD-UNVERIFIED',
  title: 'Every identifier that is written has been seen on an appliance',
  why: 'A property written under a wrong key is a change nobody asked for.',
  help: 'dialect.json of the cluster has to state what your own appliance showed',
  *objections(plan, { dialect, target }) {
    const steps = plan.phases.flatMap((phase) => phase.steps)
    yield* new Set(
      steps.flatMap((step) => [...ofSetting(step, plan, dialect, target), ...ofPaths(step, dialect, target)]),
    )
  },
}

function ofSetting(step: Step, { cluster }: Plan, dialect: Dialect, target: Target): readonly string[] {
  if (step.kind !== 'set property') return []
  const learn = `"pader calibrate ${cluster}" learns where it is kept`
  const entry = dialect.settings.get(step.setting)
  if (entry === undefined) return [`nobody knows how an appliance stores "${step.setting}"; ${learn}`]
  const permission = mayWrite(entry, target)
  return permission.allowed ? [] : [`${permission.reason}; ${learn}`]
}

function ofPaths(step: Step, dialect: Dialect, target: Target): readonly string[] {
  return pathsOf(step).flatMap((path) =>
    policyPath(path, dialect, target) === undefined
      ? [`no path of the REST interface is certain: "${policyPathFacts[path]}" of dialect.json is not known`]
      : [],
  )
}

function pathsOf({ kind }: Step): readonly PolicyPath[] {
  if (kind === 'set policy setting') return ['settingProperty']
  return kind === 'put rule sets' ? ['importRuleSet', 'deleteRuleSet', 'moveRuleSet'] : []
}
