import type { BackupContents } from './backup.ts'
import { isNodeFile } from './backup.ts'
import { element, renderXml } from './xml-write.ts'
import { childrenOf, findDeep, parseXml, type XmlElement } from './xml.ts'

/** A top-level rule set of a backup, as a document of its own. */
export interface BackedUpRuleSet {
  readonly id: string
  readonly name: string
  /** What its export would be: the rule set with the lists, settings and properties that it refers to. */
  readonly text: string
}

/**
 * The rule sets of a backup in the form of their exports. Which file holds them is told by what is in it, since one
 * client alone names it; where several do, nobody knows which is in use.
 */
export function ruleSetsOf(backup: BackupContents): readonly BackedUpRuleSet[] | { readonly problem: string } {
  const roots = policyFiles(backup)
  const withRules = roots.filter((root) => !isObject(root) && findDeep(root, 'ruleGroup') !== undefined)
  const [rules, ...others] = withRules
  if (rules === undefined) return { problem: 'no file of the backup holds rule sets' }
  if (others.length > 0)
    return { problem: `${withRules.length} files of the backup hold rule sets: which are in use is not known` }
  const objects = objectsOf(roots, rules)
  return topGroups(rules).map((group) => {
    const { id = '', name = '' } = group.attributes
    return { id, name, text: renderXml(exportOf(group, objects, backup.product ?? '')) }
  })
}

/** Objects that rule sets refer to, by id. */
interface PolicyObjects {
  readonly lists: ReadonlyMap<string, XmlElement>
  readonly settings: ReadonlyMap<string, XmlElement>
  readonly properties: ReadonlyMap<string, XmlElement>
}

function policyFiles({ files }: BackupContents): readonly XmlElement[] {
  return [...files].flatMap(([path, text]) => {
    if (!path.endsWith('.xml') || isNodeFile(path)) return []
    const parsed = parseXml(text)
    return 'root' in parsed ? [parsed.root] : []
  })
}

function isObject({ name }: XmlElement): boolean {
  return name === 'list' || name === 'configuration'
}

function objectsOf(roots: readonly XmlElement[], rules: XmlElement): PolicyObjects {
  const byId = (found: readonly XmlElement[]): ReadonlyMap<string, XmlElement> =>
    new Map(found.map((one) => [one.attributes['id'] ?? '', one]))
  return {
    lists: byId(roots.filter(({ name }) => name === 'list')),
    settings: byId(roots.filter(({ name }) => name === 'configuration')),
    properties: byId(propertiesIn(rules)),
  }
}

function propertiesIn(root: XmlElement): readonly XmlElement[] {
  if (root.name === 'userDefinedProperty') return [root]
  return root.name === 'ruleGroup' ? [] : root.children.flatMap(propertiesIn)
}

/** The rule sets that lie in no other one. */
function topGroups(root: XmlElement): readonly XmlElement[] {
  return root.name === 'ruleGroup' ? [root] : root.children.flatMap(topGroups)
}

function exportOf(group: XmlElement, { lists, settings, properties }: PolicyObjects, product: string): XmlElement {
  const used = new Set<string>()
  collectIds(group, used)
  const configurations = [...settings].flatMap(([id, one]) => (used.has(id) ? [one] : []))
  // Settings may name a list of their own.
  for (const one of configurations) collectValues(one, used)
  const section = (name: string, children: readonly XmlElement[]): readonly XmlElement[] =>
    children.length === 0 ? [] : [element(name, {}, children)]
  return element('libraryContent', {}, [
    element('libraryObject', {}, [
      element('name', {}, group.attributes['name'] ?? ''),
      element('version', {}, product),
      element('description', {}, childrenOf(group, 'description')[0]?.text ?? ''),
    ]),
    ...section(
      'lists',
      [...lists].flatMap(([id, list]) =>
        used.has(id) ? [element('entry', {}, [element('string', {}, id), list])] : [],
      ),
    ),
    ...section('configurations', configurations),
    ...section(
      'userDefinedPropertys',
      [...properties].flatMap(([id, property]) => (used.has(id) ? [property] : [])),
    ),
    group,
  ])
}

function collectIds({ name, attributes, children }: XmlElement, into: Set<string>): void {
  const { id, configurationId, propertyId } = attributes
  for (const one of name === 'listValue' ? [id] : [configurationId, propertyId]) if (one !== undefined) into.add(one)
  for (const child of children) collectIds(child, into)
}

function collectValues({ attributes, children }: XmlElement, into: Set<string>): void {
  const { value } = attributes
  if (value !== undefined) into.add(value)
  for (const child of children) collectValues(child, into)
}
