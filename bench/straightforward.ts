// The pipeline that one writes first: `yaml`, `ajv` and `handlebars`, one file after the other, a few checks of the whole, and
// a file for each node that differs from what is there. Called with the fleet's folder, the output folder and the folder of schemas.
import { Ajv } from 'ajv'
import Handlebars from 'handlebars'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { parse } from 'yaml'
import { kindOf } from './kind.ts'
import { objections, type WrittenNode } from './semantics.ts'
import { walk } from './walk.ts'

const [, , folder = '', output = '', schemas = ''] = process.argv
const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false })
for (const name of ['settings', 'pader', 'cluster', 'location', 'policy', 'list']) {
  ajv.addSchema(JSON.parse(readFileSync(join(schemas, `${name}.schema.json`), 'utf8')) as object, `${name}.schema.json`)
}
Handlebars.registerHelper('json', (value: unknown) => JSON.stringify(value))
const render = Handlebars.compile('node {{name}}\nuuid {{node.uuid}}\n{{#each node}}{{@key}} {{json this}}\n{{/each}}')

const clusters = new Map<string, { version: string; readonly nodes: WrittenNode[] }>()
const artifacts = new Map<string, string>()
for (const path of walk(folder)) {
  const value: unknown = parse(readFileSync(path, 'utf8'))
  const kind = kindOf(path)
  if (ajv.validate(`${kind}.schema.json`, value) !== true) throw new Error(`${path}: ${ajv.errorsText()}`)
  const [name = ''] = relative(folder, path).split('/')
  const cluster = clusters.get(name) ?? { version: '', nodes: [] }
  clusters.set(name, cluster)
  if (kind === 'cluster') cluster.version = (value as { product: { version: string } }).product.version
  if (kind !== 'location') continue
  for (const [node, settings] of Object.entries((value as { nodes: Record<string, WrittenNode> }).nodes)) {
    cluster.nodes.push(settings)
    artifacts.set(`${name}/${basename(path, '.yaml')}-${node}.conf`, render({ name: node, node: settings }))
  }
}
const wrong = objections([...clusters.values()])
if (wrong.length > 0) throw new Error(wrong.join('\n'))
for (const name of clusters.keys()) mkdirSync(join(output, name), { recursive: true })
for (const [path, text] of artifacts) {
  const file = join(output, path)
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}
