import type { LinkFailure } from '../link.ts'
import { clockOf, type NodeState } from '../state.ts'
import type { WIRE } from '../wire-names.ts'
import { logTime } from './time-text.ts'

/** Lines that a node keeps; older ones rotate away. */
const kept = 1000

const strerror = {
  107: 'Transport endpoint is not connected',
  111: 'Connection refused',
  113: 'No route to host',
} as const

/** Name of a message between coordinators. */
export type MessageName = (typeof WIRE.messages)[keyof typeof WIRE.messages]

/** Writes that a message to a peer failed; the line names the peer, not the writer. */
export function logRequestFailure(
  writer: NodeState,
  peer: NodeState,
  message: MessageName,
  failure: LinkFailure | { readonly kind: 'time' },
  now: number,
): void {
  const text = `Message '<${message}>' on node ${peer.uuid} (${peer.hostname}) failed with error '${describe(message, failure)}'.`
  addLine(writer, 'NodeRequestFailed', text, now)
}

/** Writes that new settings were refused, and returns the text that the administrator sees. */
export function logRejection(writer: NodeState, reason: string, now: number): string {
  const text = `Configuration rejected by binary 'COORDINATOR' with status 'checking new settings failed - ${reason}'.`
  addLine(writer, 'StorageConfigurationRejectedLocal', text, now)
  return `[StorageConfigurationRejectedLocal] ${text}`
}

/** The detail of a failed message, as the UI shows it too. */
export function failureDetail(message: MessageName, failure: LinkFailure): string {
  switch (failure.kind) {
    case 'errno':
      return `${message}: failure 'errno: ${failure.number} - '${strerror[failure.number]}'' while sending request - last action: connect`
    case 'certificate':
      return `${message}: ssl failure on message socket 14 while sending request - last action: certificate verification.`
    case 'version':
      return `${message}: version mismatch`
    case 'no edge':
      return `${message}: failure 'errno: 113 - '${strerror[113]}'' while sending request - last action: connect`
  }
}

function describe(message: MessageName, failure: LinkFailure | { readonly kind: 'time' }): string {
  if (failure.kind === 'time') return "(405 - 'time difference too high')"
  return `(301 - 'cannot connect') - "${failureDetail(message, failure)}"`
}

function addLine(node: NodeState, event: string, text: string, now: number): void {
  node.coordinatorLog.push(`[${logTime(clockOf(node, now))}] [Coordinator] [${event}] ${text}`)
  if (node.coordinatorLog.length > kept) node.coordinatorLog.splice(0, node.coordinatorLog.length - kept)
}
