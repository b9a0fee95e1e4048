import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BEGINNING, digestOfLine, type JournalRecord } from '../../src/reconcile/journal/record.ts'
import { slowerUpdates } from './incident.ts'
import { telling } from './said.ts'
import { raise, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await raise()
  expect(await stage.pader('apply --yes --quiet')).toBe(0)
})
afterEach(async () => stage.close())

const said = telling(() => stage)

const groups = (): readonly (readonly string[])[] =>
  stage.emulated.picture().nodes.map(({ networkGroups }) => networkGroups)

test('a system file gets back the text that it had, at every node', async () => {
  const collector = 'host: siem.example.com'
  await stage.edit('policy/90-logs.yaml', collector, 'host: siem.example.net')
  expect(await said('apply --yes', 0)).toContain('rsyslog.conf')
  expect(await said('rollback --yes', 0)).toContain('rsyslog.conf')
  // What the earlier YAML wants is what is there: the judge is the text itself, not what the journal remembers of it.
  await stage.edit('policy/90-logs.yaml', 'host: siem.example.net', collector)
  expect(await said('plan', 0)).toContain('nothing to change')
})

test('a system file that was stored at once is what is taken back where the run died before it saw that, and not what is older', async () => {
  const other = await raise({ switches: { systemFilesNeedCommit: 'no' } })
  try {
    const told = telling(() => other)
    await other.edit(...slowerUpdates)
    await told('apply --yes --quiet', 0)
    other.wait(1)
    await other.edit('policy/90-logs.yaml', 'host: siem.example.com', 'host: siem.example.net')
    other.meanwhile('PUT /appliances', () =>
      other.meanwhile('', () => {
        throw new Error('killed')
      }),
    )
    await told('apply --yes --quiet', 7)
    const back = await told('rollback', 2)
    expect(back).toContain('at 2027-01-15 02:01:00 UTC')
    expect(back).toContain('rsyslog.conf')
    expect(back).not.toContain('updates.interval')
  } finally {
    await other.close()
  }
})

test('a guard stops a rollback with nothing held, and its flag lets it through', async () => {
  await stage.edit(...slowerUpdates)
  expect(await stage.pader('apply --yes --quiet')).toBe(0)
  await stage.rewriteHostFile((text) =>
    text.replace(
      '    askNodes: true\n',
      '    askNodes: true\n    freezes: [{ from: "2027-01-01T00:00", to: "2027-02-01T00:00", why: year end }]\n',
    ),
  )
  const shown = await said('rollback', 4)
  expect(shown).toContain('this rollback would be refused')
  expect(shown).not.toContain('carries this out')
  expect(await said('rollback --during-freeze', 2)).toContain('nothing has been done yet')
  const refused = await said('rollback --yes --quiet', 4)
  expect(refused).toContain('GUARD-FREEZE')
  expect(refused).toContain('--during-freeze')
  expect(refused).toContain('nodes: unchanged')
  expect(await said('status', 0)).not.toContain('on hold')
  expect(await said('rollback --yes --quiet --during-freeze', 0)).toContain('in sync after 1 commit')
})

test('what somebody else has changed since is left to a person, and a rollback that is only shown ends so as well', async () => {
  stage.revision = undefined
  const address = 'address: 10.81.0.12\n'
  await stage.edit('locations/tokyo.yaml', address, `${address}    priority: 20\n`)
  expect(await stage.pader('apply --yes --quiet')).toBe(0)
  stage.saves('carol', 'tokyo-1', 'tokyo-2', 'priority', '30')
  const shown = await said('rollback', 9)
  expect(shown).toContain('somebody else has changed it since')
  expect(shown).not.toContain('carries this out')
  expect(shown).toContain('it would put nothing on hold either')
  const reason = 'nothing could be rolled back: tokyo-2 priority: somebody else has changed it since'
  const left = await said('rollback --yes', 9)
  expect(left).toContain(`nothing is held: ${reason}`)
  expect(left).toContain('then run "pader plan"')
  expect(left).not.toContain('goes on from here')
  stage.revision = 'b2'.repeat(20)
  expect(await said('rollback', 9)).toContain('it still puts on hold what was to be rolled back')
  expect(await said('rollback --yes', 9)).toContain(`${reason}; on hold: b2b2b2b2b2b2 will not be applied again`)
})

