import type { RuleSet, Storage } from '../storage.ts'
import { child, childElements, element, textOf, type Element } from '../xml/element.ts'
import { writeConfiguration } from './configuration.ts'
import { writeList } from './list.ts'
import { writeRuleGroup } from './rule-set.ts'

/**
 * Exported rule sets with the lists, settings and properties that they refer to; a section without content is left
 * out. The document is called as its first rule set is.
 */
export function writeLibrary(storage: Storage, ruleSets: readonly RuleSet[], productBuild: string): Element {
  const groups = ruleSets.map(writeRuleGroup)
  const used = new Set(groups.flatMap((group) => [...references(group)]))
  const [first] = ruleSets
  const lists = [...storage.lists.values()].filter(({ id }) => used.has(id))
  const settings = [...storage.settings.values()].filter(({ id }) => used.has(id))
  const entry = (id: string, content: Element): Element => element('entry', {}, [element('string', {}, [id]), content])
  return element('libraryContent', {}, [
    element('libraryObject', {}, [
      element('name', {}, [first?.name ?? '']),
      element('version', {}, [productBuild]),
      element('description', {}, [first === undefined ? '' : textOf(child(first.document, 'description'))]),
    ]),
    ...section(
      'lists',
      lists.map((list) => entry(list.id, writeList(list, productBuild))),
    ),
    ...section(
      'configurations',
      settings.map((setting) => writeConfiguration(setting, productBuild)),
    ),
    ...section(
      'userDefinedPropertys',
      [...storage.userProperties].flatMap(([id, property]) => (used.has(id) ? [property] : [])),
    ),
    ...groups,
  ])
}

function section(name: string, children: readonly Element[]): readonly Element[] {
  return children.length === 0 ? [] : [element(name, {}, children)]
}

/** Ids of lists, settings and properties that a rule set refers to. */
function references(root: Element): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (node: Element): void => {
    const { id, configurationId, propertyId } = node.attributes
    for (const one of node.name === 'listValue' ? [id] : [configurationId, propertyId])
      if (one !== undefined && one !== '') found.add(one)
    for (const inner of childElements(node)) visit(inner)
  }
  visit(root)
  return found
}
