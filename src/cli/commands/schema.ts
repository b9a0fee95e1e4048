import { didYouMean } from '../../compile/suggest.ts'
import { EXIT } from '../../report/exit-code.ts'
import { UsageError, type Command } from '../command.ts'
import { readSchemas } from '../repository/schemas.ts'

const ENDING = '.schema.json'

/** `pader schema`: prints the JSON Schema of a kind of file, for editors and other tools. */
export const command: Command = {
  configure: (parser) => parser.argument('[name]', 'a schema, for example location; without it they are listed'),

  run: async ({ positional }, world) => {
    const schemas = await readSchemas(world.home)
    const [name] = positional
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
}
