import type { Cluster } from '../../model/fleet.ts'
import type { UnansweredLogin } from '../../report/status/health.ts'
import { diskSessions } from '../process/disk-sessions.ts'

/** Logins of runs on this machine that were never answered, at all nodes of a cluster. */
export async function unansweredLogins(
  { name, nodes }: Cluster,
  stateDirectory: string,
): Promise<readonly UnansweredLogin[]> {
  const found = await Promise.all(
    nodes.map(async (node) => {
      const logins = await diskSessions(stateDirectory, `${name}/${node.name}`).unanswered()
      return logins.map(({ user, at }) => ({ node: node.name, user, at: new Date(at).toISOString() }))
    }),
  )
  return found.flat()
}
