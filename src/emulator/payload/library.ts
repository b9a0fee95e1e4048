import type { RuleSet, Storage } from '../storage.ts'
import { child, childElements, element, textOf, type Element } from '../xml/element.ts'
import { writeConfiguration } from './configuration.ts'
import { writeList } from './list.ts'
import { writeRuleGroup } from './rule-set.ts'

/** An exported rule set with the lists, settings and properties that it refers to; a section without content is left out. */
export function writeLibrary(storage: Storage, ruleSet: RuleSet, productBuild: string): Element {
  const group = writeRuleGroup(ruleSet)
  const used = references(group)
  const lists = [...storage.lists.values()].filter(({ id }) => used.has(id))
  const settings = [...storage.settings.values()].filter(({ id }) => used.has(id))
  const entry = (id: string, content: Element): Element => element('entry', {}, [element('string', {}, [id]), content])
  return element('libraryContent', {}, [
    element('libraryObject', {}, [
      element('name', {}, [ruleSet.name]),
      element('version', {}, [productBuild]),
      element('description', {}, [textOf(child(ruleSet.document, 'description'))]),
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
    group,
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
