import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { slowerUpdates } from './incident.ts'
import { telling } from './said.ts'
import { raise, type Stage } from './stage.ts'
import { watchPass } from './watch-pass.ts'

let stage: Stage
beforeEach(async () => {
  stage = await raise()
})
afterEach(async () => stage.close())

const said = telling(() => stage)

test('a hold on a cluster that is misspelt, or until a time that is over, is refused: it would hold nothing', async () => {
  for (const line of [
    'hold --cluster tow-site --why storm',
    'release --cluster tow-site',
    'lock show --cluster tow-site',
  ])
    expect(await said(line, 64)).toMatch(/no cluster "tow-site", and nothing was done[^]*did you mean "two-site"/)
  const past = await said('hold --cluster two-site --why storm --until 2026-12-31T06:00:00Z', 64)
  expect(past).toContain('is in the past, it is now 2027-01-15T02:00')
  expect(stage.store.files.size).toBe(0)
})

test('the hold of a person does not take away what a rollback holds: released, the bad commit stays away', async () => {
  await stage.edit(...slowerUpdates)
  await said('apply --yes --quiet', 0)
  await said('hold --all --why "incident 4711"', 0)
  expect(await said('rollback --cluster two-site --yes --quiet', 4)).toContain('"pader release --all", when the reason')
  const left = await said('release --cluster two-site', 0)
  expect(left).toContain('there was no hold on two-site')
  expect(left).toMatch(
    /still on hold by op@jump: incident 4711\n +to do: when the reason is gone, "pader release --all"/,
  )
  expect(await said('apply --yes --quiet', 4)).toContain('when the reason is gone, "pader release --all"')
  await said('release --all', 0)
  await said('rollback --cluster two-site --yes --quiet', 0)
  await said('hold --cluster two-site --why "let us look first"', 0)
  expect(await said('apply --yes --quiet', 4)).toContain('let us look first')
  const released = await said('release --cluster two-site', 0)
  expect(released).toContain('released: two-site, which was on hold by op@jump: let us look first')
  expect(released).toContain('still on hold by op@jump: rolled back')
  expect(await said('apply --yes --quiet', 4)).toContain('rolled back')
  expect(await said('release --cluster two-site', 0)).not.toContain('still')
  await said('apply --yes --quiet', 0)
})

test('a plan says that an apply of it would stop at a hold, and that an apply of another commit would not', async () => {
  await stage.edit(...slowerUpdates)
  await said('hold --cluster two-site --why "power work in Tokyo"', 0)
  const held = 'an apply would stop: on hold by op@jump: power work in Tokyo; when the reason is gone, "pader release'
  expect(await said('plan', 2)).toContain(held)
  await said('release --cluster two-site', 0)
  expect(await said('plan', 2)).not.toContain('on hold')
  await said('apply --yes --quiet', 0)
  await said('rollback --yes --quiet', 0)
  expect(await said('plan', 2)).toContain('an apply would stop: on hold by op@jump')
})

test('a second person learns of the hold of the first, and cannot end it sooner by wanting a shorter one', async () => {
  stage.who = 'ann@jump'
  await said('hold --cluster two-site --why storm --until 2027-01-16T06:00:00Z', 0)
  stage.who = 'bob@jump'
  const refused = await said('hold --cluster two-site --why lunch --until 2027-01-15T12:00:00Z', 5)
  expect(refused).toMatch(/already on hold, and for longer[^]*ann@jump: storm, until\s+2027-01-16/)
  const replaced = await said('hold --cluster two-site --why upgrade', 0)
  expect(replaced).toMatch(/in place of the hold by ann@jump: storm/)
  // Whoever corrects a hold of their own may shorten it.
  await said('hold --cluster two-site --why lunch --until 2027-01-15T12:00:00Z', 0)
  expect(await said('journal show --cluster two-site', 0)).toContain('why lunch, until 2027-01-15T12:00:00Z')
})

test('a rollback that a full disk stopped after its commit says what is in effect, and what goes on with it', async () => {
  await stage.edit(...slowerUpdates)
  await said('apply --yes --quiet', 0)
  stage.meanwhile('POST /commit', () => stage.fillDisk(true))
  const stopped = await said('rollback --cluster two-site --yes --quiet', 7)
  expect(stopped).toContain('cannot write to the state directory')
  expect(stopped).toMatch(/"two-site"\s+stays\s+on\s+hold\s+for\s+this\s+rollback/)
  stage.fillDisk(false)
  stage.wait(3)
  const unfinished = await said('apply --yes --quiet', 4)
  expect(unfinished).toContain('rolling back what op@jump did with "pader apply"')
  expect(unfinished).toMatch(/did not finish:\s+run the same "pader rollback"/)
  await said('hold --cluster two-site --why "let us look first"', 0)
  expect(await said('release --cluster two-site', 0)).toMatch(/still on hold[^]*did not finish:\s+run the same/)
  await said('rollback --cluster two-site --yes --quiet', 0)
  const finished = await said('apply --yes --quiet', 4)
  expect(finished).toContain('rolled back what op@jump did with "pader apply"')
  expect(finished).toContain('when the reason is gone, "pader release --cluster two-site"')
})

