import { expect, test } from 'vitest'
import { pader } from './support.ts'

test('explains a value by every layer that had a say, with lines', async () => {
  const ended = await pader('.', 'explain', 'tokyo-10', 'updates.fromInternet', '--cluster', 'three-site')
  expect(ended).toMatchObject({ exitCode: 0, stderr: '' })
  expect(ended.stdout).toBe(`tokyo-10 in tokyo, cluster three-site

updates.fromInternet (Download updates from the internet): true
    set by node: clusters/three-site/cluster.yaml:48:21
    overrides cluster, which says false: clusters/three-site/cluster.yaml:38:19
`)
})

test('says which cluster is missing, and what a name was meant to be', async () => {
  expect((await pader('.', 'explain', 'tokyo-1')).stderr).toContain(
    '"tokyo-1" is a node of "three-site" and "two-site": say which with --cluster',
  )
  expect(await pader('.', 'explain', 'tokio-12')).toMatchObject({
    exitCode: 3,
    stderr: 'pader: there is no node "tokio-12": did you mean "tokyo-12"?\n',
  })
  expect((await pader('.', 'explain', 'tokyo-12', 'update')).stderr).toContain('"tokyo-12" has no value "update"')
})

test('prints the schema of a kind of file', async () => {
  expect(JSON.parse((await pader('.', 'schema', 'location')).stdout)).toMatchObject({ title: 'Location' })
  expect((await pader('.', 'schema', 'locaton')).stderr).toContain('did you mean "location"?')
  expect((await pader('.', 'schema')).stdout).toMatch(/^cluster +Cluster$/m)
})
