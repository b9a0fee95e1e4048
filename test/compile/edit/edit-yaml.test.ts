import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { editYaml } from '../../../src/compile/edit/edit-yaml.ts'
import { renderYaml } from '../../../src/compile/edit/render-yaml.ts'
import { parse as read } from '../../../src/compile/yaml/parse.ts'
import type { YamlEdit } from '../../../src/source/yaml-edit.ts'

const location = `# yaml-language-server: $schema=../schema/location.schema.json
format: 1
timeZone: Asia/Tokyo # the site's own clock

defaults:
  # agreed with the network team
  priority: 10
  ntp: { enabled: true, servers: [10.81.0.3, 10.81.0.4] }

nodes:
  tokyo-1:
    uuid: 564D9E0F-0826-9B8D-3BEB-0DC024262A64
    transit: true # joins the sites
    interfaces:
      eth0: { address: 10.81.0.11/24 }

  # the spare one
  tokyo-2:
    uuid: "564D0FA3-6391-5B1C-ECDD-18116FD8DADD"
    updates:
      proxies:
        - 10.81.0.5:8080 # main
        - 10.81.0.6:8080
  tokyo-3:
`
const set = (path: (string | number)[], value: unknown): YamlEdit => ({ kind: 'set', path, value })
const remove = (...path: (string | number)[]): YamlEdit => ({ kind: 'remove', path })

/** Lines that went and lines that came. */
function difference(before: string, after: string): { readonly gone: string[]; readonly come: string[] } {
  const [old, fresh] = [before.split('\n'), after.split('\n')]
  return { gone: old.filter((line) => !fresh.includes(line)), come: fresh.filter((line) => !old.includes(line)) }
}

describe('a value is changed where it stands', () => {
  test.each<[string, YamlEdit, string[], string[]]>([
    ['a number, with a comment above', set(['defaults', 'priority'], 20), ['  priority: 10'], ['  priority: 20']],
    [
      'a text, with a comment beside it',
      set(['timeZone'], 'Europe/Berlin'),
      ["timeZone: Asia/Tokyo # the site's own clock"],
      ["timeZone: Europe/Berlin # the site's own clock"],
    ],
    [
      'a value in braces',
      set(['defaults', 'ntp', 'enabled'], false),
      ['  ntp: { enabled: true, servers: [10.81.0.3, 10.81.0.4] }'],
      ['  ntp: { enabled: false, servers: [10.81.0.3, 10.81.0.4] }'],
    ],
    [
      'a list in brackets',
      set(['defaults', 'ntp', 'servers'], ['10.81.0.9']),
      ['  ntp: { enabled: true, servers: [10.81.0.3, 10.81.0.4] }'],
      ['  ntp: { enabled: true, servers: [10.81.0.9] }'],
    ],
    [
      'a list of lines keeps the lines that stay',
      set(['nodes', 'tokyo-2', 'updates', 'proxies'], ['10.81.0.7:8080', '10.81.0.5:8080']),
      ['        - 10.81.0.6:8080'],
      ['        - 10.81.0.7:8080'],
    ],
    ['a new key of a map', set(['nodes', 'tokyo-1', 'priority'], 5), [], ['    priority: 5']],
    ['a new key at the end', set(['clientNetworks'], ['10.0.0.0/8']), [], ['clientNetworks: [10.0.0.0/8]']],
    [
      'a new key in braces',
      set(['defaults', 'ntp', 'x'], 1),
      ['  ntp: { enabled: true, servers: [10.81.0.3, 10.81.0.4] }'],
      ['  ntp: { enabled: true, servers: [10.81.0.3, 10.81.0.4], x: 1 }'],
    ],
    ['a new map in a map', set(['defaults', 'updates', 'interval'], 60), [], ['  updates:', '    interval: 60']],
    ['a key below one without a value', set(['nodes', 'tokyo-3', 'transit'], true), [], ['    transit: true']],
    [
      'a key gets another name, with what is below it',
      { kind: 'rename', path: ['nodes', 'tokyo-1', 'transit'], to: 'relay' },
      ['    transit: true # joins the sites'],
      ['    relay: true # joins the sites'],
    ],
    [
      'a number becomes the text that stands there',
      { kind: 'quote', path: ['defaults', 'priority'] },
      ['  priority: 10'],
      ["  priority: '10'"],
    ],
    ['a key goes', remove('nodes', 'tokyo-1', 'transit'), ['    transit: true # joins the sites'], []],
    [
      'a map goes with its last key',
      remove('nodes', 'tokyo-1', 'interfaces', 'eth0', 'address'),
      ['    interfaces:', '      eth0: { address: 10.81.0.11/24 }'],
      [],
    ],
    [
      'a key in braces goes',
      remove('defaults', 'ntp', 'enabled'),
      ['  ntp: { enabled: true, servers: [10.81.0.3, 10.81.0.4] }'],
      ['  ntp: { servers: [10.81.0.3, 10.81.0.4] }'],
    ],
    ['an element goes', remove('nodes', 'tokyo-2', 'updates', 'proxies', 1), ['        - 10.81.0.6:8080'], []],
    [
      'a text that needs quotes',
      set(['timeZone'], 'null'),
      [location.split('\n')[2]!],
      [`timeZone: 'null' # the site's own clock`],
    ],
  ])('%s', (_title, edit, gone, come) => {
    const after = editYaml(location, [edit])
    expect(after).toBeDefined()
    expect(difference(location, after!)).toEqual({ gone, come })
  })

  test('several, one after the other, each on what the one before left', () => {
    const after = editYaml(location, [
      set(['nodes', 'tokyo-9', 'transit'], true),
      remove('nodes', 'tokyo-9', 'transit'),
    ])
    expect(parse(after!)).toEqual(parse(location))
  })

  test('a number keeps the digits that its value has lost', () => {
    expect(editYaml('version: 12.20 # the LTS\n', [{ kind: 'quote', path: ['version'] }])).toBe(
      "version: '12.20' # the LTS\n",
    )
  })

  test('a character that nobody sees is written as an escape, in a file that holds none', () => {
    expect(editYaml('a: [x]\nb: y\n', [set(['a'], ['x', 'y\u200b']), set(['b'], '\u202ez')])).toBe(
      'a: [x, "y\\u200B"]\nb: "\\u202Ez"\n',
    )
  })

  test('the format is written before everything else', () => {
    expect(editYaml('# a site\n\nnodes: {}\n', [set(['format'], 1)])).toBe('# a site\n\nformat: 1\nnodes: {}\n')
  })

  test('a key cannot take the name of another', () => {
    expect(editYaml('a: 1\nb: 2\n', [{ kind: 'rename', path: ['a'], to: 'b' }])).toBeUndefined()
  })

  test('what is as wanted is left alone, byte for byte', () => {
    expect(editYaml(location, [set(['defaults', 'priority'], 10), remove('defaults', 'nothing')])).toBe(location)
  })

  test('a text that is no YAML, or in which an alias stands in the way, is left to a person', () => {
    expect(editYaml('a: [', [set(['a'], 1)])).toBeUndefined()
    expect(editYaml('a: &x { b: 1 }\nc: *x\n', [set(['c', 'b'], 2)])).toBeUndefined()
  })
})

