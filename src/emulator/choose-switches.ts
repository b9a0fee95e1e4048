import { SWITCHES, type Switches } from './switches.ts'

const defaults: Switches = {
  edgeView: SWITCHES.edgeView.fallback,
  routeBy: SWITCHES.routeBy.fallback,
  reroute: SWITCHES.reroute.fallback,
  ties: SWITCHES.ties.fallback,
  order: SWITCHES.order.fallback,
  hopTime: SWITCHES.hopTime.fallback,
  sendGap: SWITCHES.sendGap.fallback,
  catchUpInterval: SWITCHES.catchUpInterval.fallback,
  conflictWhen: SWITCHES.conflictWhen.fallback,
  priorityOf: SWITCHES.priorityOf.fallback,
  saveWithUnreachable: SWITCHES.saveWithUnreachable.fallback,
  removalCut: SWITCHES.removalCut.fallback,
  overlap: SWITCHES.overlap.fallback,
  workspace: SWITCHES.workspace.fallback,
  secondLogin: SWITCHES.secondLogin.fallback,
  basicAttaches: SWITCHES.basicAttaches.fallback,
  sessionTimeout: SWITCHES.sessionTimeout.fallback,
  statusBadCredentials: SWITCHES.statusBadCredentials.fallback,
  statusNoSession: SWITCHES.statusNoSession.fallback,
  statusForbidden: SWITCHES.statusForbidden.fallback,
  statusSecondLogin: SWITCHES.statusSecondLogin.fallback,
  statusAttached: SWITCHES.statusAttached.fallback,
  statusRejected: SWITCHES.statusRejected.fallback,
  statusConflict: SWITCHES.statusConflict.fallback,
  statusBeyondEnd: SWITCHES.statusBeyondEnd.fallback,
  statusListInUse: SWITCHES.statusListInUse.fallback,
  applianceOrder: SWITCHES.applianceOrder.fallback,
  systemFilesNeedCommit: SWITCHES.systemFilesNeedCommit.fallback,
  backupByGet: SWITCHES.backupByGet.fallback,
  actionsByGet: SWITCHES.actionsByGet.fallback,
  clockTolerance: SWITCHES.clockTolerance.fallback,
  priorityDefault: SWITCHES.priorityDefault.fallback,
  sharedDataInterval: SWITCHES.sharedDataInterval.fallback,
  updateInterval: SWITCHES.updateInterval.fallback,
  updateRelease: SWITCHES.updateRelease.fallback,
  joinOverwrites: SWITCHES.joinOverwrites.fallback,
  removalKeeps: SWITCHES.removalKeeps.fallback,
}

/** The decisions with what was asked for in place of the defaults. */
export function chooseSwitches(wanted: Partial<Switches>): Switches {
  return { ...defaults, ...wanted }
}
