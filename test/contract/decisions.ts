import type { SwitchName } from '../../src/emulator/switches.ts'
import type { Probe } from './asking.ts'
import { readingProbes } from './reading-probes.ts'
import { writingProbes } from './writing-probes.ts'

const asked = { ...readingProbes, ...writingProbes }

/** How decisions show themselves on the wire, by name. */
export const probes: { readonly [Name in SwitchName]?: Probe } = asked

/** Why each of the other decisions cannot be asked over the interface; a new one does not compile until it is here or asked. */
export const notAsked: { readonly [Name in Exclude<SwitchName, keyof typeof asked>]: string } = {
  edgeView: 'it shows only while a save is on its way between nodes',
  routeBy: 'it shows only while a save is on its way between nodes',
  reroute: 'a relay would have to fail in the middle of a save',
  ties: 'which relay carried a message stands nowhere',
  order: 'it would take the clocks of all nodes to the millisecond',
  hopTime: 'it would take the clocks of all nodes to the millisecond',
  sendGap: 'it would take the clocks of all nodes to the millisecond',
  catchUpInterval: 'a node would have to be cut off and come back',
  conflictWhen: 'the cluster would have to be split and saved on both sides',
  priorityOf: 'the cluster would have to be split and saved on both sides',
  saveWithUnreachable: 'a node would have to be cut off, and the save could stay',
  removalCut: 'nodes are removed at the UI alone, and a cluster that allowed it would be in pieces',
  removalKeeps: 'nodes are removed at the UI alone',
  joinOverwrites: 'nodes join at the UI alone, and somebody loses a policy',
  statusRejected: 'an appliance that took a save which cuts its cluster would have cut it',
  sessionTimeout: 'it takes as long as the time-out, again and again until its length is known',
  expectContinue: "Pader's own client never asks before it sends",
  restoreMembers: 'a restore replaces everything',
  restoreAnswer: 'a restore replaces everything',
  clockTolerance: 'the clock of a node would have to be set wrong',
  priorityDefault: 'it shows only in a conflict between nodes without a priority',
  sharedDataInterval: 'runtime data does not show on the interface',
  updateInterval: 'it shows only after hours, and only where the vendor has new engines',
  updateRelease: 'it is about the vendor, not about the appliance',
}
