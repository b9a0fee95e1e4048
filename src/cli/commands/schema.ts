import { resolve } from 'node:path'
import type { SchemaFiles } from '../../compile/schema/compile-schemas.ts'
import { catalogueEntries } from '../../compile/schema/catalogue.ts'
import { didYouMean } from '../../source/suggest.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { defineCommand, UsageError } from '../command.ts'
import { schemaFiles } from '../init/scaffold.ts'
import { replaceFiles } from '../output/write-file.ts'
import { makeFolder } from '../../repository/make-folder.ts'
import { readSchemas } from '../repository/schemas.ts'
import type { World } from '../world.ts'

const ENDING = '.schema.json'

/** `pader schema`: prints the JSON Schema of a kind of file, for editors and other tools. */
export const command = defineCommand({
  examples: [
    ['pader schema', 'list the schemas'],
    ['pader schema location > location.schema.json', 'save one of them'],
    ['pader schema --write .pader/schemas', 'write all that editors need into a folder'],
  ],
  configure: (parser) =>
    parser
      .argument('[name]', 'a schema, such as location; without it, all are listed')
      .option('--write <folder>', 'write the schemas that editors need into this folder')
      .option('--catalogue <url>', 'print the entries of a schema catalogue, for schemas served under this URL'),

  run: async ({ positional: [name], options: { write, catalogue } }, world) => {
    const schemas = await readSchemas(world.home)
    if (write !== undefined) return writeSchemas(write, world)
    if (catalogue !== undefined) return printCatalogue(catalogue, schemas, world)
    if (name === undefined) {
      for (const [file, schema] of Object.entries(schemas)) {
        const title = 'title' in schema ? String(schema.title) : ''
        world.stdout.write(`${file.slice(0, -ENDING.length).padEnd(10)} ${title}\n`)
      }
      return EXIT.ok
    }
    const schema = schemas[`${name}${ENDING}`]
    if (schema === undefined) {
      const names = Object.keys(schemas).map((file) => file.slice(0, -ENDING.length))
      const near = didYouMean(name, names)
      throw new UsageError(`there is no schema "${name}": ${near?.help ?? `there are ${names.join(', ')}`}`)
    }
    world.stdout.write(`${JSON.stringify(schema, undefined, 2)}\n`)
    return EXIT.ok
  },
})

async function writeSchemas(folder: string, world: World): Promise<ExitCode> {
  makeFolder(resolve(world.cwd, folder))
  const files = await schemaFiles(world.home, folder)
  await replaceFiles(
    files.map(({ path, text }) => ({ path: resolve(world.cwd, path), content: text })),
    world,
  )
  for (const { path } of files) world.stdout.write(`wrote ${path}\n`)
  return EXIT.ok
}

/** Entries in the form of the public catalogue of schemas, which editors read from an address of your own too. */
function printCatalogue(base: string, schemas: SchemaFiles, world: World): ExitCode {
  const titles = Object.fromEntries(
    Object.entries(schemas).map(([file, schema]) => [
      file.slice(0, -ENDING.length),
      'description' in schema ? String(schema.description) : '',
    ]),
  )
  world.stdout.write(`${JSON.stringify({ version: 1, schemas: catalogueEntries(base, titles) }, undefined, 2)}\n`)
  return EXIT.ok
}
