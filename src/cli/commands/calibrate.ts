import type { Command as Parser } from 'commander'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { conclude, type Conclusion, type LearnedFrom } from '../../adopt/calibrate/conclude.ts'
import { dialectFile, type Findings } from '../../adopt/calibrate/dialect-file.ts'
import { withAnswers, type Knowledge } from '../../adopt/calibrate/knowledge.ts'
import { learnIds, type LearnedIds } from '../../adopt/calibrate/learn-ids.ts'
import { calibrationRules } from '../../adopt/calibrate/recipe.ts'
import { featuresOf } from '../../adopt/calibrate/unlocks.ts'
import { vocabularyFrom } from '../../compile/policy/vocabulary.ts'
import { groupedBy } from '../../compile/facts/settings-of-nodes.ts'
import { isVerified, type Dialect } from '../../dialect/dialect.ts'
import type { SettingName } from '../../model/settings.ts'
import { decodeExport } from '../../policy/xml/decode-export.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { converse } from '../calibrate/converse.ts'
import { readAnswers, type NodeAnswers } from '../calibrate/read-answers.ts'
import { describeDocuments, provenBackup, readMembers, readNode, type Member } from '../calibrate/read-node.ts'
import { CommandFailure, defineCommand, UsageError, type OptionsOf } from '../command.ts'
import { dialectFor, readDialect } from '../gateway/dialects.ts'
import { entryOption } from '../options/entry.ts'
import { hostConfigOption } from '../options/host-config.ts'
import { openBackup, openLive, type LookedAt } from '../import/source.ts'
import { writeFileAtomically } from '../output/write-file.ts'
import type { World } from '../world.ts'

/** `pader calibrate`: learns where appliances keep things, and writes it down with where it was learnt. */
export const command = defineCommand({
  examples: [['pader calibrate two-site', 'learn where its appliances keep the settings, from what their UI shows']],
  configure: (parser) =>
    addSources(parser)
      .argument('<cluster>', 'name of the cluster in the host file; with --backup, what to call it')
      .option('--recipe', 'print the rules of such a rule set and stop')
      .option('--into <folder>', 'folder of clusters to write into (default "clusters")'),

  run: async ({ positional: [name], options }, world) => {
    const folder = join(resolve(world.cwd, options.into ?? 'clusters'), name)
    const dialect = await dialectFor(folder, false, world)
    if (options.recipe) return printRecipe(dialect, world)
    const learned = await learn(name, options, dialect, world)
    const before = await readDialect(join(folder, 'dialect.json'))
    const text = dialectFile(before, name, learned.findings, learned.occasion)
    const count = learned.findings.settings.length + learned.findings.ids.length
    if (count > 0) {
      const file = join(folder, 'dialect.json')
      await writeFileAtomically(file, text, world)
      world.stdout.write(`\nwrote ${file}\n`)
    }
    const now = await dialectFor(folder, false, world)
    tell(learned, certainIn(now), world)
    tellFeatures(now, world)
    return count > 0 ? EXIT.ok : EXIT.waiting
  },
})

/** Adds what says where something is learnt. */
function addSources(parser: Parser) {
  return parser
    .option('--values <file...>', 'what the UI shows for some nodes, written as a file of locations/ is')
    .option(
      '--backup <file...>',
      'read backups instead of a cluster that runs: the first with the first --values, and so on',
    )
    .option('--export <file...>', 'an exported rule set whose rules do what their names say')
    .option('--node <node>', 'node that the questions are about (default: the first one)')
    .addOption(hostConfigOption())
    .addOption(entryOption('the first one of the host file'))
}

type Sources = OptionsOf<typeof addSources>

/** All that one call learnt. */
interface Learned {
  readonly findings: Findings
  readonly occasion: LearnedFrom
  readonly missing: Conclusion['missing']
  readonly problems: LearnedIds['problems']
}

async function learn(name: string, options: Sources, dialect: Dialect, world: World): Promise<Learned> {
  const settings = await learnSettings(name, options, dialect, world)
  const ids = await learnExports(options.export, dialect, world)
  return {
    findings: {
      settings: settings?.conclusion.learned ?? [],
      documents: settings?.documents ?? [],
      facts: settings?.facts ?? [],
      ids: ids.learned,
    },
    occasion: settings?.occasion ?? { date: today(world), product: ids.product ?? 'unknown' },
    missing: settings?.conclusion.missing ?? [],
    problems: ids.problems,
  }
}

interface LearnedSettings {
  readonly conclusion: Conclusion
  readonly occasion: LearnedFrom
  readonly documents: Findings['documents']
  readonly facts: Findings['facts']
}

/** Learns settings from values and backups, or in a conversation; undefined where only exports are read. */
async function learnSettings(
  name: string,
  options: Sources,
  dialect: Dialect,
  world: World,
): Promise<LearnedSettings | undefined> {
  const { values = [] } = options
  if (values.length === 0 && options.export !== undefined) return undefined
  if (values.length === 0 && (options.backup !== undefined || world.ask === undefined))
    throw new UsageError(
      'say with --values what the UI shows; without it, questions need a terminal and a live cluster',
    )
  const sources = await openSources(name, options, world)
  const [first] = sources
  if (first === undefined) throw new UsageError('name a backup')
  const { members, product } = await first.read(readMembers)
  const occasion = { date: today(world), product }
  let knowledge: Knowledge = new Map()
  for (const [index, file] of values.entries()) {
    const source = sources[Math.min(index, sources.length - 1)] ?? first
    for (const node of await answersIn(file, world)) knowledge = await takeIn(knowledge, source, node)
  }
  const node = chosen(members, options.node)
  if (values.length === 0)
    knowledge = await converse(knowledge, { source: first, node, occasion, certain: certainIn(dialect), world })
  const conclusion = conclude(knowledge, occasion)
  const used = new Set(conclusion.learned.map(({ document }) => document))
  return first.read(async (reader) => ({
    conclusion,
    occasion,
    documents: await describeDocuments(reader, node.uuid, used, occasion),
    facts: await provenBackup(reader, node.uuid, members, await readNode(reader, node.uuid), occasion),
  }))
}

