import type { Answers } from '../../adopt/calibrate/knowledge.ts'
import { Locator } from '../../compile/yaml/locate.ts'
import type { Uuid } from '../../model/names.ts'
import { settingNames } from '../../model/setting-shapes.ts'
import type { SettingName, SettingValue } from '../../model/settings.ts'
import { compilerFor } from '../repository/compile-folder.ts'
import { todayOf } from '../repository/today.ts'
import type { World } from '../world.ts'

/** What the UI shows for a node. */
export interface NodeAnswers {
  readonly name: string
  readonly uuid: Uuid
  readonly answers: Answers
}

/** Whom nothing can be wrong with but the values themselves. */
const AROUND = `format: 1
product: { version: 12.2.15 }
entryNode: nobody
`

/** Answers, or what is wrong with them, a line each. */
export type ReadAnswers = { readonly nodes: readonly NodeAnswers[] } | { readonly problems: readonly string[] }

/**
 * Reads what the UI shows for nodes. It is written as a file of `locations/` is: the same keys, the same checks of
 * values, `null` for what the UI shows empty. Only what is written counts; nothing is derived.
 */
export async function readAnswers(file: string, text: string, world: World): Promise<ReadAnswers> {
  const compileFiles = await compilerFor({ folder: '', root: '' }, todayOf(undefined, world), world)
  const encoder = new TextEncoder()
  const path = 'calibrate/locations/answers.yaml'
  const { value, diagnostics } = compileFiles([
    { path: 'calibrate/cluster.yaml', bytes: encoder.encode(AROUND) },
    { path, bytes: encoder.encode(text) },
  ])
  const locator = new Locator(value.textOf)
  const problems = diagnostics
    .filter(
      ({ code, severity, place }) => place.file === path && severity === 'error' && /^(YAML|SCHEMA|REF)-/.test(code),
    )
    .map((diagnostic) => {
      const { span, message, help } = locator.locate(diagnostic)
      return `${file}:${span.start.line}:${span.start.column} ${message}${help === undefined ? '' : `; ${help}`}`
    })
  if (problems.length > 0) return { problems }
  const nodes = value.fleet.clusters.flatMap((cluster) => cluster.nodes)
  if (nodes.length === 0) return { problems: [`${file}: it names no node`] }
  return {
    nodes: nodes.map((node) => {
      const answers = new Map<SettingName, SettingValue>()
      for (const setting of settingNames) {
        const found = node.settings[setting]
        if (found !== undefined && found.origin.layer !== 'derived') answers.set(setting, found.value)
      }
      return { name: node.name, uuid: node.uuid.value, answers }
    }),
  }
}