test('a rollback that ended half-way goes on when it is called again, and keeps its reason', async () => {
  const before = groups()
  const networks = 'clientNetworks: [10.1.16.0/20]\n'
  await stage.edit('locations/newyork.yaml', networks, `${networks}defaults:\n  groups:\n    network: [manhattan]\n`)
  expect(await said('apply --yes', 0)).toContain('phase 2 of 2')
  expect(groups()).not.toEqual(before)
  // The entry node goes down when the second phase of the way back begins to write.
  let writes = 0
  const dies = (): void => {
    writes += 1
    if (writes < 3) stage.meanwhile('PUT /appliances', dies)
    else stage.happens('The entry node loses power.', { kind: 'down', node: stage.uuid('tokyo-1') })
  }
  stage.meanwhile('PUT /appliances', dies)
  const half = await said('rollback --yes --quiet --why "users are cut off"', 7)
  expect(half).toContain('1 phase in effect, 1 not')
  expect(groups()).not.toEqual(before)
  stage.happens('It is back.', { kind: 'up', node: stage.uuid('tokyo-1') })
  stage.wait(15)
  const rest = await said('rollback --yes --quiet', 0)
  expect(rest).toContain('in sync after 1 commit')
  expect(groups()).toEqual(before)
  expect(await said('status', 2)).toContain('users are cut off')
  // Now it is done, and what is newest is a rollback: that is taken back by naming a commit.
  expect(await said('release --cluster two-site', 0)).toContain('released')
  expect(await said('rollback', 3)).toContain('was a rollback itself')
})

test('rule sets and values of their settings are what they were, from the backup that was taken before', async () => {
  const file = (size: number, reason: string, more = ''): string =>
    [
      'format: 1',
      'settings:',
      '  Too large:',
      '    target: Block',
      '    template: com.scur.template.mainaction.block',
      "    version: '1.6'",
      `    values: { BlockReason: ${reason} }`,
      'ruleSets:',
      '  - name: Uploads',
      `    rules: [{ name: Large, criteria: BytesFromClient greater than or equals ${size}, action: Block<Too large> }]`,
      more,
    ].join('\n')
  const before = file(10, 'no', '  - { name: Old, rules: [{ name: r, action: Continue }] }\n')
  await stage.write('policy/50-uploads.yaml', before)
  expect(await said('apply --yes --quiet', 0)).toContain('in sync')
  await stage.write('policy/50-uploads.yaml', file(20, 'never', '  - { name: New, rules: [] }\n'))
  expect(await said('apply --yes --quiet', 0)).toContain('in sync')
  const shown = await said('rollback', 2)
  expect(shown).toContain('- "Large" if BytesFromClient greater than or equals 20')
  expect(shown).toContain('+ "Large" if BytesFromClient greater than or equals 10')
  expect(shown).toContain('never → no')
  expect(await said('rollback --yes --quiet', 0)).toContain('in sync after 2 commits')
  // The judge is the earlier YAML: nothing is left to do for it.
  await stage.write('policy/50-uploads.yaml', before)
  expect(await said('plan', 0)).toContain('nothing to change')
})

