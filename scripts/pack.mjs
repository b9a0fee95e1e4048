// Packs Pader into one archive that needs nothing else, with its checksum beside it, for pipelines and for hosts without internet:
//   npm run pack -- [--node FILE] [--out FOLDER]
// --node puts a Node binary inside, for hosts that have none. Nothing is fetched: dist/ holds all that Pader runs with.
// The same tree gives the same bytes.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values } = parseArgs({ options: { node: { type: 'string' }, out: { type: 'string', default: '.' } } })
if (!existsSync(join(root, 'dist/cli/bin.js'))) throw new Error('there is no dist: run "npm run build" first')

const launcher = `#!/bin/sh
# Starts Pader with the Node beside it, or with the one of the host.
here=$(dirname "$(readlink -f "$0")")
node=\${PADER_RUNTIME:-$here/node}
[ -x "$node" ] || node=node
exec "$node" "$here/../dist/cli/bin.js" "$@"
`

const staged = mkdtempSync(join(tmpdir(), 'pader-pack-'))
try {
  // npm knows which files belong to the package.
  const npm = ['pack', '--silent', '--ignore-scripts', '--pack-destination', staged]
  const name = execFileSync('npm', npm, { cwd: root, encoding: 'utf8' }).trim()
  execFileSync('tar', ['-xzf', name], { cwd: staged })
  const bin = join(staged, 'package/bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'pader'), launcher)
  chmodSync(join(bin, 'pader'), 0o755)
  if (values.node !== undefined) {
    cpSync(values.node, join(bin, 'node'), { dereference: true })
    chmodSync(join(bin, 'node'), 0o755)
  }
  const archive = resolve(values.out, name)
  const fixed = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--mode=u+rwX,go+rX,go-w']
  execFileSync('tar', [...fixed, '--use-compress-program=gzip -n', '-cf', archive, '-C', staged, 'package'])
  const digest = createHash('sha256').update(readFileSync(archive)).digest('hex')
  writeFileSync(`${archive}.sha256`, `${digest}  ${name}\n`)
  process.stdout.write(`${digest}  ${archive}\n`)
} finally {
  rmSync(staged, { recursive: true, force: true })
}
