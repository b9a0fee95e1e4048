// What the machine cannot do without: read and hash the bytes, the fastest correct parse, a compiled schema, text by
// concatenation, one file. No positions, no messages, no checks. Called with the fleet's folder, the output file and the
// module of compiled schemas.
import { hash } from './hash.ts'
import { kindOf, type Kind } from './kind.ts'
import { CORE_SCHEMA, load } from 'js-yaml'
import { readFileSync, writeFileSync } from 'node:fs'
import { walk } from './walk.ts'

const [, , folder = '', output = '', checksModule = ''] = process.argv
const { loadSchemaChecks } = (await import(checksModule)) as {
  loadSchemaChecks: () => Promise<(kind: Kind) => (value: unknown) => boolean>
}
const checkOf = await loadSchemaChecks()
const out: string[] = []

interface Location {
  readonly nodes: Record<string, Record<string, unknown>>
}

for (const path of walk(folder)) {
  const text = readFileSync(path, 'utf8')
  const digest = hash(text)
  const value = load(text, { schema: CORE_SCHEMA })
  const kind = kindOf(path)
  if (!checkOf(kind)(value)) throw new Error(`the floor refuses ${path}`)
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
