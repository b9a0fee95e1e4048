import type { PropertyStep } from './differences.ts'
import { firstOf } from './first-of.ts'
import type { Step } from './plan.ts'
import { isSameValue } from './same-value.ts'

/** A step about a system file. */
export type FileStep = Extract<Step, { kind: 'write system file' }>

type Several<One extends Step> = readonly [One, ...One[]]

/** The steps that write settings, setting by setting of each node. */
export function stepsBySetting(steps: readonly Step[]): readonly Several<PropertyStep>[] {
  const own = steps.filter((step): step is PropertyStep => step.kind === 'set property')
  return grouped(own, ({ uuid, setting }) => `${uuid} ${setting}`)
}

/** The steps about system files, file by file of each node. */
export function stepsByFile(steps: readonly Step[]): readonly Several<FileStep>[] {
  const own = steps.filter((step): step is FileStep => step.kind === 'write system file')
  return grouped(own, ({ uuid, path }) => `${uuid} ${path}`)
}

/** Of the steps that write one setting the one that found what was there before. */
export function firstOfSetting(steps: Several<PropertyStep>): PropertyStep {
  const [{ setting }] = steps
  return firstOf(steps, (left, right) => isSameValue(setting, left, right))
}

function grouped<One extends Step>(steps: readonly One[], keyOf: (step: One) => string): readonly Several<One>[] {
  const groups = new Map<string, Several<One>>()
  for (const step of steps) {
    const before = groups.get(keyOf(step))
    groups.set(keyOf(step), before === undefined ? [step] : [...before, step])
  }
  return [...groups.values()]
}
