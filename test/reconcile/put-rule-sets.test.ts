import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ApplianceError } from '../../src/appliance/port.ts'
import { restGatewayWriter } from '../../src/appliance/rest-gateway.ts'
import { Secret } from '../../src/appliance/secret.ts'
import { seedOf } from '../../src/cli/emulate/seed.ts'
import { vocabularyFrom } from '../../src/compile/policy/vocabulary.ts'
import { createCluster } from '../../src/emulator/cluster.ts'
import type { Cluster } from '../../src/model/fleet.ts'
import { nodeName } from '../../src/model/names.ts'
import { ownedDescription } from '../../src/model/policy/list.ts'
import { emptyPolicy, type Policy } from '../../src/model/policy/policy.ts'
import type { RuleSet } from '../../src/model/policy/rule-set.ts'
import { holdingsOf, ruleSetsIn } from '../../src/plan/holdings.ts'
import type { Step } from '../../src/plan/plan.ts'
import { policySteps, type PolicySteps } from '../../src/plan/policy-steps.ts'
import { importableRuleSet } from '../../src/plan/rule-sets/importable.ts'
import { look, type Look, type Scope } from '../../src/reconcile/observe.ts'
import type { Desk } from '../../src/reconcile/desk.ts'
import { perform } from '../../src/reconcile/perform.ts'
import { movedParts } from '../../src/reconcile/snapshot.ts'
import { emulatedTransport } from '../contract/emulated-transport.ts'
import { aCluster, place, sourced, uuidOf } from '../plan/a-cluster.ts'
import { dialect, profile, start } from '../simulation/cluster-world.ts'
import { settingCodec } from '../../src/appliance/value-codec.ts'

const target = { provedEmulator: true }
const words = vocabularyFrom(dialect.policy)

/** A rule set of a name; `size` and `reason` stand for its content and for what settings that it shares with others say. */
interface Sketch {
  readonly name: string
  readonly size: number
  readonly owned?: boolean
}

function ruleSet({ name, size, owned = true }: Sketch): RuleSet {
  const description = owned ? ownedDescription('') : 'of the help desk'
  const cycles = { request: true, response: false, embedded: false }
  const always = { always: true, terms: [] }
  const bytes = { name: 'BytesFromClient', arguments: [] }
  const operand = { kind: 'literal', type: 'number', value: String(size) } as const
  const term = { opens: 0, closes: 0, property: bytes, operator: 'greater than or equals', operand }
  const rule = {
    name: 'large',
    place,
    description: '',
    enabled: true,
    criteria: { always: false, terms: [term] },
    action: { name: 'Block', settings: owned ? 'shared' : 'theirs' },
    events: [],
  }
  const common = { name, place, description, enabled: true, cycles, cloudSynced: false, criteria: always }
  return { ...common, rules: [rule], ruleSets: [] }
}

function policyOf(sketches: readonly Sketch[], reason: string): Policy {
  const settings = (name: string, value: string): Policy['settings'][number] => ({
    name,
    target: 'Block',
    template: 'com.scur.template.mainaction.block',
    version: '1.6',
    description: '',
    values: [{ key: 'BlockReason', type: 'string', value }],
    place,
  })
  const all = [settings('shared', reason), settings('theirs', 'ask the help desk')]
  return { ...emptyPolicy, ruleSets: sketches.map(ruleSet), settings: all }
}

const clusterWith = (policy: Policy): Cluster => ({
  ...aCluster([{ name: 'a', location: 'x' }], { policy }),
  build: sourced('51390'),
})

