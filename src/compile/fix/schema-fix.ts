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
  if (problem.unquoted === true) return offered(`put "${key}" in quotes`, { kind: 'quote', path })
  if (code === 'SCHEMA-FORMAT' && part === 'key') {
    return offered('write "format: 1"', { kind: 'set', path: [...path, 'format'], value: 1 })
  }
  return {}
}
