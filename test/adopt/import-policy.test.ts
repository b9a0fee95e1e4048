import { expect, test } from 'vitest'
import { parse } from 'yaml'
import wire from '../../schema/dialects/emulator-wire.json' with { type: 'json' }
import { importCluster } from '../../src/adopt/import/import-cluster.ts'
import { inLayout } from '../../src/adopt/import/in-layout.ts'
import { importPolicy } from '../../src/adopt/import/import-policy.ts'
import { backupReader } from '../../src/appliance/backup-reader.ts'
import { ruleSetsOf } from '../../src/appliance/backup-rule-sets.ts'
import { readBackup } from '../../src/appliance/backup.ts'
import { restGatewayReader } from '../../src/appliance/rest-gateway.ts'
import { Secret } from '../../src/appliance/secret.ts'
import { seedOf } from '../../src/cli/emulate/seed.ts'
import { lookAtAll } from '../../src/cli/import/look-whole.ts'
import { formatFiles } from '../../src/compile/format/format-files.ts'
import { renderYaml } from '../../src/compile/edit/render-yaml.ts'
import type { Dialect } from '../../src/dialect/dialect.ts'
import { createCluster } from '../../src/emulator/cluster.ts'
import { unknown } from '../../src/model/observed.ts'
import { readWireProfile } from '../../src/emulator/read-wire-profile.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import { build, clusterFiles, rawFile, schemaFiles, validators } from '../compile/support.ts'
import { emulatedTransport } from '../contract/emulated-transport.ts'
import { shippedDialect } from '../dialect/shipped.ts'
import { dialect } from './world.ts'

const start = Date.UTC(2026, 8, 1, 8)

/** The three-site cluster as it lives in an emulator, seen through the REST interface by who knows these names. */
async function seen(known: Dialect = dialect) {
  const files = Object.entries(clusterFiles('three-site'))
  const { cluster } = build(
    files.map(([path, text]) => rawFile(`clusters/three-site/${path}`, text)),
    [],
  )
  const accounts = [{ name: 'reader', password: 'secret', readOnly: true }]
  const seed = seedOf(cluster, dialect, { secret: 'policy', now: start, accounts, initial: 'compiled' })
  const profile = {
    product: { version: '12.2.15', build: '51390' },
    roles: {},
    wire: readWireProfile('emulator-wire.json', wire).value!,
  }
  let now = start
  const gateway = restGatewayReader({
    transport: emulatedTransport(createCluster(seed, profile), seed.nodes[0]!.uuid, () => (now += 10)),
    sleep: async () => undefined,
    random: () => 0,
    now: () => now,
    login: { user: 'reader', password: new Secret('secret'), by: 'basic' },
  })
  const at = new Date(start).toISOString()
  const whole = await gateway.read(async (reader) => lookAtAll(reader, known, at))
  const backup = await gateway.read(async (reader) => reader.backup())
  const contents = readBackup(backup.kind === 'known' ? backup.value : new Uint8Array())
  if ('problem' in contents) throw new Error(contents.problem)
  const inBackup = await lookAtAll(backupReader(contents, known.facts.get('backup.nodeName')?.value), known, at)
  return { cluster, contents, inBackup, ...whole }
}

