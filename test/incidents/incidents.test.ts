import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { EXIT } from '../../src/report/exit-code.ts'
import { incidents } from './index.ts'
import { raise, type Stage } from './stage.ts'

const FOLDER = '../../docs/incidents'

test.each(incidents)('$name: from the first command to a healthy cluster', async (incident) => {
  const stage = await raise(incident.stage)
  try {
    await incident.play(stage)
    // What counts as healthy is what the tool says, and what somebody sees who can look into every node.
    expect(await stage.pader('status'), stage.transcript()).toBe(EXIT.ok)
    expect(storagesOf(stage)).toHaveLength(1)
    const page = `# ${incident.title}\n\n${incident.alert}\n\n${stage.transcript()}`
    await expect(page).toMatchFileSnapshot(`${FOLDER}/${incident.name}.md`)
  } finally {
    await stage.close()
  }
})

test('the list of incidents names every page, and there is no page without an incident', async () => {
  const pages = readdirSync('docs/incidents').filter((name) => name !== 'README.md')
  expect(pages.toSorted()).toEqual(incidents.map(({ name }) => `${name}.md`).toSorted())
  const list = incidents.map(({ name, title }) => `- [${title}](${name}.md)`)
  const page = [
    '# Incidents',
    '',
    'What goes wrong with a cluster at three in the morning, and what to type until it is healthy again. Each page is the',
    'transcript of a test: the commands are real, the appliances are emulated, and time is virtual. Each command ends with',
    'its exit code in brackets; the [runbooks](../runbooks) explain the codes.',
    '',
    ...list,
    '',
  ]
  await expect(page.join('\n')).toMatchFileSnapshot(`${FOLDER}/README.md`)
})

/** The different storages that the members hold, as the emulator itself knows. */
function storagesOf({ emulated, cluster }: Stage): readonly number[] {
  const holdings = emulated.holdings()
  return [...new Set(cluster.nodes.map(({ uuid }) => holdings.get(uuid.value) ?? -1))]
}
