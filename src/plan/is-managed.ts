import type { Cluster } from '../model/fleet.ts'
import type { HeldObject } from './held-object.ts'
import { settingCalled } from './same-holding.ts'

/** Whether the repository says what an object is to hold. */
export function isManaged(object: HeldObject, { nodes, policy }: Cluster): boolean {
  switch (object.kind) {
    case 'list':
      return policy.lists.some(({ name, type }) => name === object.list && type === object.type)
    case 'rule set':
      return policy.ruleSets.some(({ name }) => name === object.ruleSet)
    case 'policy setting':
      return policy.settings.some(
        ({ name, values }) => name === object.settings && values.some(({ key }) => key === object.key),
      )
    case 'rule set order':
      return true
    case 'file': {
      const name = nodes.find(({ uuid }) => uuid.value === object.node)?.name
      return policy.systemFiles.some(({ node, path }) => node === name && path === object.path)
    }
    case 'setting': {
      const setting = settingCalled(object.setting)
      const node = nodes.find(({ uuid }) => uuid.value === object.node)
      return setting !== undefined && node?.settings[setting] !== undefined
    }
  }
}
