import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adoptPolicy, type LiveRuleSet } from '../../src/adopt/adopt-policy.ts'
import { seedOf } from '../../src/cli/emulate/seed.ts'
import { editYaml } from '../../src/compile/edit/edit-yaml.ts'
import { vocabularyFrom } from '../../src/compile/policy/vocabulary.ts'
import { layDialects } from '../../src/dialect/overlay.ts'
import { editPolicy, type PolicyChange } from '../../src/emulator/control/edit-policy.ts'
import { writeLibrary } from '../../src/emulator/payload/library.ts'
import { seedStorage } from '../../src/emulator/seed-storage.ts'
import { writeIndented } from '../../src/emulator/xml/write.ts'
import type { Cluster } from '../../src/model/fleet.ts'
import type { RuleSet } from '../../src/model/policy/rule-set.ts'
import { rulesDigest } from '../../src/plan/rule-sets/rules-digest.ts'
import { closureOf } from '../../src/policy/documents/closure.ts'
import { contentOf } from '../../src/reconcile/observe/read-export.ts'
import { exported } from '../compile/policy/an-export.ts'
import { build, clusterFiles, rawFile } from '../compile/support.ts'
import { shippedDialect } from '../dialect/shipped.ts'

const dialect = layDialects({ base: shippedDialect('web-gateway'), emulator: shippedDialect('emulator') })
const words = vocabularyFrom(dialect.policy)
const folder = 'clusters/two-site'
const yaml = `${folder}/policy/50-uploads.yaml`
const policy = `format: 1
settings:
  Too large:
    target: Block
    template: com.scur.template.mainaction.block
    version: '1.6'
    values:
      # agreed with the works council
      BlockReason: Large uploads are blocked # in all languages
      BlockReasonID: 10
      EnableRedirect: false
ruleSets:
  - name: Uploads
    rules:
      # as long as it takes
      - name: Large
        criteria: BytesFromClient greater than or equals 10485760
        action: Block<Too large>
      - { name: Small, enabled: false, action: Continue }
    ruleSets:
      - name: Inner
        rules: [{ name: Deep, action: Continue }]
  - import: exports/bad.xml
`
const files = new Map(
  Object.entries({
    ...clusterFiles('two-site'),
    'policy/50-uploads.yaml': policy,
    'exports/bad.xml': exported('Bad', ['a.example'], 'Bad page'),
  }).map(([path, text]) => [`${folder}/${path}`, text]),
)

function compiled(texts: ReadonlyMap<string, string>): Cluster {
  const { cluster, diagnostics } = build([...texts].map(([path, text]) => rawFile(path, text)))
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  return cluster
}

const cluster = compiled(files)

/** The files after an adoption. */
function after({ edits, exports }: ReturnType<typeof adoptPolicy>): ReadonlyMap<string, string> {
  const texts = new Map([...files, ...exports])
  for (const [file, some] of edits) {
    const text = editYaml(texts.get(file)!, some)
    expect(text, file).toBeDefined()
    texts.set(file, text!)
  }
  return texts
}

const nothing = new Map<string, LiveRuleSet>()

/** The rule sets of an emulated cluster after a change by hand, with their exports. */
function changedByHand(change: PolicyChange): ReadonlyMap<string, Required<LiveRuleSet>> {
  const seed = seedOf(cluster, dialect, { secret: '', now: 0, accounts: [], initial: 'compiled' })
  const made = editPolicy(seedStorage(seed, seed.nodes, 1), change)
  if (typeof made === 'string') throw new Error(made)
  return new Map(
    made.storage.ruleSets.map((ruleSet) => {
      const text = writeIndented(writeLibrary(made.storage, [ruleSet], '12.2.15-51390'))
      const holds = contentOf(text, ruleSet.name, words)
      if (holds.kind !== 'known') throw new Error('cannot be read')
      return [ruleSet.name, { text, ruleSet: holds.value.ruleSets[0]! }]
    }),
  )
}

describe('a value of the policy’s settings', () => {
  test.each([
    ['BlockReason', 'Ask us', 'BlockReason: Ask us # in all languages'],
    ['BlockReasonID', '12', 'BlockReasonID: 12'],
    ['EnableRedirect', 'true', 'EnableRedirect: true'],
  ])('%s is taken over where the YAML has it, and nothing else changes', (key, live, line) => {
    const text = after(adoptPolicy(cluster, [{ settings: 'Too large', key, live }], nothing)).get(yaml)!
    const changed = text.split('\n').filter((one, index) => one !== policy.split('\n')[index])
    expect(changed.map((one) => one.trim())).toEqual([line])
    const value = compiled(new Map([...files, [yaml, text]]))
      .policy.settings.find(({ name }) => name === 'Too large')!
      .values.find((one) => one.key === key)!
    expect(value.value).toBe(live)
  })

  test('that the appliances have no more is taken out of the YAML', () => {
    const text = after(adoptPolicy(cluster, [{ settings: 'Too large', key: 'BlockReasonID' }], nothing)).get(yaml)!
    expect(text).toBe(policy.replace('      BlockReasonID: 10\n', ''))
  })

  test('of another type than that of the YAML is left to a person', () => {
    const { byHand, edits } = adoptPolicy(
      cluster,
      [{ settings: 'Too large', key: 'BlockReasonID', live: 'x' }],
      nothing,
    )
    expect(edits.size).toBe(0)
    expect(byHand[0]?.why).toContain('"x" is no number')
  })
})

