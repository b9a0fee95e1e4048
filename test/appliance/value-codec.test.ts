import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DocumentProperty } from '../../src/appliance/port.ts'
import { decodeSetting, encodeSetting } from '../../src/appliance/value-codec.ts'
import { escapeText, isWritable } from '../../src/appliance/xml-write.ts'
import { parseXml } from '../../src/appliance/xml.ts'
import type { PropertyEntry } from '../../src/dialect/dialect.ts'
import { layDialects } from '../../src/dialect/overlay.ts'
import { settingNames, settingShapes } from '../../src/model/setting-shapes.ts'
import type { SettingName, SettingValue } from '../../src/model/settings.ts'
import { shippedDialect } from '../dialect/shipped.ts'

const dialect = layDialects({ base: shippedDialect('web-gateway'), emulator: shippedDialect('emulator') })

function entryOf(setting: SettingName): PropertyEntry {
  const entry = dialect.settings.get(setting)
  if (entry === undefined) throw new Error(`no entry for ${setting}`)
  return entry
}

function property(entry: PropertyEntry, value: string): DocumentProperty {
  return { key: entry.key, type: entry.type, encrypted: false, value }
}

/** Text as XML carries it: carriage returns and outer spaces are not part of any managed value. */
const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((text) => isWritable(text) && text.trim() === text && !/[\r,]/.test(text))
const port = fc.integer({ min: 1, max: 65535 })
const endpoint = fc.record({
  address: fc.oneof(
    fc.ipV4(),
    fc.ipV6().filter((text) => text.includes(':')),
  ),
  port,
})

const byField: Record<string, fc.Arbitrary<unknown>> = {
  kind: fc.constantFrom('backup', 'restore', 'upload', 'download', 'yum-update'),
  schedule: fc.constantFrom('hourly', 'daily', 'weekly', 'monthly', 'once', 'after-job'),
  port,
}

function arbitrary(setting: SettingName): fc.Arbitrary<SettingValue> {
  const shape = settingShapes[setting]
  switch (shape.kind) {
    case 'text':
      return word
    case 'number':
      return fc.integer({ min: 0, max: 100_000 })
    case 'boolean':
      return fc.boolean()
    case 'endpoint':
      return endpoint
    case 'texts':
      return fc.array(word, { maxLength: 4 })
    case 'endpoints':
      return fc.array(endpoint, { maxLength: 3 })
    case 'rows': {
      const fields = shape.fields.filter(({ kind }) => kind !== 'secret')
      const contents = {
        text: word,
        number: port,
        boolean: fc.boolean(),
        texts: fc.array(word, { minLength: 1, maxLength: 3 }),
      }
      const record = Object.fromEntries(
        fields.map(({ name, kind }) => [name, byField[name] ?? contents[kind as 'text']]),
      )
      const requiredKeys = fields.filter(({ optional }) => !optional).map(({ name }) => name)
      return fc.array(fc.record(record, { requiredKeys }), { maxLength: 3 }) as unknown as fc.Arbitrary<SettingValue>
    }
  }
}

describe('what is written is read back', () => {
  test.each([...settingNames])('%s', (setting) => {
    const entry = entryOf(setting)
    fc.assert(
      fc.property(arbitrary(setting), (value) => {
        const text = encodeSetting(entry, value, property(entry, ''))
        expect(decodeSetting(entry, property(entry, text))).toEqual({ kind: 'known', value })
        // And once more over what was there: the same value gives the same text.
        expect(encodeSetting(entry, value, property(entry, text))).toBe(text)
        // It survives the wire, where it is character data.
        expect(parseXml(`<content>${escapeText(text)}</content>`)).toMatchObject({ root: { text } })
      }),
      { numRuns: 40 },
    )
  })
})

