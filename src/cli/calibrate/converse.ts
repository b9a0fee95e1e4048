import { conclude, type Conclusion, type MissingSetting, type LearnedFrom } from '../../adopt/calibrate/conclude.ts'
import { withAnswers, withChange, type Knowledge } from '../../adopt/calibrate/knowledge.ts'
import type { NodeDocuments } from '../../adopt/calibrate/candidate.ts'
import { settingNames } from '../../model/setting-shapes.ts'
import type { SettingName, SettingValue } from '../../model/settings.ts'
import type { LookedAt } from '../import/source.ts'
import type { World } from '../world.ts'
import { askFor, questionFor } from './ask-answers.ts'
import { readNode, type Member } from './read-node.ts'

/** A node in front of a person who sees its UI. */
export interface Conversation {
  readonly source: LookedAt
  readonly node: Member
  readonly occasion: LearnedFrom
  /** Settings that need not be asked about. */
  readonly certain: ReadonlySet<SettingName>
  readonly world: World
}

/** Asks what the UI shows, then has one field after the other changed there until all is certain or it is enough. */
export async function converse(knowledge: Knowledge, talk: Conversation): Promise<Knowledge> {
  const { source, node, world } = talk
  const documents = await source.read(async (reader) => readNode(reader, node.uuid))
  world.stdout.write(
    `type what the UI shows for ${node.title}: Enter skips a field, "-" means that it is empty, "q" ends the questions\n`,
  )
  const answers = new Map<SettingName, SettingValue>()
  for (const setting of settingNames) {
    if (talk.certain.has(setting)) continue
    const said = await askFor(setting, `  ${questionFor(setting)}`, node.uuid, world)
    if (said === 'enough') break
    if (said !== 'nothing said') answers.set(setting, said.value)
  }
  return byChanges(withAnswers(knowledge, documents, answers, node.title), documents, talk)
}

async function byChanges(start: Knowledge, documents: NodeDocuments, talk: Conversation): Promise<Knowledge> {
  const { source, node, world, occasion } = talk
  let knowledge = start
  let before = documents
  let told = false
  for (const { setting } of toChange(conclude(knowledge, occasion).missing, talk)) {
    if (isCertain(knowledge, setting, occasion)) continue
    if (!told)
      world.stdout.write(
        `\nnow change these fields in the UI of ${node.title}, one at a time: save, then type the new value here\n`,
      )
    told = true
    for (;;) {
      const said = await askFor(setting, `  after changing and saving it: ${questionFor(setting)}`, node.uuid, world)
      if (said === 'enough') return knowledge
      if (said === 'nothing said') break
      const after = await source.read(async (reader) => readNode(reader, node.uuid))
      const next = withChange(knowledge, { setting, node: node.title, before, after, to: said.value })
      before = after
      if ('knowledge' in next) knowledge = next.knowledge
      const left = 'knowledge' in next ? stillToSay(setting, conclude(knowledge, occasion)) : next.problem
      if (left === undefined) break
      world.stdout.write(`  not certain yet: ${left}; change it again, or skip it with Enter\n`)
    }
  }
  return knowledge
}

/** What is not known of a setting after a change; undefined where all is. */
function stillToSay(setting: SettingName, { learned, missing }: Conclusion): string | undefined {
  const encoding = learned.find((entry) => entry.setting === setting)?.encoding
  if (encoding?.kind === 'number' && encoding.words !== undefined) {
    const seen = Object.keys(encoding.words).join(', ')
    return `it is stored as words, and only those for ${seen} are known: set it to each of the other values that you use`
  }
  return missing.find((one) => one.setting === setting)?.why
}

function toChange(missing: readonly MissingSetting[], { certain }: Conversation): readonly MissingSetting[] {
  return missing.filter(({ setting }) => !certain.has(setting))
}

function isCertain(knowledge: Knowledge, setting: SettingName, occasion: LearnedFrom): boolean {
  return conclude(knowledge, occasion).learned.some((entry) => entry.setting === setting)
}
