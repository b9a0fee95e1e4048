import { writeBackup } from '../backup.ts'
import { bodyText, malformed, productBuild, type Call } from '../call.ts'
import { save } from '../commit.ts'
import { emptyAnswer, plainAnswer, refusal, type HttpAnswer } from '../http-message.ts'
import { logAudit } from '../logs/audit.ts'
import { xmlAnswer } from '../negotiation.ts'
import { readBackup, type BackedUp } from '../read-backup.ts'
import { reads, writes, type Route } from '../router.ts'
import { trailingNumber } from '../seed-storage.ts'
import { reload } from '../session.ts'
import type { Storage, StoredNode } from '../storage.ts'

/** The backup of the whole cluster (what is stored, not what a session has pending), and its way back. */
export function backupRoutes(): readonly Route[] {
  return [
    reads('POST', 'backup', backUp),
    reads('GET', 'backup', (call) =>
      call.state.switches.backupByGet === 'yes'
        ? backUp(call)
        : refusal(call.state.switches.statusWrongMethod, 'use POST'),
    ),
    writes('POST', 'restore', restore),
  ]
}

function backUp(call: Call): HttpAnswer {
  const { state, node, session } = call
  logAudit(node, session.account.name, { action: 'BACKUP_TRIGGERED' }, state.now)
  return xmlAnswer(writeBackup(node.storage, state.profile.wire, productBuild(call)))
}

/** Brings back what a backup holds, at once and for the whole cluster. Who is a member stays as it is. */
function restore(call: Call): HttpAnswer {
  const { state, node, session } = call
  const audit = (action: string): void => logAudit(node, session.account.name, { action }, state.now)
  audit('RESTORE_STARTED')
  const backup = readBackup(bodyText(call), state.profile.wire)
  if ('problem' in backup || backup.nodes.size === 0) {
    audit('RESTORE_FAILED')
    return malformed(call, 'problem' in backup ? `this is no backup: ${backup.problem}` : 'the backup holds no node')
  }
  const other = state.switches.restoreMembers === 'refuse' ? otherMember(node.storage, backup) : undefined
  if (other !== undefined) {
    audit('RESTORE_FAILED')
    return refusal(state.switches.statusRejected, other)
  }
  const outcome = save(state, node, restored(node.storage, backup))
  if (outcome.kind !== 'saved') {
    audit('RESTORE_FAILED')
    return refusal(state.switches.statusRejected, outcome.text)
  }
  // Spelt as the product spells it.
  audit('RESTORE_SUCCEDED')
  reload(session, node.storage)
  return state.switches.restoreAnswer === 'empty' ? emptyAnswer() : plainAnswer('the backup is restored')
}

/** A node that only one of them has, in words. */
function otherMember({ nodes }: Storage, backup: BackedUp): string | undefined {
  const unknown = [...backup.nodes.keys()].find((uuid) => !nodes.has(uuid))
  if (unknown !== undefined) return `${unknown} of the backup is no member of this cluster`
  const lacking = [...nodes.keys()].find((uuid) => !backup.nodes.has(uuid))
  return lacking === undefined ? undefined : `the backup has nothing of ${lacking}`
}

function restored(storage: Storage, backup: BackedUp): Storage {
  const { nodes, clusterDocuments, settings, lists, ruleSets, userProperties } = backup
  const members = [...storage.nodes].map(([uuid, member]): [string, StoredNode] => {
    const kept = nodes.get(uuid)
    return [uuid, kept === undefined ? member : { ...kept, title: member.title }]
  })
  const ids = [...lists.keys(), ...settings.keys(), ...userProperties.keys()]
  // What is made next must not get the number of something that came back.
  const counter = Math.max(storage.counter, ...ids.map(trailingNumber))
  return { ...storage, nodes: new Map(members), clusterDocuments, settings, lists, ruleSets, userProperties, counter }
}
