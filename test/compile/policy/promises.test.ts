import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importsOf } from '../../../src/compile/policy/imports.ts'
import type { ListContract } from '../../../src/compile/policy/override.ts'
import { promiseProblems } from '../../../src/compile/policy/region-decisions.ts'
import { regionProblems } from '../../../src/compile/policy/region-promises.ts'
import { regionTest } from '../../../src/compile/policy/region-selector.ts'
import { regionalLists } from '../../../src/compile/policy/regional-lists.ts'
import { varyByRegion } from '../../../src/compile/policy/vary-by-region.ts'
import type { DesiredList } from '../../../src/model/policy/list.ts'
import type { Policy } from '../../../src/model/policy/policy.ts'
import type { RuleSet } from '../../../src/model/policy/rule-set.ts'
import type { Diagnostic } from '../../../src/source/diagnostic.ts'
import { reference, type FullRequest } from '../../policy/reference.ts'
import { anySmallPolicy, comparisons, rule, ruleSet, universe, vocabulary } from '../../policy/small-policies.ts'
import { buildCluster } from '../support.ts'

const { cluster } = buildCluster()
const tests = cluster.regions.map((region) => regionTest(region, cluster).value!)
const regionLists = tests.flatMap(({ list }) => list ?? [])
const ofTokyo = tests.find(({ region }) => region.name === 'apac')!
const STRIDE = 97
const start = fc.nat(STRIDE - 1)
const RUNS = 100

/** Requests through a node of Tokyo and through one of New York. */
const through = (requests: readonly FullRequest[]): readonly FullRequest[] =>
  requests.flatMap((request) => ['tokyo-1', 'newyork-2'].map((node) => ({ ...request, 'System.HostName': node })))
const some = (from: number): readonly FullRequest[] => through(universe.filter((_, at) => at % STRIDE === from))

/** How far a request gets. */
const reach = (action: string): number => (action === 'let through' ? 2 : action === 'Block' ? 0 : 1)

/** Whether the plain reading of the language finds a request that gets further. */
function getsFurther(before: Policy, after: Policy, requests: readonly FullRequest[], within: string): boolean {
  return requests.some((request) => {
    const [old, now] = [reference(before, request, 'request'), reference(after, request, 'request')]
    return old.rule?.startsWith(within) === true && reach(now.action) > reach(old.action)
  })
}

/** Whether anything that rules of a rule set decide is decided in another way. */
function isDecidedOtherwise(before: Policy, after: Policy, requests: readonly FullRequest[], within: string): boolean {
  return requests.some((request) => {
    const [old, now] = [reference(before, request, 'request'), reference(after, request, 'request')]
    return old.rule?.startsWith(within) === true && now.action !== old.action
  })
}

/** Rule sets that stand somewhere, each item at a place of its own. */
function placed(sets: readonly RuleSet[], file: string, regions?: readonly string[]): readonly RuleSet[] {
  return sets.map((set) => ({
    ...set,
    name: file === 'own.yaml' ? `own ${set.name}` : set.name,
    place: { kind: 'file', file },
    ...(regions === undefined ? {} : { regions }),
    rules: set.rules.map((rule) => ({ ...rule, place: { kind: 'file', file } })),
    ruleSets: placed(set.ruleSets, file),
  }))
}

/** The request that a finding shows, with anything for what does not matter. */
function shownIn({ help = '' }: Diagnostic): FullRequest {
  const rest = {
    'URL.Host': 'q',
    'Client.IP': '203.0.113.9',
    'Body.Size': 5,
    'URL.Categories': [],
    'Body.Modified': true,
  }
  const shown = help.matchAll(/(?:shows it: |, )([A-Z][\w.]+) = (.*?)(?=, [A-Z][\w.]+ = |$)/g)
  return { ...rest, ...Object.fromEntries([...shown].map(([, name, value]) => [name, JSON.parse(value ?? '')])) }
}

/** The verdict of the compiler beside that of trying requests: it overlooks none, and what it shows is so. */
function judge(
  found: readonly Diagnostic[],
  isBroken: (requests: readonly FullRequest[]) => boolean,
  from: number,
): 'kept' | 'broken' | 'open' {
  if (isBroken(some(from))) expect(found).not.toEqual([])
  const broken = found.filter(({ code, message }) => code === 'POL-OVERRIDE' && message.includes('a request gets'))
  for (const one of broken) expect(isBroken([shownIn(one)])).toBe(true)
  return broken.length > 0 ? 'broken' : found.length > 0 ? 'open' : 'kept'
}

/** Small policies in which one rule certainly decides something. */
const anyDeciding = (...actions: readonly string[]) =>
  fc
    .tuple(anySmallPolicy, fc.constantFrom(...comparisons), fc.constantFrom(...actions))
    .map(([policy, criteria, action]) => ({
      ...policy,
      ruleSets: [ruleSet('decides', '', [rule('some', criteria, action)]), ...policy.ruleSets],
    }))

