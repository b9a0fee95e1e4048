import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
const name = `pader-${version}.tgz`
let folder: string

function pack(out: string, ...more: readonly string[]): string {
  mkdirSync(out, { recursive: true })
  const said = execFileSync(process.execPath, ['scripts/pack.mjs', '--out', out, ...more], { encoding: 'utf8' })
  execFileSync('tar', ['-xzf', name], { cwd: out })
  return said
}

/** Runs the packed command with nothing of this machine but its system. */
function pader(out: string, env: Readonly<Record<string, string>>, ...args: readonly string[]): string {
  const command = join(out, 'package/bin/pader')
  return execFileSync(command, args, { cwd: folder, encoding: 'utf8', env: { PATH: '/usr/bin:/bin', ...env } })
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-pack-test-'))
  pack(folder)
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the archive for pipelines and for hosts without internet', () => {
  const host = { PADER_RUNTIME: process.execPath }

  test('runs where only Node is', () => {
    expect(pader(folder, host, 'version').trim()).toContain(version)
  })

  test('holds what compiling a cluster needs', () => {
    cpSync('clusters/two-site', join(folder, 'clusters', 'two-site'), { recursive: true })
    pader(folder, host, 'compile', '--quiet', 'clusters')
    expect(readFileSync(join(folder, '.pader/out/two-site/manifest.json'), 'utf8')).toContain('"formatVersion"')
  })

  test('is what its checksum says, and the same every time', () => {
    const checksum = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
    expect(readFileSync(join(folder, `${name}.sha256`), 'utf8')).toBe(`${checksum}  ${name}\n`)
    expect(pack(join(folder, 'again'))).toBe(`${checksum}  ${join(folder, 'again', name)}\n`)
  }, 120_000)

  test('has nothing that only developers need, and what the container file links to', () => {
    const names = execFileSync('tar', ['-tzf', name], { cwd: folder, encoding: 'utf8' })
    expect(names).not.toMatch(/node_modules|package\/(src|test|bench)\//)
    const [, linked = ''] = /ln -s \/opt\/(\S+) /.exec(readFileSync('templates/container/Containerfile', 'utf8')) ?? []
    expect(names.split('\n')).toContain(linked)
  })

  test('brings a Node along for a host that has none', () => {
    const brought = join(folder, 'brought')
    writeFileSync(brought, `#!/bin/sh\necho brought along >&2\nexec "${process.execPath}" "$@"\n`)
    chmodSync(brought, 0o755)
    const out = join(folder, 'with-node')
    pack(out, '--node', brought)
    expect(existsSync(join(out, 'package/bin/node'))).toBe(true)
    const said = execFileSync('sh', ['-c', '"$0" version 2>&1', join(out, 'package/bin/pader')], {
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin' },
    })
    expect(said).toContain('brought along')
    expect(said).toContain(version)
  }, 120_000)
})
