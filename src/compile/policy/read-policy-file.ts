import { ownedDescription } from '../../model/policy/list.ts'
import type { SettingsObject, SettingsValue, UserProperty } from '../../model/policy/settings-object.ts'
import { checked, failed, type Checked } from '../../source/checked.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import {
  fieldsOf,
  integer,
  mapOf,
  oneOf,
  reject,
  sequenceOf,
  startReading,
  text,
  type Read,
} from '../../source/fields.ts'
import { keyAt, valueAt } from '../../source/place.ts'
import type { Parameter, PolicySource } from './policy-source.ts'
import { readParameterContract } from './read-override.ts'
import { readRuleSet } from './read-rule-set.ts'
import type { SystemFileSource } from './system-files.ts'
import { readTemplateValue } from './read-template-value.ts'

/** Reads a parsed file below `policy/`; every problem of the file is reported. */
export function readPolicyFile(value: unknown, file: string): Checked<PolicySource> {
  const at = startReading(file)
  const fields = fieldsOf(value, at)
  if (fields === undefined) return failed(at.problems)
  fields.required('format', integer(1, 1))
  const source: PolicySource = {
    ruleSets: fields.optional('ruleSets', sequenceOf(readRuleSet)) ?? [],
    settings: entries(fields.optional('settings', mapOf(readSettings)), (name, object) => ({ ...object, name })),
    properties: entries(fields.optional('properties', mapOf(readProperty)), (name, property) => ({
      ...property,
      name,
    })),
    parameters: entries(fields.optional('parameters', mapOf(readParameter)), (name, parameter) => ({
      ...parameter,
      name,
    })),
    systemFiles: entries(fields.optional('systemFiles', mapOf(readSystemFile)), (path, one) => ({ ...one, path })),
  }
  fields.done()
  return hasErrors(at.problems) ? failed(at.problems) : checked(source, at.problems)
}

function entries<Given, Made>(
  map: ReadonlyMap<string, Given> | undefined,
  make: (key: string, value: Given) => Made,
): Made[] {
  return [...(map ?? [])].map(([key, value]) => make(key, value))
}

const readSettings: Read<Omit<SettingsObject, 'name'>> = (value, at) => {
  const fields = fieldsOf(value, at)
  const target = fields?.required('target', text)
  const template = fields?.optional('template', text)
  const version = fields?.optional('version', text)
  const description = fields?.optional('description', text)
  const values = fields?.optional('values', mapOf(readSettingsValue))
  fields?.done()
  if (target === undefined) return undefined
  return {
    target,
    ...(template === undefined ? {} : { template }),
    ...(version === undefined ? {} : { version }),
    description: ownedDescription(description ?? ''),
    // A set keyed by name on the appliance: the order of the lines in YAML means nothing.
    values: entries(values, (key, one) => ({ ...one, key })).toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    place: keyAt(at.file, at.path),
  }
}

const readSettingsValue: Read<Omit<SettingsValue, 'key'>> = (value, at) => {
  if (typeof value === 'string') return { type: 'string', value }
  if (typeof value === 'number') return { type: 'number', value: String(value) }
  if (typeof value === 'boolean') return { type: 'boolean', value: String(value) }
  return reject(at, 'expected a text, a number, true or false')
}

const readProperty: Read<Omit<UserProperty, 'name'>> = (value, at) => {
  const fields = fieldsOf(value, at)
  const type = fields?.optional('type', oneOf(['string', 'number', 'boolean', 'json']))
  const initial = fields?.optional('initial', text)
  const description = fields?.optional('description', text)
  fields?.done()
  return {
    type: type ?? 'string',
    initial: initial ?? '',
    description: description ?? '',
    place: keyAt(at.file, at.path),
  }
}

const readParameter: Read<Omit<Parameter, 'name'>> = (value, at) => {
  const fields = fieldsOf(value, at)
  const everywhere = fields?.optional('default', text)
  const byRegion = fields?.optional('regions', mapOf(text))
  if (fields === undefined) return undefined
  const contract = readParameterContract(fields, everywhere !== undefined, at)
  fields.done()
  return {
    place: keyAt(at.file, at.path),
    ...(everywhere === undefined ? {} : { everywhere }),
    byRegion: byRegion ?? new Map(),
    contract,
  }
}

const readSystemFile: Read<Omit<SystemFileSource, 'path'>> = (value, at) => {
  const fields = fieldsOf(value, at)
  const template = fields?.required('template', text)
  const values = fields?.optional('values', mapOf(readTemplateValue))
  fields?.done()
  if (template === undefined) return undefined
  return { template, values: Object.fromEntries(values ?? []), place: valueAt(at.file, at.path) }
}
