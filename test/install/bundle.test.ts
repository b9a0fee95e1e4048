import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
let folder: string
let pader: (...args: string[]) => string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-bundle-test-'))
  execFileSync(process.execPath, ['scripts/bundle.mjs', '--out', folder])
  execFileSync('tar', ['-xzf', `pader-${version}-offline.tgz`], { cwd: folder })
  pader = (...args) =>
    execFileSync(join(folder, `pader-${version}`, 'bin', 'pader'), args, {
      cwd: folder,
      encoding: 'utf8',
      // Nothing of this machine but its system and this Node.
      env: { PATH: '/usr/bin:/bin', PADER_RUNTIME: process.execPath },
    })
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the archive for a host without internet', () => {
  test('runs where only Node is', () => {
    expect(pader('version').trim()).toContain(version)
  })

  test('holds what compiling a cluster needs', () => {
    cpSync('clusters/two-site', join(folder, 'clusters', 'two-site'), { recursive: true })
    pader('compile', '--quiet', 'clusters')
    expect(readFileSync(join(folder, '.pader/out/two-site/manifest.json'), 'utf8')).toContain('"formatVersion"')
  })

  test('is what its checksum says, and the same every time', () => {
    const name = `pader-${version}-offline.tgz`
    const checksum = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
    expect(readFileSync(join(folder, `${name}.sha256`), 'utf8')).toBe(`${checksum}  ${name}\n`)
    const again = execFileSync(process.execPath, ['scripts/bundle.mjs', '--out', folder], { encoding: 'utf8' })
    expect(again).toContain(checksum)
  }, 120_000)

  test('has nothing that only developers need', () => {
    const names = execFileSync('tar', ['-tzf', `pader-${version}-offline.tgz`], { cwd: folder, encoding: 'utf8' })
    expect(names).toContain('/lib/node_modules/yaml/package.json')
    expect(names).not.toMatch(/node_modules\/(vitest|typescript|oxlint|prettier)\//)
  })
})
