import type { Finding } from '../finding.ts'
import { isAway, seenOnce, type LiveCheck } from './live-check.ts'

/** Milliseconds that nodes get to take over a commit; the product's own time limit is not known. */
const CONVERGES_WITHIN = 300_000

/** Whether every node shows one storage, and how long one that does not has had for it. */
export const storage: LiveCheck = {
  codes: ['CM-SYN-001', 'CM-SYN-002'],
  looksAt: 'what each node shows in a session of its own',
  find: (seen): readonly Finding[] => {
    const { cluster, nodes, sinceCommit } = seen
    const behind = nodes.filter((node) => node.holds === false && !isAway(node, seen)).map(({ name }) => name)
    const [first] = behind
    if (first === undefined) return []
    const late = sinceCommit !== undefined && sinceCommit > CONVERGES_WITHIN
    const names = behind.map((name) => `"${name}"`).join(', ')
    return [
      {
        code: late ? 'CM-SYN-002' : 'CM-SYN-001',
        severity: 'error',
        what: `${names} ${behind.length === 1 ? 'shows' : 'show'} a different storage from "${cluster.entryNode.value}"`,
        cause: late
          ? `the last commit was ${Math.round((sinceCommit ?? 0) / 60_000)} minutes ago: it did not arrive, was refused, or somebody saved there`
          : 'a commit is on its way, did not arrive, or somebody saved there',
        confidence: late ? 'likely' : 'possible',
        remedy: [
          `change nothing in the meantime; users behind ${behind.length === 1 ? 'it' : 'them'} still get the old rules`,
          'why, as far as the coordinator logs tell: "pader doctor" with the host file reads them',
        ],
        ...seenOnce(`session at ${first}`),
      },
    ]
  },
}
