import type { ListEntry, ObservedCluster } from '../model/observed.ts'
import { digestOf } from './canonical.ts'
import { fileName, listName, policySettingName, RULE_SET_ORDER, ruleSetName, settingName } from './held-object.ts'
import type { Holding } from './holding.ts'
import { listNamed } from './holdings.ts'
import { afterEdits } from './list-edits.ts'
import type { Step } from './plan.ts'

/** What a step makes of one object that holdings remember. */
export interface Effect {
  /** Name of the object in holdings. */
  readonly name: string
  /** What the object holds when the step has been carried out on what it held before; undefined where it is gone. */
  readonly after: (before: Holding | undefined) => Holding | undefined
}

/** What a step does to the objects that holdings remember; what a person does is found out by looking. */
export function effectsOf(step: Step, observed: ObservedCluster): readonly Effect[] {
  switch (step.kind) {
    case 'set property':
      return [to(settingName(step.uuid, step.setting), step.after)]
    case 'write system file':
      return [{ name: fileName(step.uuid, step.path), after: () => ({ digest: step.after }) }]
    case 'create list':
      return [to(listName({ name: step.list, type: step.type }), step.entries)]
    case 'edit list':
      return [{ name: nameOfList(step, observed), after: (before) => edited(before, step) }]
    case 'delete list':
      return [gone(nameOfList(step, observed))]
    case 'set policy setting':
      return [to(policySettingName(step), step.after)]
    case 'put rule sets':
      return [
        ...step.imports.map(({ name, rules }): Effect => ({
          name: ruleSetName(name),
          after: () => ({ digest: rules }),
        })),
        ...step.removes.map((name) => gone(ruleSetName(name))),
        to(RULE_SET_ORDER, step.order),
      ]
    case 'manual':
      return []
  }
}

function to(name: string, value: unknown): Effect {
  return { name, after: () => ({ digest: digestOf(value), value }) }
}

function gone(name: string): Effect {
  return { name, after: () => undefined }
}

function edited(before: Holding | undefined, { edits }: Extract<Step, { kind: 'edit list' }>): Holding | undefined {
  if (!isEntries(before?.value)) return before
  const entries = afterEdits(before.value, edits)
  return { digest: digestOf(entries), value: entries }
}

function nameOfList(step: Extract<Step, { kind: 'edit list' | 'delete list' }>, observed: ObservedCluster): string {
  return listName(listNamed(step, observed) ?? { name: step.list, type: step.type })
}

function isEntries(value: unknown): value is readonly ListEntry[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'object' && entry !== null && 'value' in entry)
}