/** The backups that were named, or the cluster that runs. */
async function openSources(name: string, options: Sources, world: World): Promise<readonly LookedAt[]> {
  const { backup: backups } = options
  if (backups === undefined) return [await openLive(name, options, world)]
  return Promise.all(backups.map(async (file) => openBackup(file, world)))
}

async function answersIn(file: string, world: World): Promise<readonly NodeAnswers[]> {
  const read = await readAnswers(file, await readText(file, world), world)
  if ('nodes' in read) return read.nodes
  throw new CommandFailure(
    EXIT.invalid,
    ['the values cannot be used', ...read.problems].join('\n  '),
    'correct them and run it again',
  )
}

async function takeIn(knowledge: Knowledge, source: LookedAt, node: NodeAnswers): Promise<Knowledge> {
  const documents = await source.read(async (reader) => readNode(reader, node.uuid))
  return withAnswers(knowledge, documents, node.answers, `${node.name} (${source.from})`)
}

async function learnExports(
  files: readonly string[] | undefined,
  dialect: Dialect,
  world: World,
): Promise<LearnedIds & { readonly product?: string }> {
  const vocabulary = vocabularyFrom(dialect.policy)
  const all: { learned: LearnedIds['learned'][number][]; problems: string[]; read: number; product?: string } = {
    learned: [],
    problems: [],
    read: 0,
  }
  for (const file of files ?? []) {
    const { value, diagnostics } = decodeExport({ path: file, text: await readText(file, world) }, vocabulary)
    if (value === undefined) {
      const why = diagnostics.map(({ message }) => message).join('; ')
      throw new CommandFailure(
        EXIT.invalid,
        `"${file}" is not a rule set export: ${why}`,
        'export the rule set from the UI again',
      )
    }
    const { learned, problems, read } = learnIds(value.ruleSets, vocabulary)
    if (read === 0)
      all.problems.push(`"${file}" has no rule whose name starts with "cal: ": see pader calibrate --recipe`)
    all.learned.push(...learned)
    all.problems.push(...problems)
    all.read += read
    all.product = value.version
  }
  return all
}

function chosen(members: readonly Member[], asked: string | undefined): Member {
  const found = asked === undefined ? members[0] : members.find(({ title, uuid }) => title === asked || uuid === asked)
  if (found !== undefined) return found
  const names = members.map(({ title }) => `"${title}"`).join(', ')
  throw new CommandFailure(EXIT.invalid, `the cluster has no node ${JSON.stringify(asked)}`, `name one of ${names}`)
}

function certainIn(dialect: Dialect): ReadonlySet<SettingName> {
  return new Set(
    [...dialect.settings.values()].filter(({ provenance }) => isVerified(provenance)).map(({ setting }) => setting),
  )
}

function printRecipe(dialect: Dialect, { stdout }: World): ExitCode {
  stdout.write(
    [
      'make a rule set in the UI, leave it disabled, and give it these rules: each is called what it does (copy the name',
      'as it is), its lists may be empty. Export it, then: pader calibrate CLUSTER --export FILE. Leave out what you do',
      'not need: only what is there is learnt.',
      '',
      ...calibrationRules(vocabularyFrom(dialect.policy)),
      '',
    ].join('\n'),
  )
  return EXIT.ok
}

function tell({ findings, missing, problems }: Learned, certain: ReadonlySet<SettingName>, { stdout }: World): void {
  for (const { setting, key, document, provenance } of findings.settings)
    stdout.write(`learnt    ${setting}: "${key}" of ${document}\n          ${provenance.source}\n`)
  for (const { kind, name, id } of findings.ids) stdout.write(`learnt    ${name}: "${id}" (${kind})\n`)
  const still = missing.filter(({ setting }) => !certain.has(setting))
  for (const [why, alike] of groupedBy(still, (one) => one.why))
    stdout.write(`missing   ${alike.map(({ setting }) => setting).join(', ')}\n          ${why}\n`)
  for (const problem of problems) stdout.write(`not used  ${problem}\n`)
}

function tellFeatures(dialect: Dialect, { stdout }: World): void {
  stdout.write('\nwith what is certain now, Pader can, on an appliance that is no emulator:\n')
  for (const { what, lacks } of featuresOf(dialect)) {
    const shown = lacks.length > 3 ? `${lacks.slice(0, 3).join(', ')} and ${lacks.length - 3} more` : lacks.join(', ')
    stdout.write(lacks.length === 0 ? `  yes  ${what}\n` : `  no   ${what}: lacks ${shown}\n`)
  }
}

async function readText(file: string, world: World): Promise<string> {
  return readFile(resolve(world.cwd, file), 'utf8').catch((error: unknown) => {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new CommandFailure(EXIT.internal, `cannot read "${file}" (${why})`, 'name a file that can be read')
  })
}

function today(world: World): string {
  return world.now().toISOString().slice(0, 10)
}
