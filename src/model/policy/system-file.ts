import type { Place } from '../../source/place.ts'
import type { NodeName } from '../names.ts'

/** A text file of a node's operating system, for example `etc/rsyslog.conf`, as it must be. */
export interface DesiredSystemFile {
  readonly node: NodeName
  /** Path as the appliance lists it, without a leading slash. */
  readonly path: string
  readonly text: string
  readonly place: Place
}
