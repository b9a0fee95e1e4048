import {
  factNames,
  type Dialect,
  type Fact,
  type FactName,
  type PropertyEntry,
  type Provenance,
} from '../../src/dialect/dialect.ts'
import { settingNames } from '../../src/model/setting-shapes.ts'
import type { SettingName } from '../../src/model/settings.ts'

const provenance: Provenance = { mark: 'calibrated', source: 'a test', date: '2026-01-01', product: '12.2.15-1' }

const entry = (setting: SettingName, given: Provenance): [SettingName, PropertyEntry] => [
  setting,
  { setting, document: 'document', key: setting, type: 'type', encoding: { kind: 'text' }, provenance: given },
]

/** A dialect that knows every setting, and the given facts. */
export function aDialect(
  facts: { readonly [Name in FactName]?: string } = {},
  given: { provenance?: Provenance; settings?: readonly SettingName[] } = {},
): Dialect {
  const trusted = given.provenance ?? provenance
  return {
    name: 'test',
    description: '',
    documents: new Map(),
    settings: new Map((given.settings ?? settingNames).map((name) => entry(name, trusted))),
    policy: {
      properties: new Map(),
      parameters: new Map(),
      operators: new Map(),
      actions: new Map(),
      types: new Map(),
      procedures: new Map(),
    },
    facts: new Map(
      factNames.flatMap((name): [FactName, Fact][] => {
        const value = facts[name]
        return value === undefined ? [] : [[name, { value, provenance: trusted }]]
      }),
    ),
  }
}
