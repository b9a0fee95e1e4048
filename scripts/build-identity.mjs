import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const REPLACED = 'src/cli/process/build.ts'

/** Gives a build a name of its own: what was kept by another build is not what this one would make. */
export function buildIdentity(root) {
  return {
    name: 'build-identity',
    load: (id) =>
      id === join(root, REPLACED) ? `export const build = ${JSON.stringify(digestOfSources(root))}` : undefined,
  }
}

/** Digest of everything that decides what a build does. */
function digestOfSources(root) {
  const files = ['src', 'schema', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name, parentPath }) => join(parentPath, name)),
  )
  const digest = createHash('sha256')
  files.push(join(root, 'package.json'), join(root, 'package-lock.json'))
  for (const file of files.toSorted(byName)) {
    const bytes = readFileSync(file)
    digest.update(`${file.slice(root.length)} ${bytes.length}\n`).update(bytes)
  }
  return digest.digest('hex')
}

function byName(left, right) {
  return left < right ? -1 : 1
}
