import { Ajv } from 'ajv'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { factNames, identifierKinds, isVerified, type PropertyEntry } from '../../src/dialect/dialect.ts'
import { digestOfDialect } from '../../src/dialect/digest.ts'
import { entryFor, identifierFor, layDialects } from '../../src/dialect/overlay.ts'
import { parseDialect } from '../../src/dialect/parse-dialect.ts'
import { mayEmit, mayWrite } from '../../src/dialect/permission.ts'
import { settingNames } from '../../src/model/setting-shapes.ts'
import { shippedDialect, shippedJson } from './shipped.ts'

const base = shippedDialect('web-gateway')
const emulator = shippedDialect('emulator')
const emulated = layDialects({ base, emulator })

describe('the shipped dialects', () => {
  test('cover every setting for an emulator', () => {
    expect(settingNames.length).toBeGreaterThan(30)
    expect(settingNames.filter((name) => entryFor(emulated, name) === undefined)).toEqual([])
  })

  test('give every policy identifier an id for an emulator', () => {
    const all = identifierKinds.flatMap((kind) => [...emulated.policy[kind].values()])
    expect(all.length).toBeGreaterThan(50)
    expect(all.filter(({ id }) => id === undefined)).toEqual([])
  })

  test('mark everything invented by its prefix, and nothing else', () => {
    const ids = [...emulator.settings.values()].map(({ key }) => key)
    const names = identifierKinds.flatMap((kind) => [...emulator.policy[kind].values()].map(({ id }) => id ?? ''))
    const documents = [...emulator.documents.keys()]
    expect(ids.length + names.length + documents.length).toBeGreaterThan(60)
    for (const id of [...ids, ...names, ...documents]) expect(id).toMatch(/^emulator\./)
    expect(JSON.stringify(shippedJson('web-gateway'))).not.toContain('emulator.')
  })

  test('store every setting in a document that a dialect knows', () => {
    for (const entry of emulated.settings.values()) expect([...emulated.documents.keys()]).toContain(entry.document)
  })

  test('know no verified way to write a Central Management setting: nobody has published the keys', () => {
    expect([...base.settings.values()].filter(({ provenance }) => isVerified(provenance))).toEqual([])
  })

  test('are what their schema says', () => {
    const schema = JSON.parse(readFileSync('schema/dialect.schema.json', 'utf8')) as object
    const validate = new Ajv({ strict: true, strictRequired: false }).compile(schema)
    expect(validate(shippedJson('web-gateway')), JSON.stringify(validate.errors)).toBe(true)
    expect(validate(shippedJson('emulator')), JSON.stringify(validate.errors)).toBe(true)
  })
})

describe('writing', () => {
  const invented = emulated.settings.get('priority')!
  const calibrated: PropertyEntry = {
    ...invented,
    key: 'learnt.priority',
    provenance: { mark: 'calibrated', source: 'lab', date: '2026-01-01', product: '12.2.15-51390' },
  }

  test('goes to a target that proved itself an emulator', () => {
    expect(mayWrite(invented, { provedEmulator: true })).toEqual({ allowed: true })
  })

  test('is refused to anything else, with the entry and what to do', () => {
    const answer = mayWrite(invented, { provedEmulator: false })
    expect(answer).toMatchObject({ allowed: false, reason: expect.stringContaining('"emulator.cm.priority"') })
    expect(answer).toMatchObject({ remedy: expect.stringContaining('pader calibrate') })
  })

  test('is allowed where the entry was calibrated', () => {
    expect(mayWrite(calibrated, { provedEmulator: false })).toEqual({ allowed: true })
  })

  test('is refused for an invented key that somebody calibrated against an emulator', () => {
    const learnt = { ...calibrated, key: 'emulator.cm.priority' }
    expect(mayWrite(learnt, { provedEmulator: false }).allowed).toBe(false)
    const column = { ...calibrated, encoding: { kind: 'rows', columns: { start: 'emulator.x' } } } as const
    expect(mayWrite(column, { provedEmulator: false }).allowed).toBe(false)
  })

  test.each(['client', 'third-party', 'inferred', 'recalled', 'ours', 'unknown'] as const)(
    'is refused for %s',
    (mark) => {
      const entry = { ...calibrated, provenance: { mark, source: 's' } }
      expect(mayWrite(entry, { provedEmulator: false }).allowed).toBe(false)
    },
  )

  test('of a policy name needs an id that is verified', () => {
    const real = { provedEmulator: false }
    expect(mayEmit(identifierFor(base, 'properties', 'System.HostName')!, real).allowed).toBe(true)
    expect(mayEmit(identifierFor(base, 'properties', 'Proxy.IP')!, real).allowed).toBe(false)
    expect(mayEmit(identifierFor(base, 'properties', 'Proxy.IP')!, { provedEmulator: true }).allowed).toBe(false)
    expect(mayEmit(identifierFor(emulated, 'properties', 'Proxy.IP')!, { provedEmulator: true }).allowed).toBe(true)
    expect(mayEmit(identifierFor(emulated, 'properties', 'Proxy.IP')!, real).allowed).toBe(false)
  })
})