test('what rule sets of a region may do to a shared one is what trying requests shows', () => {
  const seen = { kept: 0, broken: 0, open: 0 }
  fc.assert(
    fc.property(
      anyDeciding('Block', 'Redirect'),
      anyDeciding('Block', 'Stop Cycle'),
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom('locked', 'tighten'),
      start,
      (shared, own, isFirst, all, mode, from) => {
        const common = placed(shared.ruleSets, 'shared.yaml')
        const wrapped: RuleSet = {
          ...own.ruleSets[0]!,
          name: 'Tokyo',
          criteria: { always: false, terms: ofTokyo.terms },
          rules: [],
          ruleSets: own.ruleSets,
        }
        const regional = own.ruleSets.length === 0 ? [] : placed([wrapped], 'own.yaml', ['apac'])
        const lists = [...shared.lists, ...regionLists]
        const before = { ...shared, lists, ruleSets: common }
        const actual = { ...before, ruleSets: isFirst ? [...regional, ...common] : [...common, ...regional] }
        const promising = all
          ? common.reduce<RuleSet | undefined>(
              (one, set) => ({ ...set, ruleSets: [...(one?.ruleSets ?? []), set] }),
              undefined,
            )
          : common[0]
        if (promising === undefined) return
        const place = { kind: 'file', file: 'shared.yaml' } as const
        const promised = { what: 'it', contract: { mode, place, isSaid: true }, ruleSet: promising }
        const found = promiseProblems({ without: before, actual }, [promised], vocabulary, cluster)
        const within = all ? '' : `${promising.name} > `
        const isBroken = mode === 'locked' ? isDecidedOtherwise : getsFurther
        seen[judge(found, (requests) => isBroken(before, actual, requests, within), from)]++
        for (const { related = [] } of found) expect(related[0]?.place.file).toBe('shared.yaml')
      },
    ),
    { numRuns: RUNS },
  )
  expect(Math.min(seen.kept, seen.broken)).toBeGreaterThan(RUNS / 20)
})

const anyHosts = fc.subarray(['a.example', '*.b', 'a?x', '*x*', 'c*e', 'q'])

/** Small policies that read the list somewhere. */
const anyPolicyOfHosts = fc
  .tuple(
    anySmallPolicy,
    fc.constantFrom(
      'URL.Host matches in list "hosts"',
      'URL.Host does not match in list "hosts"',
      'Body.Size less than 5 OR URL.Host matches in list "hosts"',
    ),
    fc.constantFrom('Block', 'Stop Cycle', 'Stop Rule Set'),
    fc.boolean(),
  )
  .map(([policy, criteria, action, isFirst]) => {
    const reading = ruleSet('reads', '', [rule('hosts', criteria, action), rule('rest', 'Body.Modified equals true')])
    return { ...policy, ruleSets: isFirst ? [reading, ...policy.ruleSets] : [...policy.ruleSets, reading] }
  })

test('a list that a region makes stricter is decided as if the region had nothing but its own list', () => {
  const seen = { kept: 0, broken: 0, open: 0 }
  fc.assert(
    fc.property(
      anyPolicyOfHosts,
      anyHosts,
      fc.constantFrom('longer', 'shorter'),
      start,
      (policy, drawn, stricter, from) => {
        const place = { kind: 'file', file: 'hosts.yaml' } as const
        const contract: ListContract = { mode: 'tighten', stricter, place, isSaid: true }
        const base = policy.lists.find(({ name }) => name === 'hosts')!
        const common = base.entries.map(({ value }) => value)
        const values =
          stricter === 'longer' ? [...new Set([...common, ...drawn])] : common.filter((one) => drawn.includes(one))
        const own: DesiredList = {
          ...base,
          entries: values.map((value) => ({ value, description: '' })),
          place: { kind: 'file', file: 'own.yaml' },
        }
        const report = (one: Diagnostic): void => expect(one).toBeUndefined()
        const shared = policy.lists.map((list) => ({ list, contract }))
        const variants = regionalLists(
          shared,
          [{ list: own, regions: [{ text: 'apac', place }] }],
          cluster.regions,
          report,
        )
        const variety = { variants, tests, topology: cluster, report }
        const before = { ...policy, lists: [...policy.lists, ...regionLists] }
        const actual = {
          ...before,
          lists: [...before.lists, ...variants.map(({ list }) => list)],
          ruleSets: varyByRegion(policy.ruleSets, variety),
        }
        const context = {
          vocabulary,
          regions: cluster.regions,
          tests,
          top: undefined,
          imports: importsOf([], vocabulary),
          report,
        }
        const built = { ruleSets: policy.ruleSets, promises: [] }
        const found = regionProblems({ asked: [], parameters: [], built, variety, policy: actual, context })
        seen[judge(found, (requests) => getsFurther(before, actual, requests, ''), from)]++
        const alone = { ...before, lists: before.lists.map((list) => (list.name === 'hosts' ? own : list)) }
        for (const request of some(from)) {
          const plain = request['System.HostName'] === 'tokyo-1' ? alone : before
          expect(reference(actual, request, 'request')).toEqual(reference(plain, request, 'request'))
        }
      },
    ),
    { numRuns: RUNS },
  )
  expect(Math.min(seen.kept, seen.broken)).toBeGreaterThan(RUNS / 20)
})
