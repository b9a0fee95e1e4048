import type { WireRequest } from '../../src/appliance/transport.ts'
import type { Step } from '../../src/plan/plan.ts'
import type { Court } from './court.ts'
import { SETTINGS } from './draw-rule-sets.ts'
import { isForeignSet, setsIn, settingsUsedBy, tagOf } from './policy-parts.ts'
import type { StoredView } from './views.ts'

/** Judges a change of rule sets or their settings: it has to be the one that the journal announced last. */
export function judgePolicyChange(court: Court, run: string, request: WireRequest): void {
  const [, settings, key] = /^\/setting\/([^/]+)\/property\/([^/]+)$/.exec(request.path) ?? []
  if (settings !== undefined && key !== undefined) judgeValue(court, run, settings, key)
  if (request.path.startsWith('/rulesets/')) judgeRuleSet(court, run, request)
}

function judgeValue(court: Court, run: string, settings: string, key: string): void {
  const announced = announcedBy(court, run)
  const [title] = JSON.parse(court.entryView().view.parts.get(`settings ${settings} ${key}`) ?? '[]') as string[]
  const what = `${key} of "${title}"`
  if (title === SETTINGS.foreign) court.violate(`${run} writes foreign settings: ${what}`)
  // Settings that nobody uses belong to the rule set on its way in.
  if (announced?.kind === 'put rule sets' && !isSettingsUsed(`settings ${settings} ${key}`, court.entryView().view))
    return
  if (announced?.kind !== 'set policy setting' || announced.settings !== title || announced.key !== key)
    court.violate(`${run} writes settings that the journal does not announce: ${what}`)
}

function judgeRuleSet(court: Court, run: string, { method, path, body = '' }: WireRequest): void {
  const [, id] = /^\/rulesets\/rulegroups\/([^/?]+)/.exec(path) ?? []
  const held = setsIn(court.entryView().view.parts)
  const name = id === undefined ? tagOf(body).name : held.find((one) => one.id === id)?.name
  // What was imported in the same session has a number that nobody else knows.
  if (name === undefined) return
  const what = `${method} ${path} (${name})`
  if (isForeignSet(name)) court.violate(`${run} changes a foreign rule set: ${what}`)
  if (!announcedFor(method, path, announcedBy(court, run)).includes(name))
    court.violate(`${run} changes a rule set in another way than the journal announces: ${what}`)
}

/** Whether a rule set of a view uses settings. */
export function isSettingsUsed(part: string, { parts }: StoredView): boolean {
  return setsIn(parts).some(({ id }) => settingsUsedBy(`rule set ${id}`, parts).includes(part))
}

/** Names of the rule sets to which a request may do what it does, by the step that was announced. */
function announcedFor(method: string, path: string, step: Step | undefined): readonly string[] {
  if (step?.kind !== 'put rule sets') return []
  if (path.includes('/move?')) return step.order
  const imports = step.imports.map(({ name }) => name)
  return method === 'DELETE' ? [...imports, ...step.removes] : imports
}

function announcedBy({ runOf }: Court, run: string): Step | undefined {
  const { last } = runOf(run)
  return last?.kind === 'write intended' ? last.step : undefined
}

/** What is wrong with rule sets that are said to be stored. */
export function wrongSets(
  { order, removes }: Extract<Step, { kind: 'put rule sets' }>,
  { parts }: StoredView,
): string | undefined {
  const names = setsIn(parts).map(({ name }) => name)
  const ours = names.filter((name) => order.includes(name))
  if (JSON.stringify(ours) !== JSON.stringify(order)) return `the rule sets are ${names.join(', ')}`
  const left = removes.find((name) => names.includes(name))
  return left === undefined ? undefined : `the rule set "${left}" is still there`
}
