import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { PATIENCE } from '../measure.ts'
import { copyProgram, filesOf, runUnmeasured, type Peer, type PeerContext } from './peer.ts'

/** It refuses to start where texts are not in UTF-8. */
const command = ['env', 'LC_ALL=C.UTF-8', 'ansible-playbook', 'play.yaml']

/**
 * Descriptions of arguments and assertions for each cluster, and a template for each location, which is written where it
 * differs from what is there. Clusters and locations are hosts, so that several are worked on at once; a template for each
 * node takes 20 times as long.
 */
export const ansible: Peer = {
  name: 'ansible-playbook, tuned',
  form: 'tuned',
  program: 'ansible-playbook',
  from: 'the package "ansible-core" of Debian',
  mostNodes: 1000,
  mostRounds: 3,
  contestant: (context) => {
    copyProgram(context, 'ansible')
    mkdirSync(join(context.folder, 'out'), { recursive: true })
    // JSON is YAML.
    writeFileSync(join(context.folder, 'inventory.yaml'), JSON.stringify(inventoryOf(context)))
    return { first: () => runUnmeasured(context, command, PATIENCE), command, artifacts: 'out' }
  },
}

function inventoryOf({ fleet }: PeerContext): object {
  const clusters: Record<string, object> = {}
  const locations: Record<string, object> = {}
  for (const { file, parts } of filesOf(fleet)) {
    const [cluster = '', kind] = parts
    if (kind === 'cluster.yaml') clusters[cluster] = { folder: dirname(file) }
    if (kind === 'locations') locations[`${cluster}-${basename(file, '.yaml')}`] = { file }
  }
  return {
    all: {
      vars: { ansible_connection: 'local', ansible_python_interpreter: '{{ ansible_playbook_python }}' },
      children: { clusters: { hosts: clusters }, locations: { hosts: locations } },
    },
  }
}