describe('layers', () => {
  test('calibrated entries win over invented ones, invented ones over the base', () => {
    const calibrated = parseDialect(
      {
        format: 1,
        name: 'mine',
        settings: {
          priority: {
            document: 'd',
            key: 'k',
            type: 't',
            encoding: { kind: 'number' },
            provenance: { mark: 'calibrated', source: 'lab', date: '2026-01-01', product: '12.2.15-51390' },
          },
        },
      },
      'dialect.json',
    ).value!
    expect(entryFor(layDialects({ base, emulator, calibrated }), 'priority')?.key).toBe('k')
    expect(entryFor(layDialects({ base, calibrated }), 'listeners')).toBeUndefined()
    expect(entryFor(layDialects({ base }), 'routes')?.key).toBe(base.settings.get('routes')?.key)
  })

  test('have a digest that ignores order and sees content', () => {
    const turned = { ...emulated, settings: new Map([...emulated.settings].toReversed()) }
    expect(digestOfDialect(turned)).toBe(digestOfDialect(emulated))
    expect(digestOfDialect(base)).not.toBe(digestOfDialect(emulated))
  })
})

test('what a dialect calls a fact that nobody asks for is refused where it stands, with the name that was meant', () => {
  const fact = { value: 'true', provenance: { mark: 'doc', source: 's' } }
  const json = { format: 1, name: 'x', facts: { 'log.coordinator': fact, 'listener.multipel': fact, colour: fact } }
  const { value, diagnostics } = parseDialect(json, 'dialect.json')
  expect(value).toBeUndefined()
  expect(diagnostics).toMatchObject([
    {
      code: 'SCHEMA-UNKNOWN-KEY',
      message: '"listener.multipel" is not a fact that Pader asks for',
      place: { path: ['facts', 'listener.multipel'] },
      help: 'did you mean "listener.multiple"?',
    },
    { message: '"colour" is not a fact that Pader asks for', help: expect.stringContaining('backup.layout, ') },
  ])
  const schema = JSON.parse(readFileSync('schema/dialect.schema.json', 'utf8')) as object
  expect(schema).toMatchObject({ properties: { facts: { propertyNames: { enum: factNames } } } })
})

describe('a damaged dialect', () => {
  const provenance = { mark: 'doc', source: 's' }
  const property = { document: 'd', key: 'k', type: 't', encoding: { kind: 'text' }, provenance }
  test.each([
    ['no map', [], 'expected a map, found a list'],
    ['other format', { format: 2, name: 'x' }, 'expected 1, found 2'],
    ['no name', { format: 1 }, 'the key "name" is missing'],
    ['unknown key', { format: 1, name: 'x', more: 1 }, 'unknown key "more"'],
    [
      'unknown setting',
      { format: 1, name: 'x', settings: { prio: property } },
      '"prio" is not a setting that Pader can manage',
    ],
    [
      'unknown mark',
      { format: 1, name: 'x', settings: { priority: { ...property, provenance: { mark: 'sure', source: 's' } } } },
      'found "sure"',
    ],
    [
      'calibrated without date',
      {
        format: 1,
        name: 'x',
        settings: { priority: { ...property, provenance: { mark: 'calibrated', source: 's' } } },
      },
      'a calibrated entry says when',
    ],
    [
      'rows without columns',
      { format: 1, name: 'x', settings: { jobs: { ...property, encoding: { kind: 'rows' } } } },
      'the key "columns" is missing',
    ],
    [
      'one word for two values',
      {
        format: 1,
        name: 'x',
        settings: { 'ntp.enabled': { ...property, encoding: { kind: 'boolean', words: { true: '1', false: '1' } } } },
      },
      'two values are kept as the same word',
    ],
    [
      'a factor of nothing',
      { format: 1, name: 'x', settings: { priority: { ...property, encoding: { kind: 'number', factor: 0 } } } },
      'expected a number above 0',
    ],
    [
      'a list in one text with nothing between',
      {
        format: 1,
        name: 'x',
        settings: { 'ntp.servers': { ...property, encoding: { kind: 'joined', element: 'text' } } },
      },
      'the key "separator" is missing',
    ],
    [
      'identifier without id',
      { format: 1, name: 'x', policy: { operators: { equals: { provenance } } } },
      'an identifier without an id is unknown',
    ],
  ])('%s is refused', (_name, json, message) => {
    const { value, diagnostics } = parseDialect(json, 'dialect.json')
    expect(value).toBeUndefined()
    expect(diagnostics.map((found) => found.message).join('\n')).toContain(message)
  })
})