/** An emulated cluster that holds a policy, and how it is brought to another. */
function aScene(held: Policy) {
  const accounts = [{ name: 'writer', password: 'secret' }]
  const seed = seedOf(clusterWith(held), dialect, { secret: 's', now: start, accounts, initial: 'compiled' })
  const emulated = createCluster(seed, profile)
  let now = start
  const tick = (): number => (now += 1000)
  const gateway = restGatewayWriter({
    transport: emulatedTransport(emulated, uuidOf('a'), tick),
    sleep: async () => undefined,
    random: () => 0.5,
    now: () => now,
    login: { user: 'writer', password: new Secret('secret'), by: 'basic' },
  })
  const scope: Scope = {
    names: new Map([[uuidOf('a'), nodeName('a')]]),
    dialect,
    codec: settingCodec,
    systemFiles: new Map(),
    lists: true,
    ruleSets: words,
  }
  const see = async (): Promise<Look> => gateway.read(async (reader) => look(reader, scope, ''))
  const plan = async (wanted: Policy): Promise<PolicySteps> =>
    policySteps(clusterWith(wanted), (await see()).cluster, dialect, target)
  const carryOut = async (steps: readonly Step[], wanted: Policy): Promise<readonly string[]> => {
    const ruleSetOf: Desk['ruleSet'] = (name) => importableRuleSet(name, clusterWith(wanted), dialect, target)
    const desk: Desk = { scope, target, systemFile: () => undefined, ruleSet: ruleSetOf }
    return gateway.write(async (writer) => {
      const touched: string[] = []
      for (const step of steps) touched.push(...(await perform(writer, step, desk)))
      await writer.commit()
      return touched
    })
  }
  return { see, plan, carryOut }
}

const names = ['A', 'B', 'C', 'D']
const sketches = (among: readonly string[], owned: boolean) =>
  fc
    .uniqueArray(fc.constantFrom(...among), { maxLength: among.length })
    .chain((chosen) => fc.tuple(...chosen.map((name) => fc.record({ name: fc.constant(name), size: fc.nat(2) }))))
    .map((all) => all.map((one): Sketch => ({ ...one, owned })))

/** Rule sets of Pader with those of others anywhere in between. */
const heldSketches = fc
  .tuple(sketches(names, true), sketches(['X', 'Y'], false), fc.array(fc.nat(9), { minLength: 2, maxLength: 2 }))
  .map(([own, theirs, places]) =>
    theirs.reduce<readonly Sketch[]>(
      (all, one, index) => all.toSpliced((places[index] ?? 0) % (all.length + 1), 0, one),
      own,
    ),
  )

