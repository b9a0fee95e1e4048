import type { SettingsObject } from '../../model/policy/settings-object.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import { didYouMean, suggest } from '../../source/suggest.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { pathOf, type Visit } from './walk.ts'

/**
 * Says which settings that YAML declares are used with another action than the one that they belong to, each once. Of a target
 * that nobody knows and that resembles no action it cannot be told: it may be what an appliance calls one.
 */
export function settingsTargets(
  visits: readonly Visit[],
  settings: readonly SettingsObject[],
  vocabulary: Vocabulary,
): readonly Diagnostic[] {
  const open = new Map(settings.filter(({ place }) => isOfYaml(place)).map((one) => [one.name, one]))
  return visits.flatMap((visit) => {
    if (visit.kind !== 'rule' || visit.item.action.settings === undefined) return []
    const { name: action, settings: name } = visit.item.action
    const used = open.get(name)
    if (used === undefined || vocabulary.byName('actions', action) === undefined) return []
    const target = vocabulary.byId('actions', used.target)?.name ?? used.target
    const isKnown = vocabulary.byName('actions', target) !== undefined
    if (target === action || (!isKnown && suggest(target, [action]) === undefined)) return []
    open.delete(name)
    return [mismatch(used, action, visit)]
  })
}

function mismatch({ name, target, place }: SettingsObject, action: string, visit: Visit): Diagnostic {
  return {
    code: 'POL-SETTINGS-TARGET',
    severity: 'error',
    message: `the settings "${name}" are those of "${target}", and "${pathOf(visit)}" uses them with "${action}"`,
    place: place.kind === 'node' ? { ...place, path: [...place.path, 'target'], part: 'value' } : place,
    related: [{ place: visit.item.place, note: 'they are used here' }],
    help: didYouMean(target, [action])?.help ?? 'name the action as their "target", or use settings of that action',
  }
}

function isOfYaml(place: Place): boolean {
  return place.kind === 'node' && place.path[0] === 'settings'
}
