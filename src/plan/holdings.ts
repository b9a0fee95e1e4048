import type { Digest } from '../model/names.ts'
import type { ObservedCluster, ObservedList } from '../model/observed.ts'
import { digestOf } from './canonical.ts'
import { afterEdits } from './list-edits.ts'
import type { Plan, Step } from './plan.ts'
import { digestOfFile } from './policy-steps.ts'

/** What the objects of a cluster held at a time: name of an object → digest of what it held. */
export type Holdings = ReadonlyMap<string, Digest>

/** What the objects of a cluster hold as observed; what is unknown is left out, and so never counts as changed. */
export function holdingsOf(observed: ObservedCluster): Holdings {
  const held = new Map<string, Digest>()
  for (const { uuid, settings, systemFiles } of observed.nodes.values()) {
    for (const [setting, value] of Object.entries(settings)) {
      if (value.kind === 'known') held.set(settingName(uuid, setting), digestOf(value.value))
    }
    for (const [path, text] of systemFiles) {
      if (text.kind === 'known') held.set(fileName(uuid, path), digestOfFile(text.value))
    }
  }
  for (const list of listsOf(observed)) held.set(listName(list), digestOf(list.entries))
  return held
}

/**
 * Objects that were changed on both sides since Pader last applied: by somebody at the appliance, and in the
 * repository to something else. What only drifted is not among them: bringing that back is what Pader is for.
 */
export function foreignChanges(plan: Plan, observed: ObservedCluster, applied: Holdings): readonly string[] {
  return plan.phases
    .flatMap(({ steps }) => steps)
    .flatMap((step) => {
      const change = changeOf(step, observed)
      const last = change === undefined ? undefined : applied.get(change.name)
      if (change === undefined || last === undefined) return []
      return change.before !== last && change.after !== last ? [change.words] : []
    })
}

interface Change {
  readonly name: string
  readonly words: string
  readonly before: Digest
  /** Absent where the object goes away. */
  readonly after?: Digest
}

function changeOf(step: Step, observed: ObservedCluster): Change | undefined {
  switch (step.kind) {
    case 'set property': {
      const name = settingName(step.uuid, step.setting)
      return {
        name,
        words: `${step.setting} of ${step.node}`,
        before: digestOf(step.before),
        after: digestOf(step.after),
      }
    }
    case 'write system file': {
      if (step.before === undefined) return undefined
      const words = `${step.path} of ${step.node}`
      return { name: fileName(step.uuid, step.path), words, before: step.before, after: step.after }
    }
    case 'edit list':
    case 'delete list': {
      const list = listsOf(observed).find(({ id, name, type }) => [id, name].includes(step.list) && type === step.type)
      if (list === undefined) return undefined
      const found = { name: listName(list), words: `list "${list.name}"`, before: digestOf(list.entries) }
      return step.kind === 'delete list' ? found : { ...found, after: digestOf(afterEdits(list.entries, step.edits)) }
    }
    case 'create list':
    case 'manual':
      return undefined
  }
}

function listsOf({ lists }: ObservedCluster): readonly ObservedList[] {
  return lists.kind === 'known' ? [...lists.value.values()] : []
}

function settingName(uuid: string, setting: string): string {
  return `node ${uuid} setting ${setting}`
}

function fileName(uuid: string, path: string): string {
  return `node ${uuid} file ${path}`
}

function listName({ name, type }: ObservedList): string {
  return `list ${type} ${name}`
}