test('a list gets back what it held although the backup from before is gone, and holds it once however often that is asked', async () => {
  const list = (entries: string): string => `format: 1\nentries: [${entries}]\ntype: string\n`
  const before = list('one, two, three')
  await mkdir(join(stage.repository, 'clusters/two-site/lists'))
  await stage.write('lists/words.yaml', before)
  expect(await said('apply --yes --quiet', 0)).toContain('in sync')
  await stage.write('lists/words.yaml', list('two, three, four'))
  expect(await said('apply --yes --quiet', 0)).toContain('in sync')
  for (const file of stage.store.files.keys()) if (file.startsWith('backup/')) stage.store.files.delete(file)
  // It is killed after its commit, so that the second call finds the list as it was before.
  stage.meanwhile('POST /commit', () =>
    stage.meanwhile('GET /', () => {
      throw new Error('killed')
    }),
  )
  await said('rollback --yes --quiet', 7)
  expect(await said('rollback --yes --quiet', 0)).not.toContain('nothing could')
  await stage.write('lists/words.yaml', before)
  expect(await said('plan', 0)).toContain('nothing to change')
})

test('somebody who saves between two of its writes keeps what they saved, and is told apart from what is taken back', async () => {
  await stage.edit(...slowerUpdates)
  expect(await stage.pader('apply --yes --quiet')).toBe(0)
  const saves = (): void => stage.saves('carol', 'tokyo-1', 'newyork-1', 'updates.interval', '45')
  stage.meanwhile('PUT /appliances', () => stage.meanwhile('PUT /appliances', saves))
  const stale = await said('rollback --yes --quiet', 6)
  expect(stale).toContain('the same "pader rollback" without --yes')
  expect(stale).not.toContain('pader plan')
  const rest = await said('rollback --yes --quiet', 9)
  expect(rest).toContain('waiting for a person: newyork-1 updates.interval')
  expect(rest).toContain('somebody else has changed it since')
  expect(await said('plan', 2)).toContain('updates.interval  45 → 120')
  // It got to its end: what is left is not its own, and nobody is sent to it once more.
  expect(rest).toContain('on hold: a1a1a1a1a1a1 will not be applied again')
  for (const text of [rest, await said('status', 2), await said('apply --yes --quiet', 4)]) {
    expect(text).not.toContain('did not get to its end')
    if (text !== rest) expect(text.replaceAll(/\s+/g, ' ')).toContain('but for what is left to a person')
  }
  // The same one says what that is, as often as it is asked, and its hold stays what it is.
  const hold = stage.store.files.get('hold/runs/two-site.json')
  expect(await said('rollback --yes --quiet', 9)).toContain('nothing could be rolled back: newyork-1 updates.interval')
  expect(stage.store.files.get('hold/runs/two-site.json')).toEqual(hold)
})

test('a journal with a broken chain is no ground for a way back, be it only shown', async () => {
  await stage.edit(...slowerUpdates)
  expect(await stage.pader('apply --yes --quiet')).toBe(0)
  const name = 'journal/two-site.jsonl'
  const text = new TextDecoder().decode(stage.store.files.get(name))
  stage.store.files.set(name, new TextEncoder().encode(text.replace('"phase started"', '"phase"')))
  for (const line of ['rollback', 'rollback --yes --quiet']) {
    const refused = await said(line, 4)
    expect(refused).toContain('of the journal does not follow the line before it')
    expect(refused).toContain('--to COMMIT')
  }
  const status = await said('status', 4)
  const inOneLine = status.replaceAll(/\s+/g, ' ')
  expect(inOneLine).toContain('two-site no run may change it: line 4 of the journal does not follow the line before it')
  expect(inOneLine).toContain('look at it with "pader journal verify"')
  expect(status).not.toContain('on hold')
})

test('what somebody changed beside what a rollback takes back stays theirs, and no later commit goes over it unasked', async () => {
  await stage.edit(...slowerUpdates)
  expect(await stage.pader('apply --yes --quiet')).toBe(0)
  stage.saves('carol', 'tokyo-1', 'newyork-1', 'priority', '30')
  stage.wait(1)
  expect(await said('rollback --yes --quiet', 0)).toContain('in sync after 1 commit')
  const differs = await said('diff', 2)
  expect(differs).toMatch(/changed on the appliances: 1\n +priority of newyork-1 +10 → 30/)
  expect(differs).toMatch(/changed in the repository and not applied yet: 2\n +updates.interval/)
  await stage.edit('locations/newyork.yaml', '    transit: true\n', '    transit: true\n    priority: 40\n')
  stage.revision = 'b2'.repeat(20)
  expect(await said('apply --yes --quiet', 4)).toContain('GUARD-FOREIGN-CHANGE')
})

