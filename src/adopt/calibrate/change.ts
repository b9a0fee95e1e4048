import type { SettingName, SettingValue } from '../../model/settings.ts'
import type { NodeDocuments } from './candidate.ts'

/** A change that somebody made in the UI of a node, and what Pader read before and after. */
export interface Change {
  readonly setting: SettingName
  readonly node: string
  readonly before: NodeDocuments
  readonly after: NodeDocuments
  /** What the UI shows now. */
  readonly to: SettingValue
}
