import type { ObservedCluster, ObservedNode, ObservedRuleSet } from '../model/observed.ts'
import type { HeldObject } from './held-object.ts'
import { settingCalled } from './same-holding.ts'

/** Whether it could be seen what an object holds: of what could not be read nothing is said, since it may be as it was. */
export function isSeen(object: HeldObject, { nodes, lists, ruleSets }: ObservedCluster): boolean {
  switch (object.kind) {
    case 'list':
      return lists.kind === 'known'
    case 'rule set':
    case 'policy setting':
    case 'rule set order':
      return ruleSets.kind === 'known' && isSeenIn(object, ruleSets.value)
    case 'file':
    case 'setting':
      return isSeenAt(
        [...nodes.values()].find(({ uuid }) => uuid === object.node),
        object,
      )
  }
}

function isSeenAt(node: ObservedNode | undefined, object: Extract<HeldObject, { readonly node: string }>): boolean {
  if (object.kind === 'file') return isReadOrGone(node?.systemFiles.get(object.path)?.kind)
  const setting = settingCalled(object.setting)
  return setting !== undefined && node?.settings[setting]?.kind === 'known'
}

function isReadOrGone(kind: 'known' | 'absent' | 'unknown' | undefined): boolean {
  return kind === 'known' || kind === 'absent'
}

function isSeenIn(
  object: Extract<HeldObject, { kind: 'rule set' | 'policy setting' | 'rule set order' }>,
  ruleSets: readonly ObservedRuleSet[],
): boolean {
  if (object.kind === 'rule set') {
    const namesakes = ruleSets.filter(({ name }) => name === object.ruleSet)
    return namesakes.length === 0 || (namesakes.length === 1 && namesakes[0]?.rules !== undefined)
  }
  if (object.kind === 'rule set order') return ruleSets.every(({ holds }) => holds.kind === 'known')
  // Settings are seen through the rule sets that use them: those that nothing uses any more are not looked at.
  return ruleSets.some(
    ({ holds }) =>
      holds.kind === 'known' &&
      holds.value.settings.some(({ name, target }) => name === object.settings && target === object.target),
  )
}
