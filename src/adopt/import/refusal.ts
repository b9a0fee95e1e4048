import type { SettingName } from '../../model/settings.ts'
import type { Validate } from '../../source/validator.ts'
import { nested } from './layers.ts'

/** Why YAML cannot say a value of a setting of a node, in the words of its schema; undefined where it can. */
export type Refusal = (setting: SettingName, value: unknown) => string | undefined

/** Asks the schema of locations, so that whatever an appliance holds, what is written can be read. */
export function refusalBy(validateLocation: Validate): Refusal {
  return (setting, value) => {
    const node = nested(new Map([[setting, value]]))
    const [subject] = Object.keys(node)
    const own = validateLocation({ format: 1, nodes: { node } }).filter(({ path }) => path[2] === subject)
    return own.find(({ code }) => code !== 'SCHEMA-MISSING-KEY')?.message ?? own[0]?.message
  }
}
