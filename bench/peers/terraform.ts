import { PATIENCE } from '../measure.ts'
import { copyProgram, runUnmeasured, type Peer, type PeerContestant, type PeerContext } from './peer.ts'

const shared = {
  program: 'terraform',
  from: 'https://developer.hashicorp.com/terraform/install',
} as const

/**
 * A resource a location, which holds an artifact for each node: far faster than a resource a node. Built-in resources,
 * since those of a provider run in a process of their own; a module a cluster, since expressions are evaluated with all
 * that their module holds.
 */
export const terraform: Peer = {
  ...shared,
  name: 'terraform plan, tuned',
  form: 'tuned',
  mostNodes: 1000,
  contestant: (context) => {
    copyModules(context)
    return planned(context)
  },
}

/**
 * One root module, which reads all files and has a resource a location with preconditions. Each of them is evaluated with all
 * locations at hand, so that it grows with more than their number.
 */
export const usualTerraform: Peer = {
  ...shared,
  name: 'terraform plan, usual',
  form: 'usual',
  mostNodes: 1000,
  mostRounds: 3,
  contestant: (context) => {
    copyProgram(context, 'terraform/usual')
    copyProgram(context, 'terraform/known.tf', 'known.tf')
    return planned(context)
  },
}

/** The modules of the tuned form with a resource a node, so that a plan names the nodes that change, as Pader's does. */
export const terraformOfNodes: Peer = {
  ...shared,
  name: 'terraform plan, a resource a node',
  form: 'tuned',
  mostNodes: 0,
  contestant: (context) => {
    copyModules(context)
    copyProgram(context, 'terraform/nodes')
    return planned(context)
  },
}

function copyModules(context: PeerContext): void {
  copyProgram(context, 'terraform/tuned')
  copyProgram(context, 'terraform/known.tf', 'cluster/known.tf')
}

/** A plan against the state that was applied before: applying takes several times as long, and is not measured. */
function planned(context: PeerContext): PeerContestant {
  return {
    first: () => {
      runUnmeasured(context, ['terraform', 'init', '-input=false'])
      runUnmeasured(context, ['terraform', 'apply', '-input=false', '-auto-approve'], PATIENCE)
    },
    command: ['terraform', 'plan', '-input=false', '-no-color', '-out=plan'],
    artifacts: 'terraform.tfstate',
  }
}
