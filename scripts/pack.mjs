// Packs Pader for pipelines and jump hosts: one tarball that needs nothing else, and its digest beside it.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = process.argv[2] ?? root
const arguments_ = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]
const name = execFileSync('npm', arguments_, { cwd: root, encoding: 'utf8' }).trim()
const digest = createHash('sha256')
  .update(readFileSync(join(folder, name)))
  .digest('hex')
writeFileSync(join(folder, `${name}.sha256`), `${digest}  ${name}\n`)
console.log(`${digest}  ${name}`)
