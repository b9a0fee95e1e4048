import { reliableFact } from '../../dialect/permission.ts'
import type { OpenCluster } from './open-cluster.ts'

/** Whether the layout of backups is certain enough that something missing in one is a fault of the backup. */
export function isLayoutKnown({ scope, target }: Pick<OpenCluster, 'scope' | 'target'>): boolean {
  return reliableFact(scope.dialect, 'backup.layout', target) !== undefined
}
