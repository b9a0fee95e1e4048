import type { YamlEdit } from '../../source/yaml-edit.ts'
import type { SchemaProblem } from '../../source/validator.ts'
import { offer, type Offer } from './offer.ts'

/** What repairs a value that breaks its schema, where only one thing can have been meant. */
export function schemaFix(file: string, problem: SchemaProblem): Offer {
  const offered = (title: string, edit: YamlEdit): Offer => offer(title, [{ file, edit }])
  const { code, path, part, meant, instead } = problem
  const key = String(path.at(-1))
  if (meant !== undefined) return offered(`write "${meant}" instead of "${key}"`, { kind: 'rename', path, to: meant })
  if (instead !== undefined) return offered(`write ${JSON.stringify(instead)}`, { kind: 'set', path, value: instead })
  const named = typeof path.at(-1) === 'number' ? `entry ${Number(key) + 1} of "${String(path.at(-2))}"` : `"${key}"`
  if (problem.unquoted === true) return offered(`put ${named} in quotes`, { kind: 'quote', path })
  if (code === 'SCHEMA-FORMAT' && part === 'key') {
    return offered('write "format: 1"', { kind: 'set', path: [...path, 'format'], value: 1 })
  }
  return {}
}
