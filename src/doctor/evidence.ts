/** Where a piece of evidence stands: the name of the log and the line in it, counted from 1. */
export interface LogPlace {
  readonly log: string
  readonly line: number
}

/** A message to a peer that failed, from a coordinator log or from what the UI shows. */
export interface FailedRequest {
  readonly kind: 'failed request'
  readonly place: LogPlace
  /** Milliseconds since 1970; absent where the text has no time. */
  readonly at?: number
  /** UUID of the node whose log this is, where it is known. */
  readonly writer?: string
  /** Name of the message, for example `co_distribute_shared_data_raw`. */
  readonly message: string
  /** The node that could not be reached, never the writer; absent in what the UI shows. */
  readonly peer?: { readonly uuid: string; readonly hostname: string }
  /** The product's error, for example 301 (cannot connect) or 405 (time difference too high). */
  readonly code?: number
  /** The operating system's error. */
  readonly errno?: number
  readonly why: 'time difference' | 'no route' | 'refused' | 'handshake' | 'certificate' | 'no listener' | 'not known'
  readonly text: string
}

/** Settings that a node did not accept. */
export interface Rejection {
  readonly kind: 'rejection'
  readonly place: LogPlace
  readonly at?: number
  readonly writer?: string
  readonly isPathMatrix: boolean
  readonly text: string
}

/** A session that was refused because another node has the attachment. */
export interface AttachedElsewhere {
  readonly kind: 'attached elsewhere'
  readonly place: LogPlace
  /** UUIDs, where the text names them. */
  readonly refused?: string
  readonly holder?: string
}

/** Something that the dashboard says. */
export interface Alert {
  readonly kind: 'alert'
  readonly place: LogPlace
  readonly says: 'default authority' | 'shared data' | 'licence'
}

/** A block of an audit log. */
export interface AuditRecord {
  readonly kind: 'audit'
  readonly place: LogPlace
  readonly at?: number
  readonly user: string
  readonly action: string
  readonly object: string
  /** Id of the object, where the block has one. */
  readonly id: string
  readonly appliance: string
}

/** What was understood of a log. */
export type Evidence = FailedRequest | Rejection | AttachedElsewhere | Alert | AuditRecord

/** A log as it is handed in. */
export interface LogText {
  /** What messages call it, for example a file's name. */
  readonly name: string
  /** UUID of the node it is from, where that is known. */
  readonly writer?: string
  readonly text: string
}

/** What logs say: what was understood, and the lines that were not. */
export interface ReadLogs {
  readonly evidence: readonly Evidence[]
  readonly unknown: readonly { readonly place: LogPlace; readonly text: string }[]
  /** Lines that are not blank. */
  readonly lines: number
  /** Time of the last record of any kind, per log name. */
  readonly ends: ReadonlyMap<string, number>
}
