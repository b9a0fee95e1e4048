import type { Node } from '../../model/fleet.ts'
import type { GroupName } from '../../model/names.ts'
import { byName } from '../../topology/graph.ts'
import type { Draft } from '../draft.ts'
import type { Standing } from '../membership.ts'
import type { Step } from '../plan.ts'
import { shutAway } from '../preconditions.ts'
import type { Proof } from '../proof.ts'
import { proveJoin } from '../prove/prove-join.ts'
import type { Site } from './site.ts'

/**
 * The next node that joins: the first for which the cluster as it stands has a place, so that joining splits nobody and
 * opens no closed connection; or at last `anyone`, so that its refusal is told.
 */
export function pickJoining(
  site: Site,
  standing: readonly Standing[],
  joining: readonly Node[],
  anyone: boolean,
): Node | undefined {
  const fits = joining.find((node) => proofOf(site, standing, node).kind === 'proved')
  return fits ?? (anyone ? joining[0] : undefined)
}

/** A node as it stands after it has joined with the groups that the repository gives it. */
export function standingOf(node: Node): Standing {
  return { node: node.name, uuid: node.uuid.value, groups: desiredGroups(node) }
}

/** The manual phase in which a person adds an appliance to the cluster. */
export function joinPhase(site: Site, standing: readonly Standing[], node: Node): Draft {
  return {
    kind: 'manual',
    title: `add ${node.name} to the cluster`,
    preconditions: shutAway(site.standings),
    steps: joinSteps(site, node),
    proof: proofOf(site, standing, node),
  }
}

function joinSteps({ cluster, standings }: Site, node: Node): readonly Step[] {
  const { address, port } = listenerOf(node, cluster.port.value)
  const groups = desiredGroups(node).toSorted(byName)
  const ca = node.ca?.value ?? cluster.ca?.value
  return [
    {
      kind: 'manual',
      id: `prepare ${node.name}`,
      action: {
        kind: 'prepare',
        node: node.name,
        ensures: ['backup', 'version', 'clock', 'listener', 'groups', 'authority'],
      },
      instructions: [
        `log on to ${node.name} itself, which is still stand-alone, and take a backup of it: its policy and its administrator accounts will be overwritten by those of the cluster`,
        `make sure that it runs version ${[cluster.version.value, cluster.build?.value].filter(Boolean).join(' build ')}, and that its clock is set by NTP`,
        `Configuration > Central Management: let it listen on ${address}:${port}, the address of the network card that the cluster uses`,
        `the same page: network groups ${groups.map((group) => `"${group}"`).join(', ')}, no others`,
        ca === undefined
          ? 'Configuration > Appliances (Cluster) > Cluster CA: import the certificate authority that the cluster uses'
          : `Configuration > Appliances (Cluster) > Cluster CA: import the certificate authority "${ca.name}" (SHA-256 ${ca.sha256})`,
        'save the changes',
        'Pader finds out by itself whether the node listens, and asks you to confirm that the rest was done',
      ],
      check: { kind: 'port', address, port, expected: 'open' },
    },
    {
      kind: 'manual',
      id: `add ${node.name}`,
      action: { kind: 'add', node: node.name, policyFrom: standings.entry },
      instructions: [
        `log on to ${standings.entry}, the entry node, and nowhere else: the added node takes over the policy of the node that you are logged on to`,
        `make sure that ${standings.entry} has a running listener, or the addition is refused`,
        `Configuration > Appliances > Add: ${address}`,
        'log off, so that Pader can look',
      ],
      check: { kind: 'membership', uuid: node.uuid.value, expected: 'present' },
    },
  ]
}

function listenerOf(node: Node, port: number): { readonly address: string; readonly port: number } {
  const [listener] = node.settings.listeners?.value ?? []
  return listener ?? { address: node.address?.value ?? node.hostname.value, port }
}

function proofOf(site: Site, standing: readonly Standing[], node: Node): Proof {
  return proveJoin(standing, standingOf(node), site.context)
}

function desiredGroups(node: Node): readonly GroupName[] {
  return node.settings['groups.network']?.value ?? []
}
