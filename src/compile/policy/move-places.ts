import type { Place } from '../../source/place.ts'
import type { RuleSetSource, RuleSource, WrittenText } from './policy-source.ts'

/** Puts every place of a rule set somewhere else; `narrow` finds some characters of a text there. */
export function movePlaces(
  source: RuleSetSource,
  move: (place: Place) => Place,
  narrow: (text: WrittenText, start: number, end: number) => Place,
): RuleSetSource {
  const text = (one: WrittenText): WrittenText => ({
    text: one.text,
    place: move(one.place),
    narrow: (start, end) => narrow(one, start, end),
  })
  const rule = (one: RuleSource): RuleSource => ({
    ...one,
    place: move(one.place),
    criteria: one.criteria && text(one.criteria),
    action: one.action && text(one.action),
    events: one.events.map(text),
  })
  const ruleSet = (one: RuleSetSource): RuleSetSource => ({
    ...one,
    place: move(one.place),
    criteria: one.criteria && text(one.criteria),
    imported: one.imported && text(one.imported),
    ...(one.call === undefined ? {} : { call: { ...one.call, template: text(one.call.template) } }),
    regions: one.regions.map(text),
    contract: one.contract && { ...one.contract, place: move(one.contract.place) },
    rules: one.rules.map(rule),
    ruleSets: one.ruleSets.map(ruleSet),
  })
  return ruleSet(source)
}
