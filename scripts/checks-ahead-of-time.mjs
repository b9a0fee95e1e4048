import { _ } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

const REPLACED = 'src/cli/repository/schema-checks.ts'

/** Puts compiled schemas in the place of the module that compiles them, so that no start pays for it. */
export function checksAheadOfTime(root) {
  return {
    name: 'checks-ahead-of-time',
    load: (id) => (id === join(root, REPLACED) ? compiledChecks(root) : undefined),
  }
}

/** What the schemas ask of texts that they name a form for. */
const FORMATS = 'src/compile/schema/formats.ts'

/** What is bundled of src for the build itself. */
const bundled = (root) => join(root, 'node_modules', '.cache', 'pader')

/** The same as a module that needs no bundling; it is there once {@link compiledChecks} is done. */
export const bundledFormats = (root) => join(bundled(root), 'schema-formats.js')

/** The module of compiled schemas; the same checks as the library makes of them, in the same words. */
export async function compiledChecks(root, formats = join(root, FORMATS)) {
  const { schemaCompiler, DOCUMENT_KINDS } = await sources(root)
  const ajv = schemaCompiler(readSchemas(join(root, 'schema')), {
    source: true,
    esm: true,
    formats: _`schemaFormats`,
  })
  const exported = Object.fromEntries(DOCUMENT_KINDS.map((kind) => [kind, `${kind}.schema.json`]))
  return `import { schemaFormats } from ${JSON.stringify(formats)}
${standalone.default(ajv, exported)}
const checks = { ${DOCUMENT_KINDS.join(', ')} }
export const loadSchemaChecks = async () => (kind) => checks[kind]`
}

function readSchemas(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.schema.json'))
  return Object.fromEntries(names.map((name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8'))]))
}

/** What of src says what is compiled and how; Node cannot import TypeScript before it is bundled. */
async function sources(root) {
  const folder = bundled(root)
  const input = {
    'compile-schemas': 'src/compile/schema/compile-schemas.ts',
    'document-kinds': 'src/compile/documents/kinds.ts',
    'schema-formats': FORMATS,
  }
  const bundle = await rolldown({ cwd: root, input, platform: 'node', external: 'ajv' })
  await bundle.write({ dir: folder })
  await bundle.close()
  const load = (name) => import(pathToFileURL(join(folder, name)).href)
  return { ...(await load('compile-schemas.js')), ...(await load('document-kinds.js')) }
}
