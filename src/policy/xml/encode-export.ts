import { checked, failed, type Checked } from '../../source/checked.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { parent, textElement, type XmlElement } from './element.ts'
import { encodeEntries, encodeList, encodeSettings, encodeUserProperty, type EncodeEntries } from './encode-objects.ts'
import { encodeRuleSet } from './encode-rule-set.ts'
import { idsFor, type MissingWord } from './ids.ts'
import { withUnmodelled } from './unmodelled.ts'
import { handleKey, type RuleSetExport } from './rule-set-export.ts'
import { writeXml } from './write-xml.ts'

/**
 * Writes a document that the UI imports. A word whose id nobody knows is refused by name: an id that the appliance
 * does not know would be imported as a broken rule. So is a reference to an object that the document does not define.
 */
export function encodeExport(
  document: RuleSetExport,
  vocabulary: Vocabulary,
  contentOf?: EncodeEntries,
): Checked<string> {
  const { root, missing, dangling } = encodeTree(document, vocabulary, contentOf)
  const problems = [
    ...missing.map((word) => withoutId(word, document)),
    ...dangling.map((what) => open(what, document)),
  ]
  if (problems.length > 0) return failed(problems)
  return checked(writeXml(withUnmodelled(root, document.kept)))
}

/**
 * The document as elements, without what was kept of the file it came from. Who writes several documents of the same
 * lists hands in how their contents are made.
 */
export function encodeTree(
  document: RuleSetExport,
  vocabulary: Vocabulary,
  contentOf: EncodeEntries = encodeEntries,
): { readonly root: XmlElement; readonly missing: readonly MissingWord[]; readonly dangling: readonly string[] } {
  const ids = idsFor(document, vocabulary)
  const lists = [...document.lists, ...document.tables].map((list, index) =>
    encodeList(list, ids.own(handleKey('list', index)), ids, { product: document.version, contentOf }),
  )
  const settings = document.settings.map((one, index) => encodeSettings(one, index, ids, document.version))
  const properties = document.properties.map((one, index) => encodeUserProperty(one, index, ids))
  const root = parent(
    'libraryContent',
    [],
    [
      parent(
        'libraryObject',
        [],
        [
          textElement('name', document.name),
          textElement('version', document.version),
          textElement('description', document.description),
        ],
      ),
      ...unlessEmpty('lists', lists),
      ...unlessEmpty('configurations', settings),
      ...unlessEmpty('userDefinedPropertys', properties),
      ...document.ruleSets.map((set, index) => encodeRuleSet(set, [index], ids)),
    ],
  )
  return { root, missing: ids.missing(), dangling: ids.undefined() }
}

function unlessEmpty(name: string, elements: readonly XmlElement[]): readonly XmlElement[] {
  return elements.length === 0 ? [] : [parent(name, [], elements)]
}

function open(what: string, document: RuleSetExport): Diagnostic {
  return {
    code: 'POL-NOT-CLOSED',
    severity: 'error',
    message: `the document of "${document.name}" refers to the ${what} and does not define it`,
    place: placeOf(document),
    why: 'every export seen defines all that it refers to, and numbers mean nothing outside their file',
    help: 'declare the object in the repository',
  }
}

function placeOf({ ruleSets, name }: RuleSetExport): Diagnostic['place'] {
  return ruleSets[0]?.place ?? { kind: 'file', file: name }
}

function withoutId({ kind, name }: MissingWord, document: RuleSetExport): Diagnostic {
  return {
    code: 'POL-NO-ID',
    severity: 'error',
    message: `rule set "${document.name}" uses "${name}", whose id (${kind}) nobody knows`,
    place: placeOf(document),
    why: 'an appliance imports a rule with an unknown id as a broken rule',
    help: 'learn the id from an export of your own appliance (pader calibrate), or write the rule with words whose ids are known',
  }
}
