import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { slowerUpdates } from './incident.ts'
import { telling } from './said.ts'
import { raise, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await raise()
  expect(await stage.pader('apply --yes --quiet')).toBe(0)
  await stage.edit('cluster.yaml', 'defaults:\n', 'defaults:\n  messages: { timeout: 45 }\n')
  expect(await stage.pader('plan --save plan.json')).toBe(2)
  expect(stage.transcript()).toContain('saved: "pader apply plan.json" carries out exactly this, or nothing')
})
afterEach(async () => stage.close())

const said = telling(() => stage)

const rewritePlan = async (change: (text: string) => string): Promise<void> => {
  const file = join(stage.repository, 'plan.json')
  const text = await readFile(file, 'utf8')
  expect(change(text)).not.toBe(text)
  await writeFile(file, change(text))
}
const { host, repository, cluster, own, dialect, file } = {
  file: async () => rewritePlan((text) => text.replace('"after": 45', '"after": 50')),
  dialect: async () => rewritePlan((text) => text.replace(/"dialect": "[0-9a-f]{8}/, '"dialect": "00000000')),
  host: async () =>
    stage.rewriteHostFile((text) =>
      text.replace('    askNodes: true\n', '    askNodes: true\n    canary: { order: [newyork], soakMinutes: 1 }\n'),
    ),
  own: async () => stage.saves('carol', 'tokyo-1', 'newyork-1', 'messages.timeout', '33'),
  cluster: async () => stage.saves('carol', 'tokyo-1', 'newyork-1', 'priority', '33'),
  repository: async () => stage.edit(...slowerUpdates),
}
const other = /the plan is not what would be planned now,\s+although\s+nothing\s+it\s+was\s+made\s+from\s+has\s+changed/

test.each<[string, () => Promise<void> | void, RegExp]>([
  ['its file was edited', file, other],
  ['the host file is another one', host, other],
  ['the version of Pader is another one', dialect, /moved: the dialect/],
  ['somebody changed what it changes', own, /document\s.*which the\s+plan itself writes/s],
  ['somebody changed the cluster', cluster, /moved: node \S+ document/],
  ['the repository wants something else', repository, /moved: what the repository wants/],
])('a saved plan is not carried out where %s, and that is said', async (_, change, words) => {
  await change()
  const stale = await said('apply plan.json --allow-foreign-change', 6)
  expect(stale).toMatch(words)
  expect(stale).not.toContain('was made by')
})

test.each<[string, string, number, RegExp]>([
  ['another version', '"madeBy": "9.9.9"', 0, /warning: "\S+plan.json" was made by Pader 9.9.9, and this is \d/],
  ['a version that said nothing of it', '"of": ""', 0, /was made by an older Pader, which did not say its version/],
  ['what is no version', '"madeBy": "me\\n\\nnothing to do"', 3, /is not a plan that "pader plan --save" wrote/],
])(
  'a saved plan that was made by %s says so, and is carried out where it is planned the same',
  async (_, by, code, words) => {
    await rewritePlan((text) => text.replace(/"madeBy": "[^"]+"/, by))
    expect((await said('apply plan.json', code)).replaceAll(/\s+/g, ' ')).toMatch(words)
  },
)
