import type { Cycles } from '../../model/policy/rule-set.ts'
import {
  boolean,
  fieldsOf,
  mapOf,
  oneOf,
  sequenceOf,
  text,
  type Fields,
  type Read,
  type Reading,
} from '../../source/fields.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { valueAt } from '../../source/place.ts'
import { readRuleSetContract } from './read-override.ts'
import { readTemplateValue } from './read-template-value.ts'
import type { ImportChanges, RuleSetSource, RuleSource, WrittenText } from './policy-source.ts'
import { readImportChanges } from './read-import-changes.ts'
import { written } from './written.ts'

/** Reads one rule set of a policy file, nested ones included. */
export const readRuleSet: Read<RuleSetSource> = (value, at) => {
  const fields = fieldsOf(value, at)
  if (fields === undefined) return undefined
  const template = fields.optional('template', written)
  if (template !== undefined) return readCall(template, fields, at)
  const imported = fields.optional('import', written)
  const name = imported === undefined ? fields.required('name', text) : fields.optional('name', text)
  const regions = readRegions(fields)
  const cycles = fields.optional('cycles', readCycles)
  const cloudSynced = fields.optional('cloudSynced', boolean)
  const rules = fields.optional('rules', readRules)
  const ruleSets = fields.optional('ruleSets', sequenceOf(readRuleSet))
  const changes = imported === undefined ? noChanges : readImportChanges(fields)
  const { criteria, description, enabled } = readCommon(fields)
  const contract = readRuleSetContract(fields, at)
  fields.done()
  return {
    name: name ?? '',
    place: valueAt(at.file, at.path),
    description,
    enabled,
    cloudSynced: cloudSynced ?? false,
    cycles,
    criteria,
    regions,
    rules: rules ?? [],
    ruleSets: ruleSets ?? [],
    imported,
    changes,
    contract,
  }
}

/** The regions that something is for. */
export function readRegions(fields: Fields): readonly WrittenText[] {
  const region = fields.optional('region', written)
  const regions = fields.optional('regions', readTexts)
  return [...(region === undefined ? [] : [region]), ...(regions ?? [])]
}

const noChanges: ImportChanges = { lists: [], settings: [] }

/** A call stands for what the template writes, so nothing else can be said beside it. */
function readCall(template: WrittenText, fields: Fields, at: Reading): RuleSetSource {
  const values = fields.optional('values', mapOf(readTemplateValue))
  fields.done()
  return {
    name: '',
    place: valueAt(at.file, at.path),
    description: '',
    enabled: true,
    cloudSynced: false,
    cycles: undefined,
    criteria: undefined,
    regions: [],
    rules: [],
    ruleSets: [],
    imported: undefined,
    changes: noChanges,
    contract: undefined,
    call: { template, values: Object.fromEntries(values ?? []) },
  }
}

const readRule: Read<RuleSource> = (value, at) => {
  const fields = fieldsOf(value, at)
  if (fields === undefined) return undefined
  const name = fields.required('name', text)
  const action = fields.optional('action', written)
  const events = fields.optional('events', readTexts)
  const { criteria, description, enabled } = readCommon(fields)
  fields.done()
  if (name === undefined) return undefined
  if (action === undefined && events === undefined) at.problems.push(doesNothing(name, at))
  return { name, place: valueAt(at.file, at.path), description, enabled, criteria, action, events: events ?? [] }
}

function doesNothing(name: string, { file, path }: Reading): Diagnostic {
  return {
    code: 'POL-RULE-IDLE',
    severity: 'warning',
    message: `the rule "${name}" has neither an "action" nor "events", and does nothing`,
    place: valueAt(file, path),
    why: 'a request to which it applies goes on to the next rule, as if it were not there',
    help: 'give it what it is to do; if it is to do nothing, write "action: Continue"',
  }
}

const readRules = sequenceOf(readRule)
const readTexts = sequenceOf(written)

/** What rules and rule sets have in common. */
function readCommon(fields: Fields): Pick<RuleSource, 'description' | 'enabled' | 'criteria'> {
  return {
    criteria: fields.optional('criteria', written),
    description: fields.optional('description', text) ?? '',
    enabled: fields.optional('enabled', boolean) ?? true,
  }
}

const readCycleNames = sequenceOf(oneOf(['request', 'response', 'embedded']))

const readCycles: Read<Cycles> = (value, at) => {
  const named = readCycleNames(value, at)
  if (named === undefined) return undefined
  return {
    request: named.includes('request'),
    response: named.includes('response'),
    embedded: named.includes('embedded'),
  }
}
