import { isVerified } from '../../dialect/dialect.ts'
import type { OpenCluster } from './open-cluster.ts'

/** Whether the layout of backups is certain enough that something missing in one is a fault of the backup. */
export function isLayoutKnown({ scope, target }: Pick<OpenCluster, 'scope' | 'target'>): boolean {
  const layout = scope.dialect.facts.get('backup.layout')
  return layout !== undefined && (target.provedEmulator || isVerified(layout.provenance))
}
