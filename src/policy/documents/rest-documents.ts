import type { DesiredList, DesiredTable } from '../../model/policy/list.ts'
import type { SettingsObject } from '../../model/policy/settings-object.ts'
import { isSecret } from '../show/secrets.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { childOf, elementsOf, type XmlElement } from '../xml/element.ts'
import { encodeTree } from '../xml/encode-export.ts'
import type { EncodeEntries } from '../xml/encode-objects.ts'
import { writeXml } from '../xml/write-xml.ts'

/** Attributes that the appliance gives to what it is sent; a document that creates an object has none of them. */
const givenByAppliance: ReadonlySet<string> = new Set(['id', 'version', 'mwg-version'])

/** In settings the version is that of their schema, and the repository names it. */
const givenToSettings: ReadonlySet<string> = new Set(['id', 'mwg-version'])

/** The `list` that a request to create the list carries; undefined where the id of its type is not certain. */
export function listDocument(
  list: DesiredList | DesiredTable,
  words: Vocabulary,
  contentOf?: EncodeEntries,
): string | undefined {
  const lists = 'entries' in list ? { lists: [list], tables: [] } : { lists: [], tables: [list] }
  const { root, missing } = encodeTree({ ...empty, ...lists }, words, contentOf)
  const element = childOf(elementsOf(childOf(root, 'lists'))[0], 'list')
  return missing.length > 0 || element === undefined ? undefined : withoutNumbers(element, givenByAppliance)
}

/**
 * The `configuration` of a settings object; undefined where an id that it needs is not certain, or where it holds a
 * secret, which has no place in a file that people pass on.
 */
export function settingsDocument(settings: SettingsObject, words: Vocabulary): string | undefined {
  if (settings.values.some(isSecret)) return undefined
  const { root, missing } = encodeTree({ ...empty, settings: [settings] }, words)
  const [element] = elementsOf(childOf(root, 'configurations'))
  return missing.length > 0 || element === undefined ? undefined : withoutNumbers(element, givenToSettings)
}

const empty = {
  name: '',
  version: '',
  description: '',
  ruleSets: [],
  lists: [],
  tables: [],
  settings: [],
  properties: [],
} as const

function withoutNumbers(element: XmlElement, given: ReadonlySet<string>): string {
  const attributes = element.attributes.filter(([name]) => !given.has(name))
  return `${writeXml({ ...element, attributes })}\n`
}
