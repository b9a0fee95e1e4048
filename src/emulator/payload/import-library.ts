import { withValue, type RuleSet, type Storage, type StoredDocument } from '../storage.ts'
import { child, childElements, element, textOf, withoutBlanks, type Element } from '../xml/element.ts'
import { readConfiguration } from './configuration.ts'
import { blankList, readEntries, withAttributes } from './list.ts'
import { readRuleGroup } from './rule-set.ts'

/** A rule set that was taken in, and the storage with the objects that it brought along. */
export interface Imported {
  readonly storage: Storage
  readonly ruleSet: RuleSet
}

/**
 * Takes in an exported rule set as the UI does when conflicts are solved by referring to existing objects: a list,
 * settings or a property of the same name and type stay as they are, the others are added, and every number is new.
 * The rule set itself is not put into the tree yet. Undefined where the document is no export.
 */
export function importLibrary(storage: Storage, library: Element): Imported | undefined {
  const group = library.name === 'libraryContent' ? child(library, 'ruleGroup') : undefined
  if (group === undefined) return undefined
  const intake = new Intake(storage)
  for (const entry of sectionOf(library, 'lists')) {
    const list = child(entry, 'list')
    if (list !== undefined) intake.takeList(list)
  }
  for (const configuration of sectionOf(library, 'configurations')) intake.takeSettings(configuration)
  for (const property of sectionOf(library, 'userDefinedPropertys')) intake.takeProperty(property)
  const renamed = intake.renumber(withoutBlanks(group))
  const ruleSet = readRuleGroup(renamed, (id) => id ?? intake.nextNumber())
  return { storage: intake.storage, ruleSet }
}

function sectionOf(library: Element, name: string): readonly Element[] {
  const section = child(library, name)
  return section === undefined ? [] : childElements(section)
}

/** Objects on their way in: what is new is stored, and every id of the file gets the one that it has here. */
class Intake {
  storage: Storage
  readonly #ids = new Map<string, string>()

  constructor(storage: Storage) {
    this.storage = storage
  }

  nextNumber(): string {
    const counter = this.storage.counter + 1
    this.storage = { ...this.storage, counter }
    return String(counter)
  }

  takeList(list: Element): void {
    const { id = '', name = '', typeId = '' } = list.attributes
    const present = [...this.storage.lists.values()].find((one) => one.name === name && one.typeId === typeId)
    if (present !== undefined) return void this.#ids.set(id, present.id)
    const bare = withAttributes(blankList(`${typeId}.${this.nextNumber()}`, name, typeId), list)
    const added = { ...bare, description: textOf(child(list, 'description')), entries: readEntries(list) ?? [] }
    this.storage = { ...this.storage, lists: withValue(this.storage.lists, added.id, added) }
    this.#ids.set(id, added.id)
  }

  takeSettings(configuration: Element): void {
    const { id = '', name = '', targetId = '', version = '1.0' } = configuration.attributes
    const present = [...this.storage.settings.values()].find((one) => one.title === name && one.type === targetId)
    if (present !== undefined) return void this.#ids.set(id, present.id)
    const own = `${targetId}.${this.nextNumber()}`
    const blank: StoredDocument = {
      id: own,
      title: name,
      type: targetId,
      version,
      description: '',
      properties: new Map(),
    }
    const added = readConfiguration(configuration, blank) ?? blank
    this.storage = { ...this.storage, settings: withValue(this.storage.settings, own, added) }
    this.#ids.set(id, own)
  }

  takeProperty(property: Element): void {
    const { id = '', name } = property.attributes
    const present = [...this.storage.userProperties].find(([, one]) => one.attributes['name'] === name)
    if (present !== undefined) return void this.#ids.set(id, present[0])
    const own = this.nextNumber()
    const added = withoutBlanks({ ...property, attributes: { ...property.attributes, id: own } })
    this.storage = { ...this.storage, userProperties: withValue(this.storage.userProperties, own, added) }
    this.#ids.set(id, own)
  }

  /** The rule sets and rules with new numbers, and with references to the objects as they are called here. */
  renumber(node: Element): Element {
    const attributes: Record<string, string> = { ...node.attributes }
    if (node.name === 'ruleGroup' || node.name === 'rule') attributes['id'] = this.nextNumber()
    for (const name of node.name === 'listValue' ? ['id'] : ['configurationId', 'propertyId']) {
      const here = this.#ids.get(attributes[name] ?? '')
      if (here !== undefined) attributes[name] = here
    }
    const children = node.children.map((part) => (typeof part === 'string' ? part : this.renumber(part)))
    return element(node.name, attributes, children)
  }
}
