import { bodyText, malformed, notFound, parameter, type Call } from '../call.ts'
import { feedAnswer } from '../feed.ts'
import { emptyAnswer, refusal, type HttpAnswer } from '../http-message.ts'
import { logAudit } from '../logs/audit.ts'
import { memberAnswer, type Entry } from '../negotiation.ts'
import type { EmulatorProfile } from '../profile.ts'
import { reads, writes, type Route } from '../router.ts'
import { shuffled } from '../shuffle.ts'
import type { StoredNode } from '../storage.ts'
import { performAction } from './actions.ts'

/** The nodes of the cluster, the licence of all, and the actions of one. */
export function applianceRoutes({ wire }: EmulatorProfile): readonly Route[] {
  return [
    reads('GET', 'appliances', listAppliances),
    writes('POST', 'appliances/license', importLicence),
    reads('GET', 'appliances/:uuid', showAppliance),
    ...wire.actions.flatMap((name) => [
      writes('POST', `appliances/:uuid/action/${name}`, (call) => performAction(call, name)),
      writes('GET', `appliances/:uuid/action/${name}`, (call) =>
        call.state.switches.actionsByGet === 'yes'
          ? performAction(call, name)
          : refusal(call.state.switches.statusWrongMethod, 'use POST'),
      ),
    ]),
  ]
}

function listAppliances(call: Call): HttpAnswer {
  const nodes = [...call.session.workspace.nodes.values()]
  return feedAnswer(call, 'Appliances', 'appliances', inOrder(call, nodes).map(toEntry))
}

function inOrder({ state, session }: Call, nodes: readonly StoredNode[]): readonly StoredNode[] {
  switch (state.switches.applianceOrder) {
    case 'added':
      return nodes
    case 'uuid':
      return nodes.toSorted((a, b) => (a.uuid < b.uuid ? -1 : 1))
    case 'shuffle':
      return shuffled(nodes, session.id)
  }
}

function showAppliance(call: Call): HttpAnswer {
  const uuid = parameter(call, 'uuid').toUpperCase()
  const node = call.session.workspace.nodes.get(uuid)
  const shown = call.state.switches.applianceMember === 'bare'
  return node === undefined || !shown ? notFound(call, 'appliance', uuid) : memberAnswer(call, toEntry(node))
}

function toEntry({ uuid, title }: StoredNode): Entry {
  return { id: uuid, title, path: `appliances/${uuid}` }
}

function importLicence(call: Call): HttpAnswer {
  const { state, node, session } = call
  const licence = bodyText(call).trim()
  if (licence === '') return malformed(call, 'the licence file is empty')
  for (const uuid of node.storage.nodes.keys()) {
    const member = state.nodes.get(uuid)
    if (member !== undefined) member.licence = licence
  }
  logAudit(node, session.account.name, { action: 'ACTIVATE_LICENSE_FILE' }, state.now)
  return emptyAnswer()
}