describe('rule sets that are sent', () => {
  test('become those of the YAML in its order, in one go, and nothing of others changes', async () => {
    const did = { import: 0, replace: 0, remove: 0, move: 0, value: 0, foreign: 0 }
    await fc.assert(
      fc.asyncProperty(
        heldSketches,
        sketches(names, true),
        fc.constantFrom('no', 'never'),
        async (held, wanted, why) => {
          const scene = aScene(policyOf(held, 'no'))
          const before = await scene.see()
          const policy = policyOf(wanted, why)
          const { steps, blocked } = await scene.plan(policy)
          expect(blocked).toEqual([])
          expect(steps.map(({ kind }) => kind)).not.toContain('manual')
          const values = steps.filter(({ kind }) => kind === 'set policy setting')
          const touched: string[] = []
          for (const phase of [values, steps.filter((step) => !values.includes(step))])
            touched.push(...(await scene.carryOut(phase, policy)))

          const after = await scene.see()
          expect(await scene.plan(policy)).toEqual({ steps: [], blocked: [], leased: [] })
          const own = wanted.map(({ name }) => name)
          expect(ruleSetsIn(holdingsOf(after.cluster)), 'it is remembered that somebody has to look').toEqual(own)
          const theirs = held.filter(({ owned }) => owned === false).map(({ name }) => name)
          expect(titles(after).filter((name) => own.includes(name))).toEqual(own)
          expect(titles(after).filter((name) => theirs.includes(name))).toEqual(theirs)
          expect(titles(after).toSorted()).toEqual([...own, ...theirs].toSorted())
          for (const name of theirs) expect(exportOf(after, name)).toBe(exportOf(before, name))
          expect(new Set(touched)).toEqual(new Set([...movedParts(before.snapshot, after.snapshot), ...both(touched)]))

          const put = steps.flatMap((step) => (step.kind === 'put rule sets' ? [step] : []))
          did.import += put.flatMap(({ imports }) => imports.filter(({ replaces }) => !replaces)).length
          did.replace += put.flatMap(({ imports }) => imports.filter(({ replaces }) => replaces)).length
          did.remove += put.flatMap(({ removes }) => removes).length
          const common = titles(before).filter((name) => own.includes(name))
          did.move += common.join() === own.filter((name) => common.includes(name)).join() ? 0 : 1
          did.value += values.length
          did.foreign += theirs.length
        },
      ),
      { numRuns: 40 },
    )
    for (const [what, count] of Object.entries(did)) expect([what, count > 0]).toEqual([what, true])
  })

  test('are not committed when the cluster made something else of them', async () => {
    const scene = aScene(policyOf([{ name: 'A', size: 1 }], 'no'))
    const wanted = policyOf([{ name: 'A', size: 2 }], 'no')
    const { steps } = await scene.plan(wanted)
    const before = await scene.see()
    // Between the plan and the import somebody changed settings that are referred to and that the import leaves alone.
    const changed = policyOf([{ name: 'A', size: 2 }], 'another reason')
    const other = { ...changed.settings[0]!, values: [{ key: 'BlockReason', type: 'string', value: 'no' }] }
    await scene.carryOut([settingStep('no', 'changed by hand')], wanted)
    const put = steps.filter(({ kind }) => kind === 'put rule sets')
    await expect(scene.carryOut(put, { ...changed, settings: [other] })).rejects.toThrow(
      'does not say what the YAML says',
    )
    const parts = movedParts(before.snapshot, (await scene.see()).snapshot)
    expect(parts.every((part) => part.startsWith('rule set '))).toBe(true)
    expect(titles(await scene.see())).toEqual(['A'])
  })

  test.each<[string, Step, string]>([
    ['a value that is not the one of the plan', settingStep('old', 'new'), 'not the one that the plan is about'],
    ['settings that are not there', settingStep('no', 'new', 'S'), 'no settings of this name'],
    ['a value that is not there', { ...settingStep('no', 'new'), key: 'Other' } as Step, 'no such value'],
    [
      'a rule set that the repository has no more',
      { kind: 'put rule sets', imports: [anImport('B', false)], removes: [], order: ['A', 'B'] },
      'no document',
    ],
    [
      'a rule set that says something else by now',
      { kind: 'put rule sets', imports: [anImport('A', true)], removes: [], order: ['A'] },
      'another content',
    ],
    ['a rule set to remove that is gone', { kind: 'put rule sets', imports: [], removes: ['Z'], order: ['A'] }, 'none'],
  ])('refuse %s', async (_, step, why) => {
    const policy = policyOf([{ name: 'A', size: 1 }], 'no')
    const scene = aScene(policy)
    const before = await scene.see()
    const outcome = scene.carryOut([step], policy)
    await expect(outcome).rejects.toThrow(ApplianceError)
    await expect(outcome).rejects.toThrow(why)
    expect(movedParts(before.snapshot, (await scene.see()).snapshot)).toEqual([])
  })
})

function settingStep(
  before: string,
  after: string,
  settings = 'shared',
): Extract<Step, { kind: 'set policy setting' }> {
  const common = { settings, target: 'Block', key: 'BlockReason', before, after }
  return { kind: 'set policy setting', ...common, ruleSets: ['A'] }
}

function anImport(name: string, replaces: boolean) {
  const { content } = importableRuleSet('A', clusterWith(policyOf([{ name: 'A', size: 2 }], 'no')), dialect, target)!
  return {
    name,
    content,
    rules: content,
    replaces,
    differences: [],
  }
}

/** Parts that were written twice show only once, or, where a number came and went, not at all. */
function both(touched: readonly string[]): readonly string[] {
  return touched.filter((part, index) => touched.indexOf(part) !== index)
}

function titles({ cluster }: Look): readonly string[] {
  return cluster.ruleSets.kind === 'known' ? cluster.ruleSets.value.map(({ name }) => name) : []
}

function exportOf({ cluster, snapshot }: Look, name: string): string | undefined {
  const found = cluster.ruleSets.kind === 'known' ? cluster.ruleSets.value.find((one) => one.name === name) : undefined
  return snapshot.get(`rule set ${found?.id}`)
}