/** Gives what some records are about another name, as a newer Pader would have written them: the chain is whole. */
function rename(from: string, to: string): void {
  const name = 'journal/two-site.jsonl'
  let previous: string = BEGINNING
  const lines = new TextDecoder().decode(stage.store.files.get(name)).trimEnd().split('\n')
  const renamed = lines.map((line) => {
    const record = JSON.parse(line.replace(from, to)) as JournalRecord
    const text = JSON.stringify({ ...record, previous })
    previous = digestOfLine(text)
    return `${text}\n`
  })
  stage.store.files.set(name, new TextEncoder().encode(renamed.join('')))
}

test('what a newer Pader did and this one does not know stops no plan, and a rollback leaves it to a person by name', async () => {
  const git = await import('simple-git').then(({ simpleGit }) => simpleGit(stage.repository))
  await git.init().addConfig('user.name', 'Operator').addConfig('user.email', 'op@example.com')
  await git.add('clusters').commit('before')
  await stage.edit(...slowerUpdates)
  expect(await stage.pader('apply --yes --quiet')).toBe(0)
  rename('"kind":"set property","node":"newyork-2"', '"kind":"move setting","node":"newyork-2"')
  rename('"kind":"verified"', '"kind":"measured"')
  await said('plan', 0)
  await said('status', 0)
  for (const line of ['rollback', 'rollback --to HEAD']) {
    const shown = await said(line, 2)
    expect(shown).toContain('not changed: 2 differences')
    for (const kind of ['move setting', 'measured']) expect(shown).toContain(`what the journal calls "${kind}"`)
  }
  const back = await said('rollback --yes --quiet', 9)
  expect(back).toContain('node newyork-1: updates.interval  120 → empty')
  expect(back).toContain('a newer Pader did it')
})

test.each([
  { file: 'journal/', writes: 0, exitCode: 1, tells: 'unchanged: nothing was written', holds: false },
  // As if it died between the line of its hold and the hold itself.
  { file: 'hold/', writes: 0, exitCode: 1, tells: 'unchanged: nothing was written', holds: false },
  { file: 'hold/', writes: 1, exitCode: 7, tells: 'its hold could not be updated accordingly', holds: true },
])('where $file takes only $writes more writes, it says what was done and what is held', async (given) => {
  await stage.edit(...slowerUpdates)
  expect(await stage.pader('apply --yes --quiet')).toBe(0)
  const { store } = stage
  const working = { ...store }
  let left = given.writes
  const refuse = (file: string): void => {
    if (!file.startsWith(given.file)) return
    left -= 1
    if (left < 0) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', syscall: 'write' })
  }
  store.append = async (file, bytes) => {
    refuse(file)
    return working.append(file, bytes)
  }
  store.replace = async (file, bytes) => {
    refuse(file)
    return working.replace(file, bytes)
  }
  const text = await said('rollback --yes --quiet', given.exitCode)
  expect(text).toContain(given.tells)
  expect(text.includes('in sync after 1 commit')).toBe(given.holds)
  Object.assign(store, working)
  const status = await said('status', given.holds ? 2 : 0)
  expect(status.includes('on hold')).toBe(given.holds)
  // The journal has how it ended: nobody is sent to it once more because of a file that could not be written.
  expect(status.includes('a1a1a1a1a1a1 only: rolled back what')).toBe(given.holds)
  expect(status).not.toContain('did not get to its end')
  if (!given.holds) expect(await said('rollback --yes --quiet', 0)).toContain('in sync after 1 commit')
})
