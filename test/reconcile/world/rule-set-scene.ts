import fc from 'fast-check'
import { restGatewayWriter } from '../../../src/appliance/rest-gateway.ts'
import { Secret } from '../../../src/appliance/secret.ts'
import { settingCodec } from '../../../src/appliance/value-codec.ts'
import { seedOf } from '../../../src/cli/emulate/seed.ts'
import { vocabularyFrom } from '../../../src/compile/policy/vocabulary.ts'
import { createCluster } from '../../../src/emulator/cluster.ts'
import type { Cluster } from '../../../src/model/fleet.ts'
import { nodeName } from '../../../src/model/names.ts'
import { ownedDescription } from '../../../src/model/policy/list.ts'
import { emptyPolicy, type Policy } from '../../../src/model/policy/policy.ts'
import type { RuleSet } from '../../../src/model/policy/rule-set.ts'
import type { Step } from '../../../src/plan/plan.ts'
import { policySteps, type PolicySteps } from '../../../src/plan/policy-steps.ts'
import { importableRuleSet } from '../../../src/plan/rule-sets/importable.ts'
import { look, type Look, type Scope } from '../../../src/reconcile/observe/observe.ts'
import type { WriteContext } from '../../../src/reconcile/write/write-context.ts'
import { perform } from '../../../src/reconcile/write/perform.ts'
import { emulatedTransport } from '../../contract/emulated-transport.ts'
import { aCluster, place, sourced, uuidOf } from '../../plan/a-cluster.ts'
import { blockSettings } from '../../policy/block-settings.ts'
import { dialect, profile, start } from '../../simulation/cluster-world.ts'

/** A target that proved itself an emulator. */
export const target = { provedEmulator: true }
/** The words in which rule sets are compared. */
export const words = vocabularyFrom(dialect.policy)

/** A rule set of a name; `size` and `reason` stand for its content and for what settings that it shares with others say. */
export interface Sketch {
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

/** The policy of rule sets that all use one settings object, where they are Pader's. */
export function policyOf(sketches: readonly Sketch[], reason: string): Policy {
  const all = [
    blockSettings('shared', { BlockReason: reason }),
    blockSettings('theirs', { BlockReason: 'ask the help desk' }),
  ]
  return { ...emptyPolicy, ruleSets: sketches.map(ruleSet), settings: all }
}

/** The cluster of one node with a policy. */
export const clusterWith = (policy: Policy): Cluster => ({
  ...aCluster([{ name: 'a', location: 'x' }], { policy }),
  build: sourced('51390'),
})

/** An emulated cluster that holds a policy, and how it is brought to another. */
export function aScene(held: Policy) {
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
  const carryOut = async (
    steps: readonly Step[],
    wanted: Policy,
    ruleSetOf: WriteContext['ruleSet'] = (name) => importableRuleSet(name, clusterWith(wanted), dialect, target),
  ): Promise<readonly string[]> => {
    const writeContext: WriteContext = { scope, target, systemFile: () => undefined, ruleSet: ruleSetOf }
    return gateway.write(async (writer) => {
      const touched: string[] = []
      for (const step of steps) touched.push(...(await perform(writer, step, writeContext, async () => undefined)))
      await writer.commit()
      return touched
    })
  }
  const backup = async (): Promise<Uint8Array> =>
    gateway.read(async (reader) => {
      const taken = await reader.backup()
      if (taken.kind !== 'known') throw new Error('no backup')
      return taken.value
    })
  return { see, plan, carryOut, backup }
}

const names = ['A', 'B', 'C', 'D']
/** Some rule sets of these names, in any order. */
export const sketches = (among: readonly string[], owned: boolean) =>
  fc
    .uniqueArray(fc.constantFrom(...among), { maxLength: among.length })
    .chain((chosen) => fc.tuple(...chosen.map((name) => fc.record({ name: fc.constant(name), size: fc.nat(2) }))))
    .map((all) => all.map((one): Sketch => ({ ...one, owned })))

/** Rule sets of Pader with those of others anywhere in between. */
export const heldSketches = fc
  .tuple(sketches(names, true), sketches(['X', 'Y'], false), fc.array(fc.nat(9), { minLength: 2, maxLength: 2 }))
  .map(([own, theirs, places]) =>
    theirs.reduce<readonly Sketch[]>(
      (all, one, index) => all.toSpliced((places[index] ?? 0) % (all.length + 1), 0, one),
      own,
    ),
  )

/** Names of the rule sets in the order in which they are processed. */
export function titles({ cluster }: Look): readonly string[] {
  return cluster.ruleSets.kind === 'known' ? cluster.ruleSets.value.map(({ name }) => name) : []
}
