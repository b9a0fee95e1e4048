import type { DocumentProperty } from '../../appliance/port.ts'
import type { PropertyEntry } from '../../dialect/dialect.ts'
import type { Observation } from '../../model/observed.ts'
import type { SettingValue } from '../../model/settings.ts'

/** Turns the text of a property into a setting's value and back; text that makes no sense is unknown, not empty. */
export interface SettingCodec {
  decode(entry: PropertyEntry, property: DocumentProperty): Observation<SettingValue>
  /** `current` is the property as just read: what it says of itself is kept. */
  encode(entry: PropertyEntry, value: SettingValue, current: DocumentProperty): string
}