test('a policy is imported with its lists, and the first plan is empty', async () => {
  const { cluster, observed, ruleSets } = await seen()
  expect(ruleSets.length).toBeGreaterThan(3)
  const imported = importCluster('adopted', 'tokyo-1', observed, validators.location, ruleSets)
  const files = imported.files.map(({ path, text }) => rawFile(`clusters/${path}`, text))
  const again = build(files, [])
  expect(again.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  const { policy } = again.cluster
  expect(policy.ruleSets.map(({ name }) => name)).toEqual(cluster.policy.ruleSets.map(({ name }) => name))
  expect(policy.lists.map(({ name }) => name)).toEqual(cluster.policy.lists.map(({ name }) => name))
  expect(policy.settings.map(({ name }) => name)).toEqual(cluster.policy.settings.map(({ name }) => name))
  const plan = planCluster({ cluster: again.cluster, observed, dialect, target: { provedEmulator: true } })
  expect(plan.phases).toEqual([])
  expect(plan.blocked).toEqual([])
})

test('what a backup gives is imported as what REST gives: names, policy and all, and its first plan is empty against both', async () => {
  const { observed, ruleSets, inBackup } = await seen()
  const live = importCluster('adopted', 'tokyo-1', observed, validators.location, ruleSets)
  const backedUp = importCluster('adopted', 'tokyo-1', inBackup.observed, validators.location, inBackup.ruleSets)
  const withoutExports = ({ files }: typeof live) => files.filter(({ path }) => !path.includes('/exports/'))
  expect(withoutExports(backedUp)).toEqual(withoutExports(live))
  expect(inBackup.ruleSets.map(({ name, content }) => [name, content !== undefined])).toEqual(
    ruleSets.map(({ name }) => [name, true]),
  )
  const files = backedUp.files.map(({ path, text }) => rawFile(`clusters/${path}`, text))
  const { cluster, diagnostics } = build(files, [])
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  for (const source of [inBackup.observed, observed]) {
    const plan = planCluster({ cluster, observed: source, dialect, target: { provedEmulator: true } })
    expect([plan.phases, plan.blocked]).toEqual([[], []])
  }
})

test('rule sets of a backup are unknown where no file or more than one holds any', async () => {
  const { contents } = await seen()
  const [path, text] = [...contents.files].find(([, one]) => one.includes('<ruleGroup '))!
  const without = new Map([...contents.files].filter(([other]) => other !== path))
  expect(ruleSetsOf({ ...contents, files: without })).toEqual({ problem: 'no file of the backup holds rule sets' })
  const twice = new Map([...contents.files, ['other/rules.xml', text]])
  expect(ruleSetsOf({ ...contents, files: twice })).toEqual({
    problem: '2 files of the backup hold rule sets: which are in use is not known',
  })
  const deeper = new Map([...without, [path, `<storage><part>${text}</part></storage>`]])
  expect(ruleSetsOf({ ...contents, files: deeper })).toEqual(ruleSetsOf(contents))
})

test('every imported file is in the layout that fmt gives it', async () => {
  const { observed, ruleSets } = await seen()
  const imported = inLayout(importCluster('adopted', 'tokyo-1', observed, validators.location, ruleSets), schemaFiles)
  const raw = imported.files.map(({ path, text }) => rawFile(path, text))
  const { files, leftAlone, diagnostics } = formatFiles(raw, schemaFiles, { root: '' })
  expect([files, leftAlone, diagnostics]).toEqual([raw, [], []])
  expect(imported.files.filter(({ path }) => path.endsWith('.yaml')).length).toBeGreaterThan(5)
})

test('a list that is changed afterwards is the one that the imported rule sets use', async () => {
  const { observed, ruleSets } = await seen()
  const imported = importCluster('adopted', 'tokyo-1', observed, validators.location, ruleSets)
  const [list] = imported.files.filter(({ path }) => path.includes('/lists/'))
  const parsed = parse(list!.text) as { readonly entries: readonly unknown[] }
  const longer = renderYaml({ ...parsed, entries: ['new.example.com', ...parsed.entries] })
  const files = imported.files.map((file) => rawFile(`clusters/${file.path}`, file === list ? longer : file.text))
  const { cluster, diagnostics } = build(files, [])
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  const plan = planCluster({ cluster, observed, dialect, target: { provedEmulator: true } })
  expect(plan.phases.flatMap(({ steps }) => steps)).toMatchObject([{ kind: 'edit list' }])
})

test('a secret of a rule set is in no file, and that it was left out is said', () => {
  const content = { ruleSets: [], lists: [], tables: [], settings: [], properties: [] }
  const property = '<configurationProperty key="p" note="a > b" encrypted="true" value="c2VjcmV0"/>'
  const plain = { name: 'Proxy', text: `<libraryContent>${property}</libraryContent>`, content }
  const hidden = { name: 'Chain', text: '<x value="encrypted=&quot;true&quot; value=&quot;c2VjcmV0&quot;"/>', content }
  const { files, leftOut } = importPolicy(
    [plain, hidden, { name: 'Lost', text: undefined, content: undefined }],
    new Set(),
  )
  expect(files.map(({ path }) => path)).toEqual(['exports/proxy.xml', 'policy/imported.yaml'])
  expect(files[0]!.text).toBe(`<libraryContent>${property.replace('c2VjcmV0', '')}</libraryContent>`)
  expect(leftOut).toEqual([
    '1 encrypted value of rule set "Proxy"',
    'rule set "Chain": its settings have secrets inside lists',
    'rule set "Lost": it could not be exported',
  ])
})

test('rule sets that could not be read are said, not taken for none', async () => {
  const { observed } = await seen()
  const { leftOut } = importCluster(
    'adopted',
    'tokyo-1',
    { ...observed, ruleSets: unknown('not in a backup') },
    validators.location,
  )
  expect(leftOut).toContain('the rule sets: not in a backup')
})

test('of an appliance whose names nobody knows, what can be read is imported, the rest is called unknown, and nothing fails', async () => {
  const known = shippedDialect('web-gateway')
  const { observed, ruleSets } = await seen(known)
  const { files, unknown: open } = importCluster('adopted', 'tokyo-1', observed, validators.location, ruleSets)
  expect(Object.keys(open)).toEqual(
    expect.arrayContaining(['listeners', 'priority', 'groups', 'updates', 'ntp', 'rest']),
  )
  expect(open['listeners']).toContain('pader calibrate')
  const { cluster, diagnostics } = build(files.map(({ path, text }) => rawFile(`clusters/${path}`, text)))
  const errors = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code} ${message}`)
  expect(errors).toEqual([])
  expect(
    diagnostics.filter(({ message }) => message.includes('which the cluster calls unknown')).length,
  ).toBeGreaterThan(0)
  expect(cluster.nodes).toHaveLength(34)
  const plan = planCluster({ cluster, observed, dialect: known, target: { provedEmulator: false } })
  expect(plan.phases).toEqual([])
})
