import fc from 'fast-check'
import { vocabularyFrom } from '../../src/compile/policy/vocabulary.ts'
import type { ListSeed, XmlSeed } from '../../src/emulator/profile.ts'
import { ownershipMarker, simpleListTypes } from '../../src/model/policy/list.ts'
import { settingNames, settingShapes, type FieldShape } from '../../src/model/setting-shapes.ts'
import type { SettingName, SettingValue } from '../../src/model/settings.ts'
import { encodeExport } from '../../src/policy/xml/encode-export.ts'
import type { RuleSetExport } from '../../src/policy/xml/rule-set-export.ts'
import { anyExport } from '../policy/rule-set-arbitraries.ts'
import { dialect, type HandMade } from './world.ts'

/** Texts that YAML takes for something else. */
const ambiguous =
  `yes No null ~ true 1e3 0x10 007 1_000 12.10 .5 - ? = << 12:30 2001-01-01 # "q" it's [a] {b} *c &d !e %f @g \`h\` | > a,b \\`.split(
    ' ',
  )
/** Names that are in the way of something: of an object, a path, a pattern, another name, an eye. */
const awkward = [
  ...'__proto__ constructor unassigned transit tokyo .. a/b CON $& ${x} {1..3} \\n <b>&amp;</b> 東京 🚦 e\u0301 \u00e9 \u200b'.split(
    ' ',
  ),
  '# no',
  'a: b',
  ' x',
  'x ',
  'a  b',
  'a b',
  'A B',
  'Paderborn Büro',
  '\u00a0',
  'x'.repeat(64),
  'y'.repeat(300),
]

const odd = fc.constantFrom(...ambiguous, ...awkward)
const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom('::1', '2001:db8::11', '0.0.0.0', '010.0.0.1'))
const host = fc.oneof(address, fc.constantFrom('ntp.example.com', 'NTP', 'a_b', 'xn--bcher-kva', 'no host'))
const time = fc.constantFrom('00:00', '22:00', '24:00', '7:00', '23:59')
const texts: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'updates.proxies host': host,
  'ntp.servers': host,
  'updates.blackouts start': time,
  'updates.blackouts end': time,
  'jobs at': fc.constantFrom('22:00', 'mon 22:00', '15 22:00', '2027-01-31 22:00', 'sometime', '2027-02-30 22:00'),
  'jobs destination': fc.constantFrom('/tmp/x', 'ftp://host/x', 'x y', 'C:\\x'),
  'routes destination': fc.constantFrom('10.0.0.0/8', '0.0.0.0/0', '10.0.0.1/8', 'default', '2001:db8::/32'),
  'routes gateway': address,
  'updates.alternativeUrl': fc.constantFrom('https://updates.example.com/', 'host', 'a: b', 'yes'),
}
const numbers = fc.constantFrom(-1, 0, 1, 2, 9, 15, 60, 80, 100, 101, 65535, 1e6, 1e21, 2.5)

function fieldValue(setting: SettingName, { name, kind, oneOf }: FieldShape): fc.Arbitrary<unknown> {
  if (oneOf !== undefined) return fc.constantFrom(...oneOf)
  if (kind === 'number') return name === 'port' ? fc.constantFrom(1, 443, 65535) : numbers
  if (kind === 'boolean') return fc.boolean()
  if (kind === 'texts') return fc.uniqueArray(odd, { maxLength: 2 })
  return texts[`${setting} ${name}`] ?? odd
}

function anyValue(setting: SettingName): fc.Arbitrary<unknown> {
  const shape = settingShapes[setting]
  const endpoint = fc.record({ address, port: fc.constantFrom(1, 4711, 12346, 65535) })
  switch (shape.kind) {
    case 'text':
      return texts[setting] ?? odd
    case 'number':
      return numbers
    case 'boolean':
      return fc.boolean()
    case 'endpoint':
      return endpoint
    case 'texts':
      return fc.array(texts[setting] ?? odd, { maxLength: 3 })
    case 'endpoints':
      return fc.array(endpoint, { maxLength: 3 })
    case 'rows':
      return fc.array(
        fc.record(
          Object.fromEntries(
            shape.fields
              .filter(({ kind }) => kind !== 'secret')
              .map((field) => [field.name, fieldValue(setting, field)]),
          ),
          { requiredKeys: shape.fields.filter(({ optional }) => !optional).map(({ name }) => name) },
        ),
        { maxLength: 2 },
      )
  }
}

const settings = fc.record(
  Object.fromEntries(
    settingNames.map((name) => [name, fc.option(anyValue(name) as fc.Arbitrary<SettingValue>, { freq: 4 })]),
  ),
) as fc.Arbitrary<HandMade['settings']>

/** Nodes as nobody would set them up and everybody could. */
export const anyNodes: fc.Arbitrary<readonly HandMade[]> = fc.array(
  fc.record({ title: fc.oneof(odd, fc.constantFrom('tokyo-1', 'gw.example.com', 'GW-1', '')), settings }),
  { minLength: 1, maxLength: 5 },
)

const description = fc.constantFrom('', 'by hand', ownershipMarker, `${ownershipMarker} hosts`, '# no', 'a\nb', ' x')
const entriesOf: Readonly<Record<string, fc.Arbitrary<string>>> = {
  ip: address,
  iprange: fc.constantFrom('10.0.0.0/8', '10.0.0.1-10.0.0.9', '2001:db8::/32', '10.0.0.1'),
  number: fc.constantFrom('1', '-1', '007', '1.5', 'x'),
}

/** Lists of every type, under every name. */
export const anyLists: fc.Arbitrary<readonly ListSeed[]> = fc
  .array(
    fc.constantFrom(...simpleListTypes, 'complex.maptype').chain((type) =>
      fc.record({
        name: odd,
        typeId: fc.constant(`com.scur.type.${type}`),
        description,
        entries: type.startsWith('complex')
          ? fc.constant([])
          : fc.array(fc.record({ value: entriesOf[type] ?? odd, description }), { maxLength: 4 }),
      }),
    ),
    { maxLength: 6 },
  )
  .map((lists) => lists.map((list, index) => ({ id: `${list.typeId}.${4000 + index}`, ...list })))

const words = vocabularyFrom(dialect.policy)

/** Exported rule sets, nested and switched off ones among them, some of one name. */
export const anyRuleSets: fc.Arbitrary<readonly XmlSeed[]> = fc
  .array(
    fc
      .tuple(anyExport, fc.option(odd), fc.boolean())
      .map(([document, name, owned]) => asXml(renamed(document, name, owned))),
    { maxLength: 3 },
  )
  .map((made) => made.flatMap((xml) => (xml === undefined ? [] : [{ xml }])))

function renamed(document: RuleSetExport, name: string | null, owned: boolean): RuleSetExport {
  const ruleSets = document.ruleSets.map((set) => ({
    ...set,
    // The feed tells a name without the blanks around it.
    name: (name ?? set.name).trim(),
    description: owned ? `${ownershipMarker} ${set.description}` : set.description,
  }))
  return { ...document, ruleSets }
}

const asXml = (document: RuleSetExport): string | undefined => encodeExport(document, words).value
