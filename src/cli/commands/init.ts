import { access, readdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { applyFixes } from '../../compile/fix/apply-fixes.ts'
import { formatFiles } from '../../compile/format/format-files.ts'
import { Locator } from '../../compile/yaml/locate.ts'
import { EXIT } from '../../report/exit-code.ts'
import { diagnosticsText } from '../../report/text/diagnostics.ts'
import { makeFolder } from '../../repository/make-folder.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import type { RawFile } from '../../source/source-file.ts'
import { CommandFailure, defineCommand } from '../command.ts'
import { addAnswers, answersFrom, USUAL, type Answers } from '../init/answers.ts'
import { askAnswers } from '../init/ask-answers.ts'
import { clusterFiles, type NewFile } from '../init/cluster-files.ts'
import { scaffold } from '../init/scaffold.ts'
import { appearanceOf } from '../output/appearance.ts'
import { replaceFiles } from '../output/write-file.ts'
import { compilerFor } from '../repository/compile-folder.ts'
import { todayOf } from '../repository/today.ts'
import { readSchemas } from '../repository/schemas.ts'
import type { World } from '../world.ts'

/** `pader init`: a new repository that compiles, with everything around it. */
export const command = defineCommand({
  examples: [
    ['pader init', 'a repository with one small cluster, in this folder'],
    ['pader init clusters-of-the-bank --cluster tokyo --product-version 12.2.15', 'the same, with names of your own'],
  ],
  configure: (parser) => addAnswers(parser).argument('[folder]', 'where to create the repository (default: ".")'),

  run: async ({ positional: [folder = '.'], options }, world) => {
    const given = answersFrom(options)
    const isAsked = world.stdout.isTerminal && world.ask !== undefined && options.member === undefined
    const answers = isAsked ? await askAnswers(given, world) : given
    const root = resolve(world.cwd, folder)
    if (await isThere(join(root, 'clusters', answers.cluster, 'cluster.yaml'))) {
      throw new CommandFailure(
        EXIT.invalid,
        `the cluster "${answers.cluster}" already exists`,
        'name another one with --cluster',
      )
    }
    if (!isAsked && options.cluster === undefined) await refuseSecond(root)
    const files = [...(await compiled(answers, world)), ...(await scaffold(answers, world.home))]
    await write(root, files, world)
    world.stdout.write(nextSteps(folder, answers))
    return EXIT.ok
  },
})

/** Who has a cluster and names none wants hardly another one under the usual name. */
async function refuseSecond(root: string): Promise<void> {
  const names = await readdir(join(root, 'clusters')).catch((): readonly string[] => [])
  const found = await Promise.all(names.map(async (name) => isThere(join(root, 'clusters', name, 'cluster.yaml'))))
  const [there] = names.filter((_, index) => found[index]).toSorted()
  if (there === undefined) return
  const what = `there is already a cluster: "${there}"`
  throw new CommandFailure(EXIT.invalid, what, 'name the one to add with --cluster')
}

/** The YAML as it compiles without an error or a warning, in the layout of `pader fmt`. */
async function compiled(answers: Answers, world: World): Promise<readonly NewFile[]> {
  const repository = { folder: world.cwd, root: 'clusters' }
  const compileFiles = await compilerFor(repository, todayOf(undefined, world), world)
  const written = clusterFiles(answers).map(({ path, text }): RawFile => ({
    path,
    bytes: new TextEncoder().encode(text),
  }))
  const { files: repaired } = applyFixes(written, compileFiles)
  const { files } = formatFiles(repaired, await readSchemas(world.home), repository)
  const { value, diagnostics } = compileFiles(files)
  const wrong = diagnostics.filter(({ severity }) => severity !== 'info')
  if (wrong.length > 0) {
    const locator = new Locator(value.textOf)
    const located = wrong.map((found) => locator.locate(found))
    world.stderr.write(diagnosticsText(located, value.textOf, appearanceOf(world.stderr, world.env)))
  }
  if (hasErrors(wrong)) throw new CommandFailure(EXIT.invalid, 'nothing was written', 'correct the errors above')
  return files.map(({ path }) => ({ path, text: value.textOf(path) ?? '' }))
}

/** Writes what is not there yet; a file that somebody has is theirs. */
async function write(root: string, files: readonly NewFile[], world: World): Promise<void> {
  const news: NewFile[] = []
  for (const file of files) {
    if (await isThere(join(root, file.path))) world.stdout.write(`kept ${file.path}, which already exists\n`)
    else news.push(file)
  }
  for (const { path } of news) makeFolder(dirname(join(root, path)))
  await replaceFiles(
    news.map(({ path, text }) => ({ path: join(root, path), content: text })),
    world,
  )
  for (const { path } of news) world.stdout.write(`wrote ${path}\n`)
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

function nextSteps(folder: string, { cluster, isExample, owner }: Answers): string {
  const steps = [
    ...(folder === '.' ? [] : [`cd ${folder}`]),
    ...(isExample ? [`write your nodes into clusters/${cluster}/locations, or start with pader import`] : []),
    ...(owner === USUAL.owner ? ['name those who must approve changes in CODEOWNERS'] : []),
    'pader compile --dry-run',
    'git init --initial-branch main && git add . && git commit',
  ]
  return `\nnext:\n${steps.map((step, index) => `  ${index + 1}. ${step}\n`).join('')}`
}
