import { conclude, type Conclusion, type LearnedFrom } from '../../adopt/calibrate/conclude.ts'
import type { Findings } from '../../adopt/calibrate/dialect-file.ts'
import { withAnswers, type Knowledge } from '../../adopt/calibrate/knowledge.ts'
import { isVerified, type Dialect } from '../../dialect/dialect.ts'
import type { SettingName } from '../../model/settings.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure, UsageError } from '../command.ts'
import type { LookedAt } from '../import/source.ts'
import { todayOf } from '../repository/today.ts'
import type { World } from '../world.ts'
import { converse } from './converse.ts'
import { readAnswers, type NodeAnswers } from './read-answers.ts'
import { describeDocuments, provenBackup, readMembers, readNode, type Member } from './read-node.ts'
import { openSources, readText, type Sources } from './sources.ts'

/** What was learnt of settings, and when and of what. */
export interface LearnedSettings {
  readonly conclusion: Conclusion
  readonly occasion: LearnedFrom
  readonly documents: Findings['documents']
  readonly facts: Findings['facts']
}

/** Learns settings from values and backups, or in a conversation; undefined where only exports are read. */
export async function learnSettings(
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
  const occasion = { date: todayOf(undefined, world), product }
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

function chosen(members: readonly Member[], asked: string | undefined): Member {
  const found = asked === undefined ? members[0] : members.find(({ title, uuid }) => title === asked || uuid === asked)
  if (found !== undefined) return found
  const names = members.map(({ title }) => `"${title}"`).join(', ')
  throw new CommandFailure(EXIT.invalid, `the cluster has no node ${JSON.stringify(asked)}`, `name one of ${names}`)
}

/** Settings whose place is certain. */
export function certainIn(dialect: Dialect): ReadonlySet<SettingName> {
  return new Set(
    [...dialect.settings.values()].filter(({ provenance }) => isVerified(provenance)).map(({ setting }) => setting),
  )
}
