import { writeBackup } from '../backup.ts'
import { productBuild, type Call } from '../call.ts'
import { refusal, type HttpAnswer } from '../http-message.ts'
import { logAudit } from '../logs/audit.ts'
import { xmlAnswer } from '../negotiation.ts'
import { reads, type Route } from '../router.ts'

/** The backup of the whole cluster: what is stored, not what a session has pending. */
export function backupRoutes(): readonly Route[] {
  return [
    reads('POST', 'backup', backUp),
    reads('GET', 'backup', (call) =>
      call.state.switches.backupByGet === 'yes' ? backUp(call) : refusal(405, 'use POST'),
    ),
  ]
}

function backUp(call: Call): HttpAnswer {
  const { state, node, session } = call
  logAudit(node, session.account.name, { action: 'BACKUP_TRIGGERED' }, state.now)
  return xmlAnswer(writeBackup(node.storage, state.profile.wire, productBuild(call)))
}
