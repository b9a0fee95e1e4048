import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { changeOneNode, type BenchContext } from '../contestants.ts'
import type { Contestant } from '../measure.ts'
import { ansible } from './ansible.ts'
import { jsonnet, usualJsonnet } from './jsonnet.ts'
import type { Peer, PeerContestant } from './peer.ts'
import { pkl, usualPkl } from './pkl.ts'
import { terraform, terraformOfNodes, usualTerraform } from './terraform.ts'

/** Every peer: the fastest tool first, and the usual form of each beside the tuned one. */
export const PEERS: readonly Peer[] = [
  pkl,
  usualPkl,
  terraform,
  usualTerraform,
  jsonnet,
  usualJsonnet,
  ansible,
  terraformOfNodes,
]

/** Whether a peer is meant by a word: its name, its program with all forms, or a form of all programs. */
export function isCalled({ name, program, form }: Peer, word: string): boolean {
  return [name, program, form].includes(word)
}

/**
 * Those of the wanted peers that can be measured here, and a line about each program: its version, or that it is not
 * installed.
 *
 * Each has the artifacts of the fleet as it was, and is measured after a value of one location has changed: it has to read
 * and check everything, and to compare with what was there where it can.
 */
export function peersOn(
  { root, fleet }: Pick<BenchContext, 'root' | 'fleet'>,
  isWanted: (peer: Peer) => boolean,
): { readonly contestants: readonly Contestant[]; readonly said: readonly string[] } {
  const contestants: Contestant[] = []
  const said = new Set<string>()
  const changed = join(fleet, 'clusters/region-000/locations/site00.yaml')
  for (const peer of PEERS.filter(isWanted)) {
    const version = versionOf(peer)
    said.add(`${peer.program}: ${version ?? `not installed (${peer.from})`}`)
    if (version === undefined) continue
    const { cwd, first, prepare, command } = settle(peer, { root, fleet })
    contestants.push({
      name: peer.name,
      isNode: false,
      cwd,
      command,
      ...(first === undefined ? {} : { first }),
      ...(peer.mostRounds === undefined ? {} : { mostRounds: peer.mostRounds }),
      prepare: () => {
        changeOneNode(changed)
        prepare?.()
      },
    })
  }
  return { contestants, said: [...said] }
}

/** What a peer says its version is; undefined where it is not installed. */
export function versionOf({ program }: Peer): string | undefined {
  const { status, stdout } = spawnSync(program, ['--version'])
  return status === 0 ? String(stdout).split('\n')[0] : undefined
}

/** Gives a peer a folder of its own beside the clusters, with what it reads. */
export function settle(
  peer: Peer,
  { root, fleet }: Pick<BenchContext, 'root' | 'fleet'>,
): PeerContestant & { readonly cwd: string } {
  const folder = join(fleet, peer.name.replaceAll(/[^a-z]+/g, '-'))
  mkdirSync(folder, { recursive: true })
  return { cwd: folder, ...peer.contestant({ root, fleet, folder }) }
}
