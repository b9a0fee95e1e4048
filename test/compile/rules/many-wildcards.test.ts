import { expect, test } from 'vitest'
import { cmReg004 } from '../../../src/compile/rules/cm-reg-004.ts'
import { buildExample } from '../support.ts'

/** Node names that a pattern is compared with, and a pattern that fits so many ways that trying all of them never ends. */
const long = `${'o'.repeat(50)}.${'o'.repeat(50)}`
const nodes = `format: 1\nnodes: { tokyo-2: { hostname: ${long} } }`
const policy = (pattern: string): string =>
  `format: 1\nruleSets: [{ name: A, criteria: System.HostName matches "${pattern}" }]`

test.each([
  ['*o*o*o*o*o*o*o*o*o*o*o*o*o*o*o*o*!', 1],
  ['*o*o*o*o*o*o*o*o*o*o*o*o*o*o*o*o*', 0],
])('whether a node has a name like %s is decided in one go', (pattern, findings) => {
  const files = { 'locations/tokyo.yaml': nodes, 'policy/10.yaml': policy(pattern) }
  const { located } = buildExample(cmReg004, { files })
  expect(located.filter(({ code }) => code === cmReg004.code)).toHaveLength(findings)
})
