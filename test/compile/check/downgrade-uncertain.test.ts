import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { settingNames } from '../../../src/model/setting-shapes.ts'
import { buildCluster } from '../support.ts'

const shipped = 'centralManagement: { ca: { name: McAfee Web Gateway Cluster CA } }'

function authorityFindings(more: string) {
  const { diagnostics } = buildCluster({ 'cluster.yaml': `${shipped}\n${more}` })
  return diagnostics.filter(({ code }) => code === 'CM-CA-001')
}

test('an error that rests on what the cluster calls unknown is a warning, and says on what it rests', () => {
  expect(authorityFindings('')).toMatchObject([{ severity: 'error' }])
  expect(authorityFindings('unknown: { ca: shown in the UI only }')).toMatchObject([
    { severity: 'warning', message: expect.stringContaining('that rests on "ca", which the cluster calls unknown') },
  ])
})

test('an error that rests on something else stays an error', () => {
  expect(authorityFindings('unknown: { ntp: nobody looked }')).toMatchObject([{ severity: 'error' }])
})

test('a name that is neither a fact nor a subject of settings is an error', () => {
  const { diagnostics } = buildCluster({ 'cluster.yaml': 'unknown: { cat: nobody looked }' })
  expect(diagnostics.filter(({ severity }) => severity === 'error')).not.toEqual([])
})

test('every subject of settings can be called unknown', () => {
  const schema = JSON.parse(readFileSync('schema/cluster.schema.json', 'utf8')) as {
    properties: { unknown: { propertyNames: { enum: string[] } } }
  }
  const subjects = new Set(settingNames.map((name) => name.split('.')[0]))
  const facts = ['ca', 'interfaces', 'clientNetworks', 'timeZone', 'network']
  expect(new Set(schema.properties.unknown.propertyNames.enum)).toEqual(new Set([...facts, ...subjects]))
})