test('a cluster that gets another name escapes no hold, and is told where its journal lies until that is brought along', async () => {
  await stage.edit(...slowerUpdates)
  await said('apply --yes --quiet', 0)
  await said('rollback --yes --quiet --why "users are cut off"', 0)
  const clusters = join(stage.repository, 'clusters')
  await rename(join(clusters, 'two-site'), join(clusters, 'both-sites'))
  await stage.rewriteHostFile((text) => text.replace('  two-site:\n', '  both-sites:\n'))
  stage.revision = 'c3'.repeat(20)
  for (const [line, exitCode] of [
    ['apply --yes --quiet', 4],
    ['plan', 4],
    ['status', 4],
    ['rollback', 4],
    ['rollback --to-backup 2027', 4],
  ] as const) {
    const text = (await said(line, exitCode)).replaceAll(/\s+/g, ' ')
    expect(text).toContain('its nodes were changed as cluster "two-site" until 2027-01-15')
    expect(text).toContain('on hold by op@jump: users are cut off')
    expect(text).toContain('call it "two-site" again')
  }
  // As docs/operate.md says.
  for (const [name, bytes] of stage.store.files)
    stage.store.files.set(name.replace(/(?<=[/])two-site(?=[./])/, 'both-sites'), bytes)
  stage.revision = 'a1'.repeat(20)
  expect(await said('apply --yes --quiet', 4)).toContain('on hold by op@jump: users are cut off')
})

test('nodes that are to be a cluster of their own are changed under no second name before they are taken out, and escape no hold', async () => {
  await stage.edit(...slowerUpdates)
  await said('apply --yes --quiet', 0)
  await said('hold --cluster two-site --why "do not touch"', 0)
  await split()
  const obstacle = 'it is in one cluster with a node that was changed as "two-site" until 2027-01-15 02:00:'
  for (const line of ['apply --yes --quiet --allow-empty --allow-mass-removal --allow-skew', 'plan', 'status']) {
    const text = (await said(`${line} --cluster ny`, 4)).replaceAll(/\s+/g, ' ')
    expect(text).toContain(obstacle)
    expect(text).toContain('on hold by op@jump: do not touch')
    expect(text).toContain('see "pader plan --cluster two-site" for how to remove these nodes from it')
  }
  expect(await watchPass(stage, 'observe', 'ny')).toMatchObject({
    kind: 'needs a person',
    why: expect.stringContaining(obstacle) as string,
  })
  expect(stage.store.files.has('journal/ny.jsonl')).toBe(false)
  const at = stage.uuid('tokyo-1')
  for (const name of ['newyork-2', 'newyork-1'])
    stage.happens(`${name} is taken out.`, { kind: 'remove node', at, node: stage.uuid(name) })
  const text = await said('plan --cluster ny', 4)
  expect(text).not.toContain('two names')
})

/** New York becomes a cluster of its own in the repository, and nowhere else. */
async function split(): Promise<void> {
  const clusters = join(stage.repository, 'clusters')
  await cp(join(clusters, 'two-site'), join(clusters, 'ny'), { recursive: true })
  await rm(join(clusters, 'ny', 'locations', 'tokyo.yaml'))
  await rm(join(clusters, 'two-site', 'locations', 'newyork.yaml'))
  for (const [name, entry] of [
    ['ny', 'newyork-1'],
    ['two-site', 'tokyo-1'],
  ] as const) {
    const file = join(clusters, name, 'cluster.yaml')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace(/^network:[^]*/m, '').replace('entryNode: tokyo-1', `entryNode: ${entry}`))
  }
  await stage.rewriteHostFile((text) => {
    const part = text.slice(text.indexOf('  two-site:'))
    const ny = part.replace('two-site', 'ny').replaceAll(/^ +tokyo-.*\n/gm, '')
    return `${text.slice(0, text.indexOf('  two-site:'))}${part.replaceAll(/^ +newyork-.*\n/gm, '')}${ny}`
  })
}

test('a journal that somebody changed is told by a watch that only looks, too', async () => {
  await stage.edit(...slowerUpdates)
  await said('apply --yes --quiet', 0)
  expect(await watchPass(stage, 'observe')).toEqual({ kind: 'in sync' })
  const file = 'journal/two-site.jsonl'
  const text = new TextDecoder().decode(stage.store.files.get(file))
  stage.store.files.set(file, new TextEncoder().encode(text.replace('op@jump', 'op@pump')))
  const why = expect.stringContaining('look at it with "pader journal verify"') as string
  expect(await watchPass(stage, 'observe')).toMatchObject({ kind: 'needs a person', why })
})
