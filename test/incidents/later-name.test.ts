import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { slowerUpdates } from './incident.ts'
import { telling } from './said.ts'
import { raise, type Stage } from './stage.ts'

/** The repository and the host file call the cluster something else. */
async function call(stage: Stage, from: string, to: string): Promise<void> {
  const clusters = join(stage.repository, 'clusters')
  await rename(join(clusters, from), join(clusters, to))
  await stage.rewriteHostFile((text) => text.replace(`  ${from}:\n`, `  ${to}:\n`))
}

/** What is kept under one name is copied to another, as docs/operate.md says. */
function bring({ store: { files } }: Stage, from: string, to: string): void {
  const named = new RegExp(`(?<=[/])${from}(?=[./])`)
  for (const [name, bytes] of files)
    if (named.test(name) && !name.includes('lease/')) files.set(name.replace(named, to), bytes)
}

/** Another interval is wanted in New York. */
async function want(stage: Stage, cluster: string, minutes: number): Promise<void> {
  const file = join(stage.repository, 'clusters', cluster, 'locations', 'newyork.yaml')
  await writeFile(file, (await readFile(file, 'utf8')).replace(/interval: \d+/, `interval: ${minutes}`))
}

test('an old checkout changes nothing under the name that a cluster had, once it was changed under the one that it has', async () => {
  const stage = await raise()
  const said = telling(() => stage)
  try {
    await stage.edit(...slowerUpdates)
    await said('apply --yes --quiet', 0)
    await call(stage, 'two-site', 'both-sites')
    bring(stage, 'two-site', 'both-sites')
    await want(stage, 'both-sites', 150)
    await said('apply --yes --quiet', 0)
    await said('hold --cluster both-sites --why "users are cut off"', 0)

    await call(stage, 'both-sites', 'two-site')
    await want(stage, 'two-site', 120)
    const text = (await said('apply --yes --quiet', 4)).replaceAll(/\s+/g, ' ')
    expect(text).toContain('was brought along to the name "both-sites", and it was changed as that until 2027-01-15')
    expect(text).toContain('on hold by op@jump: users are cut off')
    expect(text).toContain('go on with the repository that calls it "both-sites"')
    expect(text).toContain('nodes: unchanged')

    bring(stage, 'both-sites', 'two-site')
    await said('release --cluster two-site', 0)
    await said('apply --yes --quiet', 0)
  } finally {
    await stage.close()
  }
})
