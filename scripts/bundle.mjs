// Packs everything that a jump host without internet needs into one archive, with its checksum beside it:
//   npm run bundle -- [--node FILE] [--out FOLDER]
// --node puts a Node binary inside, for hosts that have none. Nothing is fetched: what is packed is what is installed here.
// The same tree gives the same bytes.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values } = parseArgs({ options: { node: { type: 'string' }, out: { type: 'string', default: '.' } } })
const { version, files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
if (!existsSync(join(root, 'dist/cli/bin.js'))) throw new Error('there is no dist: run "npm run build" first')

const launcher = `#!/bin/sh
# Starts Pader with the Node beside it, or with the one of the host.
here=$(dirname "$(readlink -f "$0")")
node=\${PADER_RUNTIME:-$here/node}
[ -x "$node" ] || node=node
exec "$node" "$here/../lib/dist/cli/bin.js" "$@"
`

const staged = mkdtempSync(join(tmpdir(), 'pader-bundle-'))
try {
  const name = `pader-${version}`
  const [bin, lib] = [join(staged, name, 'bin'), join(staged, name, 'lib')]
  mkdirSync(bin, { recursive: true })
  for (const part of ['package.json', 'LICENSE', ...files])
    cpSync(join(root, part), join(lib, part), { recursive: true })
  for (const folder of productionModules()) cpSync(join(root, folder), join(lib, folder), { recursive: true })
  writeFileSync(join(bin, 'pader'), launcher)
  chmodSync(join(bin, 'pader'), 0o755)
  if (values.node !== undefined) {
    cpSync(values.node, join(bin, 'node'), { dereference: true })
    chmodSync(join(bin, 'node'), 0o755)
  }
  const archive = `${resolve(values.out, name)}-offline.tgz`
  const fixed = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--mode=u+rwX,go+rX,go-w']
  execFileSync('tar', [...fixed, '--use-compress-program=gzip -n', '-cf', archive, '-C', staged, name])
  const checksum = createHash('sha256').update(readFileSync(archive)).digest('hex')
  writeFileSync(`${archive}.sha256`, `${checksum}  ${name}-offline.tgz\n`)
  process.stdout.write(`${archive}\n${checksum}\n`)
} finally {
  rmSync(staged, { recursive: true, force: true })
}

/** Folders of the packages that Pader runs with, as they are installed. */
function productionModules() {
  const listed = execFileSync('npm', ['ls', '--omit=dev', '--all', '--parseable'], { cwd: root, encoding: 'utf8' })
  return listed
    .split('\n')
    .filter((line) => line.includes('node_modules'))
    .map((line) => relative(root, line))
    .toSorted()
}
