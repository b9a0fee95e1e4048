import { checked, failed, type Checked } from '../../source/checked.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import type { SourceFile } from '../../source/source-file.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { decodeList, decodeSettings, decodeUserProperty } from './decode-objects.ts'
import { decodeRuleSet, type Decoding } from './decode-rule-set.ts'
import { attributeOf, childOf, childrenOf, textOf, type XmlElement } from './element.ts'
import { encodeTree } from './encode-export.ts'
import { unmodelledOf } from './unmodelled.ts'
import { namesOf } from './names.ts'
import { readXml } from './read-xml.ts'
import { handleKey, type RuleSetExport } from './rule-set-export.ts'

/** Reads a document of rule sets. Numbers are resolved inside the file only: they mean nothing elsewhere. */
export function decodeExport(
  file: SourceFile,
  vocabulary: Vocabulary,
  read: Checked<XmlElement> = readXml(file),
): Checked<RuleSetExport> {
  if (read.value === undefined) return failed(read.diagnostics)
  const root = read.value
  if (root.name !== 'libraryContent') return failed([notAnExport(file, root)])
  const names = namesOf(root, vocabulary)
  const handles = new Map<string, string>()
  const place = placeIn(file)
  const decoding: Decoding = { names, place, handles }
  const document = decodeDocument(root, decoding)
  const kept = unmodelledOf(encodeTree({ ...document, handles }, vocabulary).root, root)
  const dangling = [...names.undefinedIds].map(([id, element]) => undefinedId(id, place(element)))
  const diagnostics = [...read.diagnostics, ...dangling, ...topLevel(root, place)]
  return checked({ ...document, handles, ...(kept === undefined ? {} : { kept }) }, diagnostics)
}

function decodeDocument(root: XmlElement, decoding: Decoding): RuleSetExport {
  const { handles } = decoding
  const object = childOf(root, 'libraryObject')
  const definitions = childrenOf(childOf(root, 'lists'), 'entry').flatMap((entry) => childOf(entry, 'list') ?? [])
  const settings = childrenOf(childOf(root, 'configurations'), 'configuration')
  const properties = childrenOf(childOf(root, 'userDefinedPropertys'), 'userDefinedProperty')
  const lists = definitions.map((list) => decodeList(list, decoding))
  const number = (kind: 'list' | 'settings' | 'property', elements: readonly XmlElement[]): void => {
    for (const [index, element] of elements.entries())
      handles.set(handleKey(kind, index), attributeOf(element, 'id') ?? '')
  }
  number('list', inOrder(definitions, lists))
  number('settings', settings)
  number('property', properties)
  return {
    name: textOf(childOf(object, 'name')),
    version: textOf(childOf(object, 'version')),
    description: textOf(childOf(object, 'description')),
    lists: lists.flatMap((list) => ('entries' in list ? [list] : [])),
    tables: lists.flatMap((list) => ('rows' in list ? [list] : [])),
    settings: settings.map((one) => decodeSettings(one, decoding)),
    properties: properties.map((one) => decodeUserProperty(one, decoding)),
    ruleSets: childrenOf(root, 'ruleGroup').map((set, index) => decodeRuleSet(set, [index], decoding)),
  }
}

/** Definitions in the order in which they are written: plain lists, then tables. */
function inOrder(elements: readonly XmlElement[], lists: readonly object[]): readonly XmlElement[] {
  const plain = elements.filter((_, index) => 'entries' in (lists[index] ?? {}))
  return [...plain, ...elements.filter((element) => !plain.includes(element))]
}

function placeIn(file: SourceFile): (element: XmlElement) => Place {
  return ({ offset = 0, name }) => ({ kind: 'range', file: file.path, start: offset, end: offset + name.length + 1 })
}

function notAnExport(file: SourceFile, root: XmlElement): Diagnostic {
  return {
    code: 'POL-XML',
    severity: 'error',
    message: `a document of rule sets starts with "libraryContent", this one with "${root.name}"`,
    place: placeIn(file)(root),
    help: 'export the rule set from the UI (Rule Sets, Export)',
  }
}

function undefinedId(id: string, place: Place): Diagnostic {
  return {
    code: 'POL-XML-REFERENCE',
    severity: 'warning',
    message: `"${id}" is used and not defined in the file`,
    place,
    why: 'every export seen defines what it uses; vendor lists may be an exception, nobody has shown one',
    help: 'export the rule set again, and check that the object exists on the appliance',
  }
}

function topLevel(root: XmlElement, place: (element: XmlElement) => Place): readonly Diagnostic[] {
  const [, second] = childrenOf(root, 'ruleGroup')
  const count = childrenOf(root, 'ruleGroup').length
  if (count === 1) return []
  return [
    {
      code: 'POL-XML-TOP',
      severity: count === 0 ? 'error' : 'warning',
      message: `the file holds ${count} top-level rule sets; the UI exports exactly one`,
      place: place(second ?? root),
      help: 'export one rule set',
    },
  ]
}
