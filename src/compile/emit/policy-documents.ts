import type { Cluster } from '../../model/fleet.ts'
import type { DesiredList } from '../../model/policy/list.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import { operandsOfVisit, walk } from '../../policy/check/walk.ts'
import { certainWords, type Vocabulary } from '../../policy/vocabulary.ts'
import { encodeExport } from '../../policy/xml/encode-export.ts'
import type { RuleSetExport } from '../../policy/xml/rule-set-export.ts'
import type { ArtifactFile } from './artifact-file.ts'

/**
 * The files of a policy that people import or publish: a document for each top-level rule set and a text for each list
 * that a web server may offer to subscribers. A rule set that needs an id which nobody has verified has no document (the
 * compiler's findings name the id), nor has one of a cluster whose build is not declared: a document carries it.
 */
export function policyDocuments({ policy, version, build }: Cluster, vocabulary: Vocabulary): readonly ArtifactFile[] {
  const words = certainWords(vocabulary)
  const product = build === undefined ? undefined : `${version.value}-${build.value}`
  const width = Math.max(2, String(policy.ruleSets.length).length)
  const documents = policy.ruleSets.flatMap((ruleSet, index): readonly ArtifactFile[] => {
    const text = product === undefined ? undefined : documentOf(ruleSet, policy, product, words)
    const number = String(index + 1).padStart(width, '0')
    return text === undefined ? [] : [{ path: `policy/${number}-${slug(ruleSet.name)}.xml`, text }]
  })
  const used = new Map<string, number>()
  const lists = policy.lists.flatMap((list): readonly ArtifactFile[] => {
    const text = subscribedList(list)
    const name = `${slug(list.name)}.${list.type}`
    const before = used.get(name.toLowerCase()) ?? 0
    used.set(name.toLowerCase(), before + 1)
    return text === undefined ? [] : [{ path: `lists/${name}${before === 0 ? '' : `.${before + 1}`}.txt`, text }]
  })
  return [...documents, ...lists]
}

function documentOf(ruleSet: RuleSet, policy: Policy, version: string, words: Vocabulary): string | undefined {
  const document = closureOf(ruleSet, policy, version)
  const vague = document.settings.some((one) => one.template === undefined || one.version === undefined)
  return vague ? undefined : encodeExport(document, words).value
}

/** The rule set with everything that it refers to and nothing else, as the product's own exports are. */
function closureOf(ruleSet: RuleSet, policy: Policy, version: string): RuleSetExport {
  const lists = new Set<string>()
  const settings = new Set<string>()
  const properties = new Set<string>()
  for (const visit of walk([ruleSet])) {
    for (const operand of operandsOfVisit(visit)) {
      if (operand.kind === 'list') lists.add(`${operand.type} ${operand.name}`)
      if (operand.kind !== 'property') continue
      properties.add(operand.use.name)
      if (operand.use.settings !== undefined) settings.add(operand.use.settings)
    }
    if (visit.kind === 'ruleSet') continue
    for (const user of [visit.item.action, ...visit.item.events])
      if ('settings' in user && user.settings !== undefined) settings.add(user.settings)
  }
  const isUsed = ({ type, name }: { readonly type: string; readonly name: string }): boolean =>
    lists.has(`${type} ${name}`)
  return {
    name: ruleSet.name,
    version,
    description: ruleSet.description,
    ruleSets: [ruleSet],
    lists: policy.lists.filter(isUsed),
    tables: policy.tables.filter(isUsed),
    settings: policy.settings.filter(({ name }) => settings.has(name)),
    properties: policy.properties.filter(({ name }) => properties.has(name)),
  }
}

/** A list in the form that the product guide documents for subscribers; a quote inside an item is not documented. */
function subscribedList({ type, entries }: DesiredList): string | undefined {
  const items = entries.map(({ value, description }) => (description === '' ? [value] : [value, description]))
  if (items.flat().some((item) => /["\\\p{Cc}]/u.test(item))) return undefined
  const lines = items.map((line) => line.map((item) => `"${item}"`).join(' '))
  return `${[`type=${type}`, ...lines].join('\n')}\n`
}

function slug(name: string): string {
  return name.replace(/[^\p{L}\d]+/gu, '-').replace(/^-|-$/g, '') || 'unnamed'
}
