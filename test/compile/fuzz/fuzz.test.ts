import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SchemaFiles } from '../../../src/compile/schema/compile-schemas.ts'
import { emitCluster } from '../../../src/compile/emit/emit.ts'
import { frontEndCodes } from '../../../src/compile/codes/every-code.ts'
import { applyFixes } from '../../../src/compile/fix/apply-fixes.ts'
import { formatFiles } from '../../../src/compile/format/format-files.ts'
import { rules } from '../../../src/compile/rules/index.ts'
import { diagnosticsText } from '../../../src/report/text/diagnostics.ts'
import { hasErrors } from '../../../src/source/diagnostic.ts'
import type { RawFile } from '../../../src/source/source-file.ts'
import { build, clusterFiles } from '../support.ts'
import { mutation } from './mutate.ts'

const CASES = Number(process.env['FUZZ_CASES'] ?? 150)
/** A small cluster that has something of everything, and nothing wrong. */
const texts = Object.entries({
  ...clusterFiles('two-site'),
  'waivers.yaml': `format: 1
waivers:
  - { code: CM-NET-015, scope: [tokyo, newyork-1], reason: one transit node is enough, owner: network, expires: 2027-12-31 }
`,
  'lists/Blocked.yaml': "format: 1\ntype: regex\nentries: ['*.phishing.example', '*.malware.example']\n",
  'policy/10-blocking.yaml': `format: 1
ruleSets:
  - name: Blocking
    region: apac
    criteria: URL.Host matches in list "Blocked"
    rules:
      - { name: Leave, action: Stop Rule Set }
  - name: Everything else
    rules:
      - { name: Let through, criteria: URL.Host equals "intranet.example", action: Stop Rule Set }
`,
  'tests/blocking.yaml': `format: 1
tests:
  - { name: bad sites are blocked, regions: [apac], request: { URL.Host: a.malware.example }, expect: { action: let through } }
`,
  '../pader.yaml': 'format: 1\nrules: { CM-NET-015: info, CM-TIME-003: "off" }\n',
}).map(([path, text]) => ({ path: posix.join('clusters/two-site', path), text }))

test('what is mutated is right to begin with', () => {
  const files = texts.map(({ path, text }) => ({ path, bytes: new TextEncoder().encode(text) }))
  expect(build(files).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
})

const known = new Set([...frontEndCodes, ...rules].map(({ code }) => code))
const schemas: SchemaFiles = Object.fromEntries(
  readdirSync('schema')
    .filter((name) => name.endsWith('.schema.json'))
    .map((name) => [name, JSON.parse(readFileSync(join('schema', name), 'utf8')) as object]),
)

/** The cluster with one file or two changed in up to four ways. */
const mutated = fc
  .array(fc.tuple(fc.nat(texts.length - 1), fc.array(mutation, { minLength: 1, maxLength: 4 })), {
    minLength: 1,
    maxLength: 2,
  })
  .map((changes): readonly RawFile[] =>
    texts.map(({ path, text }, index) => {
      const own = changes.filter(([file]) => file === index).flatMap(([, some]) => some)
      const changed = own.reduce((current, change) => change(current), text)
      return { path, bytes: new TextEncoder().encode(changed) }
    }),
  )

/** Control characters that a terminal acts on, and what changes the order of text; line ends are the text's own. */
// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const ACTS_ON_TERMINAL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/

test(`whatever is written, it is refused with a place or compiled: ${CASES} cases`, { timeout: 0 }, () => {
  let [broken, clean, case_] = [0, 0, 0]
  fc.assert(
    fc.property(mutated, (files) => {
      case_++
      const { diagnostics, located, fleet, vocabularyOf, textOf } = build(files)
      for (const { code, message, span } of located) {
        expect(known.has(code) || /^(POL|REF)-[A-Z-]+$/.test(code), code).toBe(true)
        expect(message).not.toMatch(/undefined|\[object/)
        expect(span.start.line).toBeGreaterThan(0)
      }
      const shown = diagnosticsText(located, textOf, { color: false, unicode: true, columns: 80 })
      expect(shown.replaceAll('\n', '')).not.toMatch(ACTS_ON_TERMINAL)
      if (hasErrors(diagnostics)) broken++
      else {
        clean++
        for (const cluster of fleet.clusters) emitCluster(cluster, 'clusters', vocabularyOf(cluster.name))
      }
      if (case_ % 20 === 0) {
        const { files: formatted } = formatFiles(files, schemas, { root: 'clusters' })
        expect(formatFiles(formatted, schemas, { root: 'clusters' }).files).toEqual(formatted)
      }
      if (case_ % 40 === 0) applyFixes(files, build)
    }),
    { numRuns: CASES, ...(process.env['FUZZ_SEED'] === undefined ? {} : { seed: Number(process.env['FUZZ_SEED']) }) },
  )
  // A fuzzer whose every case is refused looks at the parser alone.
  expect(broken).toBeGreaterThan(CASES / 10)
  expect(clean).toBeGreaterThan(CASES / 20)
})
