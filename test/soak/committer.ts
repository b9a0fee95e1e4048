import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { uuid } from '../../src/model/names.ts'
import type { Scene } from '../served/scene.ts'

/** Somebody who commits another priority of one node, again and again. */
export interface Committer {
  readonly commit: () => Promise<void>
  readonly commits: () => number
  /** Whether every appliance holds what the last commit says. */
  readonly isReached: () => boolean
}

/** The node whose priority changes is not the entry node, so that no guard objects. */
export function committerIn(scene: Scene, document: string, key: string): Committer {
  const file = join(scene.repository, 'clusters', 'two-site', 'locations', 'tokyo.yaml')
  let commits = 0
  let last = 0
  return {
    commits: () => commits,
    commit: async () => {
      last = 11 + (commits % 80)
      const text = (await readFile(file, 'utf8')).replace(/    priority: \d+\n/, '')
      await writeFile(file, text.replace('address: 10.81.0.12\n', `address: 10.81.0.12\n    priority: ${last}\n`))
      await scene.git.commit(`Priority ${last}`, file)
      commits += 1
    },
    isReached: () => {
      const ids = scene.emulated.picture().nodes.map(({ uuid: id }) => id)
      return ids.every((at) =>
        scene.emulated
          .dump(uuid(at))!
          .nodes.some(({ documents }) =>
            documents.some(({ id, properties }) => id === document && properties[key]?.value === String(last)),
          ),
      )
    },
  }
}