/** Documents of maps in every layout, with a comment on many lines. */
const scalar = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.constantFrom('a', 'yes', '10.0.0.1', 'a: b', '# c', '', ' x', 'a, b', ']', '{'),
)
const value = fc.letrec<{ value: unknown; map: Record<string, unknown> }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, scalar, fc.array(scalar, { maxLength: 3 }), tie('map')),
  map: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd-e'), tie('value'), { minKeys: 1, maxKeys: 4 }),
}))

function written(map: object, indent: string, layout: () => boolean, say: () => string): string {
  return Object.entries(map)
    .map(([key, one]: [string, unknown]) => {
      const head = `${say()}${indent}${key}:`
      if (Array.isArray(one) && one.length > 0 && layout())
        return `${head}\n${one.map((element) => `${indent}  - ${JSON.stringify(element)} # ${key}\n`).join('')}`
      if (typeof one === 'object' && one !== null && !Array.isArray(one) && Object.keys(one).length > 0 && layout())
        return `${head} # map\n${written(one, `${indent}  `, layout, say)}`
      return `${head} ${JSON.stringify(one)} # ${key}\n`
    })
    .join('')
}

test('whatever the layout: the document holds what was asked for, and no comment of another line is lost', () => {
  let changed = 0
  fc.assert(
    fc.property(
      value.map,
      fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
      fc.array(fc.constantFrom('a', 'b', 'c', 'd-e'), { minLength: 1, maxLength: 3 }),
      fc.option(fc.oneof(scalar, fc.array(scalar, { maxLength: 3 })), { nil: undefined }),
      (map, bits, path, wanted) => {
        let bit = 0
        const text = written(
          map,
          '',
          () => bits[bit++ % 40]!,
          () => (bits[bit++ % 40]! ? '# said\n' : ''),
        )
        const plain = JSON.parse(JSON.stringify(parse(text))) as Record<string, unknown>
        const after = editYaml(text, [
          wanted === undefined ? { kind: 'remove', path } : { kind: 'set', path, value: wanted },
        ])
        if (after === undefined) return
        changed += Number(after !== text)
        // The oracle: the same path in the plain value.
        const inner = path
          .slice(0, -1)
          .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], parse(after))
        const got =
          typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[path.at(-1)!] : undefined
        expect(got).toEqual(wanted)
        for (const key of Object.keys(plain)) {
          if (key === path[0]) continue
          expect((parse(after) as Record<string, unknown>)[key]).toEqual(plain[key])
          const lines = text.split('\n').filter((line) => line.endsWith(`# ${key}`) && !line.startsWith(' '))
          for (const line of lines) expect(after).toContain(line)
        }
      },
    ),
    { numRuns: 2_000 },
  )
  expect(changed).toBeGreaterThan(500)
})

test('a text with quotes of its own is written so that they are not taken for a slip', () => {
  const value = { title: '“Blocked”', size: '19"', plain: 'Blocked' }
  const text = renderYaml(value)
  expect(text).toBe(`title: '“Blocked”'\nsize: '19"'\nplain: Blocked\n`)
  expect(read({ path: 'a.yaml', text })).toEqual({ value, diagnostics: [] })
})
