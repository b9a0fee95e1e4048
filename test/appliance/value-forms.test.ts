import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DocumentProperty } from '../../src/appliance/port.ts'
import { decodeSetting, encodeSetting } from '../../src/appliance/value-codec.ts'
import type { Encoding, PropertyEntry } from '../../src/dialect/dialect.ts'
import { groupName } from '../../src/model/names.ts'
import type { SettingName, SettingValue } from '../../src/model/settings.ts'

function entry(setting: SettingName, encoding: Encoding): PropertyEntry {
  const provenance = { mark: 'calibrated', source: 'a lab', date: '2026-09-01', product: '12.2.15-51390' } as const
  return { setting, document: 'd', key: 'k', type: 't', encoding, provenance }
}
const property = (value: string): DocumentProperty => ({ key: 'k', type: 't', encrypted: false, value })
const twelve = { kind: 'backup', enabled: true, schedule: 'daily' } as const

describe('a value that an appliance keeps in a form of its own', () => {
  const groups = ['tokyo', 'transit'].map(groupName)
  test.each<[string, SettingName, Encoding, SettingValue, string]>([
    ['minutes as seconds', 'updates.interval', { kind: 'number', factor: 60 }, 240, '14400'],
    ['a multiplier as percents', 'messages.timeoutMultiplier', { kind: 'number', factor: 100 }, 1.15, '115'],
    ['a level by its name', 'versionCheck.level', { kind: 'number', words: { 6: 'build', 1: 'major' } }, 6, 'build'],
    ['a yes as a digit', 'ntp.enabled', { kind: 'boolean', words: { true: '1', false: '0' } }, false, '0'],
    ['a yes as its opposite', 'ntp.enabled', { kind: 'boolean', words: { true: 'off', false: 'on' } }, true, 'off'],
    [
      'a list in one text',
      'groups.network',
      { kind: 'joined', element: 'text', separator: ', ' },
      groups,
      'tokyo, transit',
    ],
    [
      'endpoints in one text',
      'listeners',
      { kind: 'joined', element: 'endpoint', separator: ';' },
      [
        { address: '192.0.2.1', port: 12346 },
        { address: '2001:db8::1', port: 12347 },
      ],
      '192.0.2.1:12346;[2001:db8::1]:12347',
    ],
  ])('is read and written: %s', (_, setting, encoding, value, text) => {
    expect(decodeSetting(entry(setting, encoding), property(text))).toEqual({ kind: 'known', value })
    expect(encodeSetting(entry(setting, encoding), value, property('x'))).toBe(text)
    expect(decodeSetting(entry(setting, encoding), property(''))).toMatchObject({ kind: 'known' })
  })

  test('has words for the cells of rows, and what is none of them is unknown', () => {
    const columns = { id: 'i', kind: 'k', enabled: 'e', schedule: 's' }
    const words = { kind: { backup: 'B' }, enabled: { true: 'on', false: 'off' } }
    const jobs = entry('jobs', { kind: 'rows', columns, words })
    const text = encodeSetting(jobs, [{ id: 'a', ...twelve }], property(''))
    expect(text).toMatch(/key="k"[^>]*value="B"/)
    expect(text).toMatch(/key="e"[^>]*value="on"/)
    expect(decodeSetting(jobs, property(text))).toEqual({ kind: 'known', value: [{ id: 'a', ...twelve }] })
    for (const [word, other] of [
      ['"on"', '"ON"'],
      ['"B"', '"R"'],
    ] as const)
      expect(decodeSetting(jobs, property(text.replace(word, other)))).toMatchObject({
        kind: 'unknown',
        reason: expect.stringContaining('row 0 makes no sense'),
      })
    expect(() => encodeSetting(jobs, [{ id: 'a', ...twelve, kind: 'restore' }], property(text))).toThrow(
      'nobody has seen how restore is written there',
    )
  })

  test.each<[SettingName, Encoding, string]>([
    ['ntp.enabled', { kind: 'boolean', words: { true: '1', false: '0' } }, 'true'],
    ['versionCheck.level', { kind: 'number', words: { 6: 'build' } }, '6'],
    ['updates.interval', { kind: 'number', factor: 60 }, 'often'],
    ['listeners', { kind: 'joined', element: 'endpoint', separator: ';' }, 'a;b'],
  ])('is unknown where it is kept otherwise: %s', (setting, encoding, text) => {
    expect(decodeSetting(entry(setting, encoding), property(text))).toMatchObject({ kind: 'unknown' })
  })

  test('is not written where nobody knows how, or where it could not be told apart again', () => {
    const level = entry('versionCheck.level', { kind: 'number', words: { 6: 'build' } })
    expect(() => encodeSetting(level, 3, property('build'))).toThrow('nobody has seen how 3 is written')
    const joined = entry('ntp.servers', { kind: 'joined', element: 'text', separator: ',' })
    expect(() => encodeSetting(joined, ['a,b'], property(''))).toThrow('"a,b" has "," in it')
  })

  test('comes back as it was, whatever the factor', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.constantFrom(1, 10, 24, 60, 100, 3_600, 86_400_000),
        (value, factor) => {
          const interval = entry('updates.interval', { kind: 'number', factor })
          const text = encodeSetting(interval, value, property(''))
          expect(text).toBe((BigInt(value) * BigInt(factor)).toString().length > 12 ? text : String(value * factor))
          expect(decodeSetting(interval, property(text))).toEqual({ kind: 'known', value })
        },
      ),
    )
  })
})