describe('what Pader does not manage', () => {
  const seen = `<list version="1.0.3.46" mwg-version="12.2.15-51390" classifier="Other" systemList="false" structuralList="false" defaultRights="2">
  <description>of the UI</description>
  <content>
    <listEntry>
      <complexEntry defaultRights="2">
        <acElements/>
        <configurationProperties>
          <configurationProperty key="emulator.updateProxy.host" type="T" encrypted="false" value="p1"/>
          <configurationProperty key="emulator.updateProxy.port" type="N" encrypted="false" value="8080"/>
          <configurationProperty key="emulator.updateProxy.password" type="P" encrypted="true" value="ENC(1)"/>
          <configurationProperty key="unheard.of" type="X" encrypted="false" value="keep &lt;me&gt;"/>
        </configurationProperties>
      </complexEntry>
      <description>first</description>
    </listEntry>
    <listEntry>
      <complexEntry>
        <configurationProperties>
          <configurationProperty key="emulator.updateProxy.host" type="T" value="p2"/>
          <configurationProperty key="emulator.updateProxy.port" type="N" value="8080"/>
          <configurationProperty key="emulator.updateProxy.password" type="P" encrypted="true" value="ENC(2)"/>
        </configurationProperties>
      </complexEntry>
      <description></description>
    </listEntry>
  </content>
</list>`
  const entry = entryOf('updates.proxies')
  const current = property(entry, seen)

  test('passwords are not read', () => {
    const value = decodeSetting(entry, current)
    expect(value).toEqual({
      kind: 'known',
      value: [
        { host: 'p1', port: 8080 },
        { host: 'p2', port: 8080 },
      ],
    })
  })

  test('columns, encrypted values, descriptions and attributes stay with their row when the order changes', () => {
    const value = [
      { host: 'p2', port: 8080, user: 'u' },
      { host: 'p1', port: 8080, password: 'env:X' },
    ]
    const text = encodeSetting(entry, value, current)
    const [second, first] = [text.indexOf('"p2"'), text.indexOf('"p1"')]
    expect(second).toBeLessThan(first)
    expect(text.indexOf('ENC(2)')).toBeLessThan(first)
    expect(text.indexOf('ENC(1)')).toBeGreaterThan(first)
    for (const kept of [
      'keep &lt;me>',
      '<description>first</description>',
      '<description>of the UI</description>',
      'mwg-version="12.2.15-51390"',
    ]) {
      expect(text).toContain(kept)
    }
    expect(text).not.toContain('env:X')
  })

  test('a secret never moves to another row', () => {
    const text = encodeSetting(entry, [{ host: 'p3', port: 1 }], current)
    expect(text).not.toContain('ENC(')
    expect(text).not.toContain('keep')
    expect(decodeSetting(entry, property(entry, text))).toEqual({ kind: 'known', value: [{ host: 'p3', port: 1 }] })
  })

  test('the comment beside a plain entry stays with it', () => {
    const groups = entryOf('groups.network')
    const held =
      '<list><description/><content><listEntry><entry>tokyo</entry><description>home</description></listEntry></content></list>'
    const text = encodeSetting(groups, ['transit', 'tokyo'], property(groups, held))
    expect(text).toMatch(/<entry>tokyo<\/entry>\s*<description>home<\/description>/)
    expect(text).toMatch(/<entry>transit<\/entry>\s*<description><\/description>/)
  })
})

describe('text that makes no sense', () => {
  test.each<[SettingName, string]>([
    ['priority', 'ten'],
    ['priority', '1e3'],
    ['priority', '9'.repeat(400)],
    ['gui.attach', 'yes'],
    ['gui.controlAddress', 'somewhere'],
    ['groups.network', 'tokyo'],
    ['groups.network', '<feed/>'],
    ['groups.network', '<list><content><listEntry><complexEntry/></listEntry></content></list>'],
    ['listeners', '<list><content><listEntry><entry>1.2.3.4:1</entry></listEntry></content></list>'],
    ['jobs', '<list><content><listEntry><complexEntry/></listEntry></content></list>'],
    ['groups.network', '<list><!ENTITY x "y"></list>'],
  ])('of %s is unknown: %s', (setting, text) => {
    const entry = entryOf(setting)
    expect(decodeSetting(entry, property(entry, text))).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining(entry.key),
    })
  })

  test('is never overwritten by a list, since what it holds could not be kept', () => {
    const entry = entryOf('groups.network')
    expect(() => encodeSetting(entry, ['a'], property(entry, 'garbage'))).toThrow('could not be kept')
  })

  test('an encrypted property is unknown', () => {
    const entry = entryOf('updates.parameters')
    expect(decodeSetting(entry, { ...property(entry, 'x'), encrypted: true })).toMatchObject({ kind: 'unknown' })
  })
})

test('an empty property is null, an empty list has nothing in it', () => {
  expect(decodeSetting(entryOf('priority'), property(entryOf('priority'), ''))).toEqual({ kind: 'known', value: null })
  expect(decodeSetting(entryOf('jobs'), property(entryOf('jobs'), ''))).toEqual({ kind: 'known', value: [] })
  expect(encodeSetting(entryOf('priority'), null, property(entryOf('priority'), '5'))).toBe('')
})
