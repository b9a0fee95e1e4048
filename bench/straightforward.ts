// The pipeline that one writes first: `yaml`, `ajv` and `handlebars`, one file after the other, a file for each node.
// Called with the fleet's folder, the output folder and the folder of schemas.
import { Ajv } from 'ajv'
import Handlebars from 'handlebars'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { parse } from 'yaml'
import { kindOf } from './kind.ts'
import { walk } from './walk.ts'

const [, , folder = '', output = '', schemas = ''] = process.argv
const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false })
for (const name of ['settings', 'pader', 'cluster', 'location', 'policy', 'list']) {
  ajv.addSchema(JSON.parse(readFileSync(join(schemas, `${name}.schema.json`), 'utf8')) as object, `${name}.schema.json`)
}
Handlebars.registerHelper('json', (value: unknown) => JSON.stringify(value))
const render = Handlebars.compile('node {{name}}\nuuid {{node.uuid}}\n{{#each node}}{{@key}} {{json this}}\n{{/each}}')

for (const path of walk(folder)) {
  const value: unknown = parse(readFileSync(path, 'utf8'))
  const kind = kindOf(path)
  if (ajv.validate(`${kind}.schema.json`, value) !== true) throw new Error(`${path}: ${ajv.errorsText()}`)
  if (kind !== 'location') continue
  const [cluster = ''] = relative(folder, path).split('/')
  mkdirSync(join(output, cluster), { recursive: true })
  for (const [name, node] of Object.entries((value as { nodes: Record<string, object> }).nodes)) {
    writeFileSync(join(output, cluster, `${basename(path, '.yaml')}-${name}.conf`), render({ name, node }))
  }
}
