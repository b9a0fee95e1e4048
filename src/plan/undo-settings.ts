import type { ObservedCluster } from '../model/observed.ts'
import { firstOf } from './first-of.ts'
import type { Blocked, Step } from './plan.ts'
import { changedSince } from './undo-rule-sets.ts'

type SettingStep = Extract<Step, { kind: 'set policy setting' }>

/** The steps that bring values of the policy's settings back to what was there before the given steps, by whomever. */
export function undoSettings(
  steps: readonly Step[],
  observed: ObservedCluster,
  blocked: Blocked[],
): readonly SettingStep[] {
  const written = new Map<string, [SettingStep, ...SettingStep[]]>()
  for (const step of steps) {
    if (step.kind !== 'set policy setting') continue
    const name = JSON.stringify([step.settings, step.target, step.key])
    const earlier = written.get(name)
    written.set(name, earlier === undefined ? [step] : [...earlier, step])
  }
  return [...written.values()].flatMap((own): readonly SettingStep[] => {
    const step = firstOf(own)
    const stop = (reason: string, remedy: string): readonly SettingStep[] => {
      blocked.push({ object: `${step.key} of settings "${step.settings}"`, reason, remedy })
      return []
    }
    const now = valueNow(step, observed)
    if (now === undefined)
      return stop('what it holds now could not be read', 'make sure that the appliance answers, then roll back again')
    if (now === step.before) return []
    // Each of them may be what is there: the commit of the last may have been lost.
    if (!own.some(({ after }) => after === now)) return stop(changedSince.reason, changedSince.remedy)
    return [{ ...step, before: now, after: step.before }]
  })
}

/** The value in the exports of the rule sets that use the object. */
function valueNow({ settings, target, key }: SettingStep, { ruleSets }: ObservedCluster): string | undefined {
  if (ruleSets.kind !== 'known') return undefined
  for (const { holds } of ruleSets.value) {
    if (holds.kind !== 'known') continue
    const object = holds.value.settings.find((one) => one.name === settings && one.target === target)
    const value = object?.values.find((one) => one.key === key)
    if (value !== undefined) return value.value
  }
  return undefined
}
