import type { Policy } from '../../src/model/policy/policy.ts'
import { place } from '../plan/a-cluster.ts'

/** Settings of the action "Block" as YAML has them, with texts as their values. */
export function blockSettings(
  name: string,
  values: Readonly<Record<string, string>>,
  description = '',
): Policy['settings'][number] {
  return {
    name,
    target: 'Block',
    template: 'com.scur.template.mainaction.block',
    version: '1.6',
    description,
    values: Object.entries(values).map(([key, value]) => ({ key, type: 'string', value })),
    place,
  }
}
