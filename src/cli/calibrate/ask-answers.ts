import type { Uuid } from '../../model/names.ts'
import { settingShapes } from '../../model/setting-shapes.ts'
import { SETTINGS } from '../../model/settings-catalogue.ts'
import type { SettingName, SettingValue } from '../../model/settings.ts'
import type { World } from '../world.ts'
import { readAnswers } from './read-answers.ts'

/** What somebody said: a value, nothing, or that it is enough. */
export type TypedAnswer = { readonly value: SettingValue } | 'nothing said' | 'enough'

/** Asks what the UI shows for a setting until the answer can be read; `asked` is the question. */
export async function askFor(setting: SettingName, asked: string, uuid: Uuid, world: World): Promise<TypedAnswer> {
  for (;;) {
    const said = (await world.ask?.(`${asked} `))?.trim()
    if (said === undefined || said === 'q') return 'enough'
    if (said === '') return 'nothing said'
    if (said === '-') return { value: null }
    const read = await readAnswers('your answer', asNode(setting, said, uuid), world)
    if ('problems' in read) {
      for (const problem of read.problems) world.stdout.write(`  ${problem.replace(/^your answer:\d+:\d+ /, '')}\n`)
      continue
    }
    const value = read.nodes[0]?.answers.get(setting)
    if (value !== undefined) return { value }
  }
}

/** How an answer is written where that is not plain. */
const FORMS: Readonly<Record<string, string>> = {
  texts: ', several with commas',
  endpoints: ', several with commas',
  rows: ', as YAML: [{…}]',
  boolean: ', true or false',
}

/** What a question says of a setting: its name in the UI, its unit, and how several values are written. */
export function questionFor(setting: SettingName): string {
  const { label, unit } = SETTINGS[setting]
  const { kind } = settingShapes[setting]
  return `${label} (${setting}${unit === undefined ? '' : `, ${unit}`}${FORMS[kind] ?? ''}):`
}

/** An answer, as a person types it, as the node of a location file. */
export function asNode(setting: SettingName, said: string, uuid: Uuid): string {
  const [subject = setting, key] = setting.split('.')
  const value = asYaml(setting, said)
  const line = key === undefined ? `${subject}: ${value}` : `${subject}: { ${key}: ${value} }`
  return `format: 1\nnodes:\n  answer:\n    uuid: ${uuid}\n    ${line}\n`
}

function asYaml(setting: SettingName, said: string): string {
  const { kind } = settingShapes[setting]
  if (kind === 'rows') return said
  if (kind === 'texts' || kind === 'endpoints') {
    const parts = said.split(',').map((one) => JSON.stringify(one.trim()))
    return `[${parts.join(', ')}]`
  }
  const isPlain = (kind === 'number' || kind === 'boolean') && /^[\w.+-]+$/.test(said)
  return isPlain ? said : JSON.stringify(said)
}
