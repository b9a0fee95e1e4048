import { PATIENCE } from '../measure.ts'
import { copyProgram, runUnmeasured, type Peer, type PeerContestant, type PeerGround } from './peer.ts'

const from = 'https://developer.hashicorp.com/terraform/install'

/**
 * A resource a location, which holds an artifact for each node: far faster than a resource a node. Built-in resources,
 * since those of a provider run in a process of their own; a module a cluster, since expressions are evaluated with all
 * that their module holds.
 */
export const terraform: Peer = {
  name: 'terraform plan',
  program: 'terraform',
  from,
  mostNodes: 1000,
  contestant: (ground) => {
    copyProgram(ground, 'terraform')
    return planned(ground)
  },
}

/** A resource a node, so that a plan names the nodes that change, as Pader's does. */
export const terraformOfNodes: Peer = {
  name: 'terraform plan, a resource a node',
  program: 'terraform',
  from,
  mostNodes: 0,
  contestant: (ground) => {
    copyProgram(ground, 'terraform')
    copyProgram(ground, 'terraform-nodes')
    return planned(ground)
  },
}

/** A plan against the state that was applied before: applying takes several times as long, and is not measured. */
function planned(ground: PeerGround): PeerContestant {
  return {
    first: () => {
      runUnmeasured(ground, ['terraform', 'init', '-input=false'])
      runUnmeasured(ground, ['terraform', 'apply', '-input=false', '-auto-approve'], PATIENCE)
    },
    command: ['terraform', 'plan', '-input=false', '-no-color', '-out=plan'],
    artifacts: 'terraform.tfstate',
  }
}
