import type { ClusterHost, HostFile } from '../../../appliance/host-file.ts'
import type { ForgeHost } from '../../../appliance/host-forge.ts'
import { statusAtEnd, statusAtStart, type CommitStatusState } from '../../../report/watch/commit-status.ts'
import { planComment, planMarker, pullText, type CommentPlace } from '../../../report/watch/plan-comment.ts'
import type { ClusterStatus } from '../../../report/watch/status.ts'
import { sendLatest, type LatestSenderPorts } from '../../../serve/forge/send-latest.ts'
import { lastPullIn, lastStatusIn } from '../../../serve/forge/last-sent.ts'
import { putPull, putStatus, type ProposedText, type DesiredPull } from '../../../serve/forge/put.ts'
import { systemClock } from '../../process/system-clock.ts'
import { stateOf } from '../../shared/state.ts'
import type { World } from '../../world.ts'
import type { WatchLog } from '../log/log.ts'
import type { ProposalBranch } from '../pass/propose.ts'
import { publishedFolder } from '../pass/publish.ts'
import { connectForge } from './connect-forge.ts'
import { pageOf } from '../status/page-address.ts'
import type { Scrubber } from '../log/scrub.ts'

/** Says at the forge what the watch of a cluster finds. No pass ever waits for it, and nothing of it fails one. */
export interface ForgeReporter {
  /** A pass towards a commit begins. */
  began(commit: string): void
  /** It has ended, and the status says how, in words that went through the sieve of the log. */
  ended(commit: string, status: ClusterStatus): void
  /** The same branch for proposals; what becomes of them is reported too. */
  reporting(branch: ProposalBranch): ProposalBranch
  close(): Promise<void>
}

/** What reporting to a forge needs. */
export interface ForgeSetup {
  readonly cluster: string
  readonly host: ClusterHost & { readonly forge: ForgeHost }
  readonly hostFile: HostFile
  readonly scrubber: Pick<Scrubber, 'clean'>
  readonly log: WatchLog
}

/** Reports to the forge of a cluster; nothing is sent before there is something to say. */
export async function openForgeReporter(setup: ForgeSetup, world: World): Promise<ForgeReporter> {
  const { cluster, host, hostFile, scrubber } = setup
  const { forge: wanted, branch } = host
  const cut = new AbortController()
  const { forge, close } = connectForge(wanted, cut.signal, world, (said) => scrubber.clean(said))
  const { store } = stateOf(hostFile, world)
  const lastStatus = lastStatusIn(store, `watch/${cluster}/forge/status.json`)
  const lastPull = lastPullIn(store, `watch/${cluster}/forge/pull-request.json`)
  const address = pageOf(hostFile, cluster)
  const page = address === undefined ? {} : { page: address }
  const place: CommentPlace = { host: forge.comments, folder: publishedFolder(cluster), ...page }
  const statuses = sendLatest(
    async (status: Parameters<typeof putStatus>[1]) =>
      putStatus(forge, status, { context: `pader/${cluster}`, branch, ...page }, lastStatus),
    portsFor(setup, 'the status of a commit'),
  )
  const pulls = sendLatest(
    async (desired: DesiredPull) => putPull(forge, desired, lastPull),
    portsFor(setup, 'a pull request'),
  )
  const status = await lastStatus.recall()
  let memory: CommitStatusState = { failures: 0, ...(status === undefined ? {} : { status }) }
  let pending: Pending | undefined

  const decide = (next: CommitStatusState): void => {
    memory = next
    if (wanted.statuses && next.status !== undefined) statuses.want(next.status)
  }
  const sayPlan = (cluster: ClusterStatus): void => {
    if (pending === undefined || !(wanted.comments || wanted.pullRequests)) return
    const { branch: head, proposal, isOver } = pending
    const comment = { marker: planMarker(cluster.cluster), body: planComment(cluster, place) }
    pulls.want({
      head,
      base: branch,
      ...(proposal === undefined ? {} : { proposal }),
      ...(wanted.comments ? { comment } : {}),
    })
    if (isOver) pending = undefined
  }
  return {
    began: (commit) => decide(statusAtStart(memory, commit)),
    ended: (commit, now) => {
      if (now.last !== undefined) decide(statusAtEnd(memory, commit, now.last))
      sayPlan(now)
    },
    reporting: (proposals) => ({
      name: proposals.name,
      propose: async (asked) => {
        const proposed = await proposals.propose(asked)
        const commit = 'commit' in proposed ? proposed.commit : undefined
        if (commit === undefined) pending = { branch: proposals.name, isOver: false }
        else if (pending?.proposal?.commit !== commit) {
          // What is said of a commit stays: its words may tell how long ago something was.
          const text = pullText(scrubber.clean(asked.message), place)
          pending = {
            branch: proposals.name,
            proposal: { ...text, commit, mayOpen: wanted.pullRequests },
            isOver: false,
          }
        }
        return proposed
      },
      withdraw: async () => {
        const wasThere = await proposals.withdraw()
        pending = pending === undefined && !wasThere ? undefined : { branch: proposals.name, isOver: true }
        return wasThere
      },
    }),
    close: async () => {
      await Promise.all([statuses.close(), pulls.close()])
      cut.abort()
      await close()
    },
  }
}

/** A proposal of which the forge has not been told since the last pass. */
interface Pending {
  readonly branch: string
  /** Absent where somebody else has a hand in the branch. */
  readonly proposal?: ProposedText
  /** Whether nothing is proposed any more, which is said once. */
  readonly isOver: boolean
}

function portsFor({ host, log }: ForgeSetup, what: string): LatestSenderPorts {
  const { kind } = host.forge
  return {
    clock: systemClock,
    random: Math.random,
    told: (why, isOver) =>
      log.say({
        event: 'forge',
        level: isOver ? 'info' : 'warning',
        message: isOver
          ? `${kind}: ${what} is taken again`
          : `${kind}: ${what} is not taken, tried again later: ${why}`,
        fields: { forge: kind, ...(isOver ? {} : { why }) },
      }),
  }
}
