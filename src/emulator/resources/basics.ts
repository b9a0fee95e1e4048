import { productBuild, type Call } from '../call.ts'
import { commit } from '../commit.ts'
import { updateEngines } from '../engine-updates.ts'
import { emptyAnswer, refusal, type HttpAnswer } from '../http-message.ts'
import { logAudit } from '../logs/audit.ts'
import { memberAnswer } from '../negotiation.ts'
import { reads, writes, type Route } from '../router.ts'
import { reload } from '../session.ts'
import type { EmulatorProfile } from '../profile.ts'

/** What every client does first and last: heartbeat, commit, discard, logout, version. */
export function basicRoutes({ wire }: EmulatorProfile): readonly Route[] {
  return [
    reads('POST', 'heartbeat', emptyAnswer),
    // Two old clients log out by GET; nobody checks the answer.
    reads('POST', 'logout', logout),
    reads('GET', 'logout', (call) =>
      call.state.switches.logoutByGet === 'yes'
        ? logout(call)
        : refusal(call.state.switches.statusWrongMethod, 'use POST'),
    ),
    reads('POST', 'discard', discard),
    writes('POST', 'commit', commitChanges),
    writes('POST', 'updateEngines', updateNow),
    reads('GET', 'version', (call) => memberAnswer(call, { content: productBuild(call) })),
    ...wire.versionParts.map((part) =>
      reads('GET', `version/${part}`, (call) => memberAnswer(call, { content: productBuild(call) })),
    ),
  ]
}

function logout({ node, session }: Call): HttpAnswer {
  node.sessions.delete(session.id)
  return emptyAnswer()
}

function discard({ node, session }: Call): HttpAnswer {
  reload(session, node.storage)
  return emptyAnswer()
}

function commitChanges({ state, node, session }: Call): HttpAnswer {
  const outcome = commit(state, node, session)
  if (outcome.kind === 'saved') return emptyAnswer()
  logAudit(node, session.account.name, { action: 'SAVING_FAILED' }, state.now)
  const { statusConflict, statusRejected } = state.switches
  return refusal(outcome.kind === 'conflict' ? statusConflict : statusRejected, outcome.text)
}

/** The manual update: from the node that was asked, for its whole update group. */
function updateNow({ state, node }: Call): HttpAnswer {
  updateEngines(state, node)
  return emptyAnswer()
}
