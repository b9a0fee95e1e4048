// What the machine cannot do without: read and hash the bytes, the fastest correct parse, a compiled schema, text by
// concatenation, one file. No positions, no messages, no checks. Called with the fleet's folder and the output file.
import { CORE_SCHEMA, load } from 'js-yaml'
import { readFileSync, writeFileSync } from 'node:fs'
import { loadSchemaChecks } from '../src/cli/repository/schema-checks.ts'
import { hash } from './hash.ts'
import { kindOf } from './kind.ts'
import { walk } from './walk.ts'

const [, , folder = '', output = '', root = ''] = process.argv
const checkOf = await loadSchemaChecks(root)
const out: string[] = []

interface Location {
  readonly nodes: Record<string, Record<string, unknown>>
}

for (const path of walk(folder)) {
  const text = readFileSync(path, 'utf8')
  const digest = hash(text)
  const value = load(text, { schema: CORE_SCHEMA })
  const kind = kindOf(path)
  if (checkOf(kind)(value) !== true) throw new Error(`the floor refuses ${path}`)
  out.push(`{"file":"${digest}",`)
  if (kind === 'location') {
    out.push(`"nodes":[`)
    for (const [name, node] of Object.entries((value as Location).nodes)) {
      out.push(`{"name":"${name}","uuid":"${String(node['uuid'])}","settings":${JSON.stringify(node)}},`)
    }
    out.push(']}\n')
  } else out.push(`"content":${JSON.stringify(value)}}\n`)
}
writeFileSync(output, out.join(''))
