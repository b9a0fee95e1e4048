import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { UnmodelledXml } from './unmodelled.ts'

/** A document of rule sets with everything that they refer to, as the UI exports and imports it. */
export interface RuleSetExport extends PolicyObjects {
  readonly name: string
  /** Product version and build, for example `12.2.15-51390`. */
  readonly version: string
  readonly description: string
  /** Numbers of the objects in the file that it came from; they mean nothing outside it. */
  readonly handles?: Handles
  /** What the file has besides all this. */
  readonly kept?: UnmodelledXml
}

/** The ids of the objects of one file, by kind and position. */
export type Handles = ReadonlyMap<string, string>

/** Key of an object among the handles of its file: `list/3`, `ruleSet/0/2`, `rule/0/2/1`. */
export function handleKey(
  kind: 'list' | 'settings' | 'property' | 'ruleSet' | 'rule',
  ...at: readonly number[]
): string {
  return `${kind}/${at.join('/')}`
}
