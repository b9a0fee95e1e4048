import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scripts } from '../../../src/cli/complete/scripts.ts'

function has(program: string): boolean {
  return spawnSync(program, ['-c', ':']).status === 0
}

const why = existsSync('dist/cli/bin.js') ? '' : ' (skipped: dist/ is not built)'
const withoutZsh = has('zsh') ? '' : ' (skipped: no zsh here)'
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-completion-'))
  const bin = resolve('dist/cli/bin.js')
  writeFileSync(join(folder, 'pader'), `#!/bin/sh\nexec node "${bin}" "$@"\n`, { mode: 0o755 })
})
afterAll(() => rmSync(folder, { recursive: true }))

function run(shell: string, args: readonly string[], script: string): readonly string[] {
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` }
  const said = execFileSync(shell, [...args, '-c', script], { env, encoding: 'utf8' })
  return said.split('\n').filter((line) => line !== '')
}

/** What bash offers at the end of a call, whose words are as bash splits them. */
function inBash(...words: readonly string[]): readonly string[] {
  const call = ['pader', ...words].map((word) => `'${word}'`).join(' ')
  return run(
    'bash',
    ['--noprofile', '--norc'],
    `${scripts.bash}\nCOMP_WORDS=(${call}); COMP_CWORD=${words.length}; _pader; printf '%s\\n' "\${COMPREPLY[@]}"`,
  )
}

/** The same of zsh, which is given functions that print what its completion would show. */
function inZsh(...words: readonly string[]): readonly string[] {
  const call = ['pader', ...words].map((word) => `'${word}'`).join(' ')
  const stubs = `compdef() { :; }; _files() { print files; }; compset() { :; }; _describe() { print -l -- "\${(@P)3}"; }`
  return run('zsh', ['-f'], `${stubs}\n${scripts.zsh}\nwords=(${call}); CURRENT=${words.length + 1}; _pader`)
}

describe.skipIf(why !== '')(`completion${why}`, () => {
  test('bash finishes commands, flags, forms, names of clusters, locations and nodes, and rules', () => {
    expect(inBash('comp')).toEqual(['compile', 'completion'])
    expect(inBash('compile', '--dry')).toEqual(['--dry-run'])
    expect(inBash('compile', '--output', '=', 'sa')).toEqual(['sarif'])
    expect(inBash('compile', '--fail-on', 'unr')).toEqual(['unreachable'])
    expect(inBash('compile', '--cluster', '')).toEqual(['three-site', 'two-site'])
    expect(inBash('compile', '--cluster', 'two-site', '--location', 'pad')).toEqual(['paderborn'])
    expect(inBash('path', 'tokyo-1', 'newyork-1')).toEqual(
      ['newyork-1', 10, 11, 12, 13, 14].map((one) => (typeof one === 'number' ? `newyork-${one}` : one)),
    )
    expect(inBash('rules', 'CM-NET-00')).toHaveLength(9)
    expect(inBash('nonsense', '')).toEqual([])
  })

  test.skipIf(withoutZsh !== '')(`zsh does too, with what each word is${withoutZsh}`, () => {
    expect(inZsh('comp')).toEqual([
      'compile:check the YAML and write what every node is to be',
      'completion:print what makes bash or zsh finish words',
    ])
    expect(inZsh('explain', 'paderborn-')).toEqual([1, 2, 3, 4].map((one) => `paderborn-${one}:node`))
    expect(inZsh('compile', '--output=sa')).toEqual(['sarif:'])
    expect(inZsh('compile', 'clus')).toEqual(['files'])
  })

  test('both scripts are what the shells can read, and pader prints them', () => {
    for (const shell of ['bash', 'zsh'] as const) {
      if (shell === 'zsh' && withoutZsh !== '') continue
      writeFileSync(join(folder, shell), scripts[shell])
      expect(spawnSync(shell, ['-n', join(folder, shell)]).status, shell).toBe(0)
      expect(execFileSync(join(folder, 'pader'), ['completion', shell], { encoding: 'utf8' })).toBe(scripts[shell])
    }
  })
})
