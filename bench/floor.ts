// What the machine cannot do without: read and hash the bytes, the fastest correct parse, a compiled schema, text by
// concatenation, one file. No positions, no messages, no checks. Called with the fleet's folder, the output file and the
// module of compiled validators.
import { hash } from './hash.ts'
import { load } from 'js-yaml'
import { readFileSync, writeFileSync } from 'node:fs'
import { walk } from './walk.ts'

const [, , folder = '', output = '', validatorsModule = ''] = process.argv
const validators = (await import(validatorsModule)) as Record<'cluster' | 'location', (value: unknown) => boolean>
const out: string[] = []

interface Location {
  readonly nodes: Record<string, Record<string, unknown>>
}

for (const path of walk(folder)) {
  const text = readFileSync(path, 'utf8')
  const digest = hash(text)
  const value = load(text)
  const isLocation = path.includes('/locations/')
  const valid = isLocation
    ? validators.location(value)
    : path.endsWith('cluster.yaml')
      ? validators.cluster(value)
      : true
  if (!valid) throw new Error(`the floor refuses ${path}`)
  if (!isLocation) continue
  out.push(`{"file":"${digest}","nodes":[`)
  for (const [name, node] of Object.entries((value as Location).nodes)) {
    out.push(`{"name":"${name}","uuid":"${String(node['uuid'])}","settings":${JSON.stringify(node)}},`)
  }
  out.push(']}\n')
}
writeFileSync(output, out.join(''))
