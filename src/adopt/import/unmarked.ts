import { isOwned, ownershipMarker } from '../../model/policy/list.ts'
import type { ObservedCluster } from '../../model/observed.ts'

/**
 * What is said of lists and rule sets that were read and do not carry the mark of Pader: that the first plan is empty does not
 * mean that later ones may change them. Undefined where all that could be read carry it.
 */
export function unmarkedWords({ lists, ruleSets }: Pick<ObservedCluster, 'lists' | 'ruleSets'>): string | undefined {
  const ofLists = lists.kind === 'known' ? [...lists.value.values()].filter((one) => !isOwned(one.description)) : []
  const ofRuleSets = (ruleSets.kind === 'known' ? ruleSets.value : []).filter(
    ({ holds }) => holds.kind === 'known' && !holds.value.ruleSets.every(({ description }) => isOwned(description)),
  )
  const total = ofLists.length + ofRuleSets.length
  if (total === 0) return undefined
  const counted = (items: readonly unknown[], word: string): readonly string[] =>
    items.length === 0 ? [] : [`${items.length} ${word}${items.length === 1 ? '' : 's'}`]
  const what = [...counted(ofLists, 'list'), ...counted(ofRuleSets, 'rule set')].join(' and ')
  return `not handed over: ${what} without the mark of Pader, so that plans leave ${total === 1 ? 'it' : 'them'} as found; to hand one over, start its description in the UI with "${ownershipMarker}"`
}
