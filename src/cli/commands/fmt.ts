import { formatFiles } from '../../compile/format/format-files.ts'
import { decode } from '../../compile/yaml/decode.ts'
import { Locator } from '../../compile/yaml/locate.ts'
import { EXIT } from '../../report/exit-code.ts'
import { diagnosticsText } from '../../report/text/diagnostics.ts'
import { unifiedDiff } from '../../report/text/unified-diff.ts'
import { defineCommand } from '../command.ts'
import { colorOption } from '../options/output.ts'
import { clusterOption } from '../options/repository.ts'
import { appearanceOf } from '../output/appearance.ts'
import { filesOf } from '../repository/files-of.ts'
import { findRepository } from '../repository/folder.ts'
import { changedTexts, writeChanges } from '../repository/repair.ts'
import { readSchemas } from '../repository/schemas.ts'

/** `pader fmt`: puts the YAML into one layout, with every comment. */
export const command = defineCommand({
  examples: [
    ['pader fmt', 'format every file; comments are kept'],
    ['pader fmt --check', 'write nothing, and exit with 2 if any file would change'],
  ],
  configure: (parser) =>
    parser
      .argument('[path...]', 'a folder of clusters, or individual clusters (default: "clusters")')
      .option('--check', 'write nothing, list the files that would change, and exit with 2 if there are any')
      .option('--diff', 'write nothing, and print the changes as a diff')
      .addOption(clusterOption())
      .addOption(colorOption),

  run: async ({ positional: [paths], options: { cluster, check = false, diff = false, color } }, world) => {
    const repository = findRepository(paths, world, cluster)
    const before = filesOf(repository)
    const { files, leftAlone, diagnostics } = formatFiles(before, await readSchemas(world.home), repository)
    const changes = changedTexts(before, files)
    if (!check && !diff) await writeChanges(changes, files, repository, world)
    if (diff) world.stdout.write(unifiedDiff(changes, appearanceOf(world.stdout, world.env, color)))
    else for (const { path } of changes) world.stdout.write(`${path}\n`)
    for (const path of leftAlone) {
      world.stderr.write(`left alone: ${path}: its comments or values would not survive, so its layout is a person's\n`)
    }
    if (diagnostics.length === 0) return check && changes.length > 0 ? EXIT.changes : EXIT.ok
    const texts = new Map(before.map((file) => [file.path, file]))
    const textOf = (path: string): string | undefined => {
      const file = texts.get(path)
      return file === undefined ? undefined : decode(file).value?.text
    }
    const locator = new Locator(textOf)
    const located = diagnostics.map((found) => locator.locate(found))
    world.stderr.write(diagnosticsText(located, textOf, appearanceOf(world.stderr, world.env, color)))
    return EXIT.invalid
  },
})