describe('a rule set', () => {
  test('whose rules were switched on or off is taken over with that, and is then what the appliances have', () => {
    let several = 0
    const of = (name: string): RuleSet => cluster.policy.ruleSets.find((one) => one.name === name)!
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean(), (set, large, small, deep) => {
        const own = of('Uploads')
        const live = {
          ...own,
          enabled: set,
          rules: own.rules.map((rule) => ({ ...rule, enabled: rule.name === 'Large' ? large : small })),
          ruleSets: own.ruleSets.map((inner) => ({
            ...inner,
            rules: inner.rules.map((rule) => ({ ...rule, enabled: deep })),
          })),
        }
        const adoption = adoptPolicy(cluster, [{ ruleSet: 'Uploads' }], new Map([['Uploads', { ruleSet: live }]]))
        const changes = [!set, !large, small, !deep].filter(Boolean).length
        if (changes === 0) return
        if (changes > 1) several += 1
        expect(adoption.byHand).toEqual([])
        const texts = after(adoption)
        expect(texts.get(yaml)).toContain('# as long as it takes')
        const now = compiled(texts)
        const again = now.policy.ruleSets.find(({ name }) => name === 'Uploads')!
        expect(rulesDigest(again, closureOf(again, now.policy), words)).toBe(
          rulesDigest(live, closureOf(live, cluster.policy), words),
        )
      }),
    )
    expect(several).toBeGreaterThan(5)
  })

  test('that was changed in more is left to a person, with the file to change', () => {
    const own = cluster.policy.ruleSets.find(({ name }) => name === 'Uploads')!
    const live = { ...own, rules: own.rules.map((rule) => ({ ...rule, enabled: false, name: `${rule.name}!` })) }
    const { byHand, edits } = adoptPolicy(cluster, [{ ruleSet: 'Uploads' }], new Map([['Uploads', { ruleSet: live }]]))
    expect(edits.size).toBe(0)
    expect(byHand[0]?.why).toContain(`its rules are written in "${yaml}"`)
  })

  test.each<[string, PolicyChange, Parameters<typeof adoptPolicy>[1]]>([
    ['a rule', { kind: 'rule', ruleSet: 'Bad', rule: 'stop', enabled: false }, [{ ruleSet: 'Bad' }]],
    [
      'a value of its settings',
      { kind: 'policy setting', settings: 'Bad page', key: 'Language', value: 'de' },
      [{ settings: 'Bad page', key: 'Language', live: 'de' }],
    ],
  ])('from an export of which %s was changed becomes the export of today, which says the same', (_, change, drifts) => {
    const live = changedByHand(change)
    const adoption = adoptPolicy(cluster, drifts, live)
    expect(adoption.byHand).toEqual([])
    expect([...adoption.exports.keys()]).toEqual([`${folder}/exports/bad.xml`])
    const now = compiled(after(adoption))
    const again = now.policy.ruleSets.find(({ name }) => name === 'Bad')!
    const wanted = closureOf(again, now.policy)
    const holds = contentOf(live.get('Bad')!.text, 'Bad', words)
    if (holds.kind !== 'known') throw new Error('cannot be read')
    expect(rulesDigest(again, wanted, words)).toBe(rulesDigest(live.get('Bad')!.ruleSet, holds.value, words))
    expect(wanted.settings[0]?.values).toEqual(holds.value.settings[0]?.values)
    const before = cluster.policy.ruleSets.find(({ name }) => name === 'Bad')!
    const isSame = JSON.stringify([before.rules, closureOf(before, cluster.policy).settings[0]?.values])
    expect(JSON.stringify([again.rules, wanted.settings[0]?.values])).not.toBe(isSame)
  })

  test('from an export that could not be read again names the file to replace', () => {
    const { byHand } = adoptPolicy(cluster, [{ ruleSet: 'Bad' }], nothing)
    expect(byHand[0]?.why).toContain(`in the place of "${folder}/exports/bad.xml"`)
  })
})
