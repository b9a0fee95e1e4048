import type { FeedEntry, GatewayWriter } from '../../appliance/port.ts'
import { policyPath, type PolicyPath } from '../../dialect/policy-paths.ts'
import type { Step } from '../../plan/plan.ts'
import { contentOf } from '../observe/read-export.ts'
import type { WriteContext } from './write-context.ts'
import { refused, required } from './refused.ts'
import { listPart, RULE_SET_ORDER, ruleSetPart } from '../observe/snapshot.ts'
import { fitUnusedSettings } from './unused-settings.ts'

type SettingStep = Extract<Step, { kind: 'set policy setting' }>
type RuleSetStep = Extract<Step, { kind: 'put rule sets' }>

/** Writes one value of a settings object; touched are the rule sets whose exports show it. */
export async function setPolicySetting(
  writer: GatewayWriter,
  { settings, target, key, before, after, ruleSets }: SettingStep,
  writeContext: WriteContext,
): Promise<readonly string[]> {
  const what = `${key} of settings "${settings}"`
  const path = wayTo('settingProperty', what, writeContext)
  const type = writeContext.scope.ruleSets?.byName('actions', target)?.id ?? target
  const feed = required(what, await writer.settings())
  const [found, ...others] = feed.filter((entry) => entry.title === settings && (entry.type ?? type) === type)
  if (found === undefined || others.length > 0)
    throw refused(what, `the cluster has ${others.length === 0 ? 'no' : 'several'} settings of this name for ${target}`)
  const valueNow = async (): Promise<string> => {
    const property = required(what, await writer.setting(found.id)).properties.get(key)
    if (property === undefined || property.encrypted)
      throw refused(what, property === undefined ? 'there is no such value' : 'the value is encrypted')
    return property.value
  }
  if ((await valueNow()) !== before) throw refused(what, 'the value is not the one that the plan expects')
  await writer.putSettingProperty(path, found.id, key, after)
  if ((await valueNow()) !== after) throw refused(what, 'what was written does not read back the same')
  const users = required('the rule sets', await writer.ruleSets()).filter(({ title }) => ruleSets.includes(title))
  return users.map(({ id }) => ruleSetPart(id))
}

/**
 * Puts rule sets in the place of those of their name, new ones below the one that comes before them, and takes away what
 * the repository has no more. Each is exported again, in the same session, and has to say what was meant: how an import
 * treats objects that exist already is not the business of who asked for it, and what came out otherwise is not committed.
 */
export async function putRuleSets(
  writer: GatewayWriter,
  step: RuleSetStep,
  writeContext: WriteContext,
): Promise<readonly string[]> {
  const ways: Ways = {
    importAt: wayTo('importRuleSet', 'rule sets', writeContext),
    deleteAt: wayTo('deleteRuleSet', 'rule sets', writeContext),
    moveAt: wayTo('moveRuleSet', 'rule sets', writeContext),
  }
  const lists = await idsOf(writer.lists())
  const before = await topLevel(writer)
  for (const one of step.imports) await importOne(writer, one, step.order, ways, writeContext)
  for (const name of step.removes) await writer.deleteRuleSet(ways.deleteAt, (await only(writer, name)).id)
  await putInOrder(writer, step.order, ways)
  const after = await topLevel(writer)
  const isIn = (feed: readonly FeedEntry[], id: string): boolean => feed.some((entry) => entry.id === id)
  const all = [...new Set([...before, ...after].map(({ id }) => id))]
  const changed = all.filter((id) => isIn(before, id) !== isIn(after, id))
  const brought = [...(await idsOf(writer.lists()))].filter((id) => !lists.has(id))
  return [...changed.map(ruleSetPart), RULE_SET_ORDER, ...brought.map(listPart)]
}

interface Ways {
  readonly importAt: string
  readonly deleteAt: string
  readonly moveAt: string
}

async function importOne(
  writer: GatewayWriter,
  { name, content, replaces }: RuleSetStep['imports'][number],
  order: readonly string[],
  { importAt, deleteAt }: Ways,
  writeContext: WriteContext,
): Promise<void> {
  const what = `rule set "${name}"`
  const wanted = writeContext.ruleSet(name)
  if (wanted === undefined) throw refused(what, 'the repository has no document for it')
  if (wanted.content !== content) throw refused(what, 'the repository has another content than the plan')
  const feed = await topLevel(writer)
  const old = feed.filter(({ title }) => title === name)
  if (old.length !== (replaces ? 1 : 0)) throw refused(what, 'the cluster is not the one that the plan expects')
  const [replaced] = old
  const position = replaced === undefined ? placeFor(name, feed, order) : feed.indexOf(replaced)
  await fitUnusedSettings(writer, wanted.settings, writeContext)
  await writer.importRuleSet(importAt, wanted.document, position)
  if (replaced !== undefined) await writer.deleteRuleSet(deleteAt, replaced.id)
  const { id } = await only(writer, name)
  const text = required(what, await writer.exportRuleSet(id))
  const words = writeContext.scope.ruleSets
  const holds = words === undefined ? undefined : contentOf(text, name, words)
  if (holds?.kind !== 'known' || !wanted.isSaidBy(holds.value))
    throw refused(
      what,
      'what was imported does not say what the YAML says: the cluster may have settings or properties of the same name',
    )
}

/** Below the one that comes before it, else at the top. */
function placeFor(name: string, feed: readonly FeedEntry[], order: readonly string[]): number {
  const before = order.slice(0, order.indexOf(name)).toReversed()
  const position = before.map((one) => feed.findIndex(({ title }) => title === one)).find((found) => found >= 0)
  return position === undefined ? 0 : position + 1
}

/** Moves only what stands above its predecessor, so that what others have in between stays where it is. */
async function putInOrder(writer: GatewayWriter, order: readonly string[], { moveAt }: Ways): Promise<void> {
  for (const [index, name] of order.entries()) {
    const before = order[index - 1]
    if (before === undefined) continue
    const feed = await topLevel(writer)
    const [place, behind] = [name, before].map((one) => feed.findIndex(({ title }) => title === one))
    const entry = place === undefined ? undefined : feed[place]
    if (entry === undefined || place === undefined || behind === undefined || behind < 0)
      throw refused(`rule set "${name}"`, 'it is not where the plan expects it')
    // It leaves its place first, so that its predecessor is one position further up by then.
    if (place < behind) await writer.moveRuleSet(moveAt, entry.id, behind)
  }
  const names = (await topLevel(writer)).map(({ title }) => title).filter((title) => order.includes(title))
  if (names.join('\n') !== order.join('\n')) throw refused('rule sets', 'they are not in the requested order')
}

async function only(writer: GatewayWriter, name: string): Promise<FeedEntry> {
  const [found, ...others] = (await topLevel(writer)).filter(({ title }) => title === name)
  if (found === undefined || others.length > 0)
    throw refused(`rule set "${name}"`, `the cluster has ${found === undefined ? 'none' : 'several'} of this name`)
  return found
}

async function topLevel(writer: GatewayWriter): Promise<readonly FeedEntry[]> {
  return required('the rule sets', await writer.ruleSets())
}

async function idsOf(feed: ReturnType<GatewayWriter['lists']>): Promise<ReadonlySet<string>> {
  return new Set(required('the lists', await feed).map(({ id }) => id))
}

function wayTo(path: PolicyPath, what: string, { scope, target }: WriteContext): string {
  const found = policyPath(path, scope.dialect, target)
  if (found === undefined) throw refused(what, 'no path of the REST interface is certain for it')
  return found
}
