import type { RunGitForBytes } from './run-git.ts'

const LINE_END = 0x0a

/** The contents of blobs, in the order of their ids: all of them by one git process, since one takes longer to start than to answer. */
export async function readBlobs(git: RunGitForBytes, ids: readonly string[]): Promise<readonly Uint8Array[]> {
  if (ids.length === 0) return []
  const answer = await git(['cat-file', '--batch'], { input: ids.map((id) => `${id}\n`).join('') })
  const blobs: Uint8Array[] = []
  let at = 0
  for (const id of ids) {
    const end = answer.indexOf(LINE_END, at)
    // A head is "ID blob SIZE"; an object that is not there is answered "ID missing".
    const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(answer.toString('latin1', at, end)) ?? []
    if (end === -1 || size === undefined) throw new Error(`git has no blob ${id}, which a commit of it names`)
    const start = end + 1
    at = start + Number(size) + 1
    if (at > answer.length) throw new Error(`git ended within the blob ${id}`)
    blobs.push(answer.subarray(start, at - 1))
  }
  return blobs
}
