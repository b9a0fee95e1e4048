import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scripts, shells } from '../../../src/cli/complete/scripts.ts'

function has(program: string): boolean {
  return spawnSync(program, ['-c', ':']).status === 0
}

const why = existsSync('dist/cli/bin.js') ? '' : ' (skipped: dist/ is not built)'
const withoutZsh = has('zsh') ? '' : ' (skipped: no zsh here)'
const withoutFish = has('fish') ? '' : ' (skipped: no fish here)'
const withoutPowershell = has('pwsh') ? '' : ' (skipped: no pwsh here)'
for (const without of [withoutZsh, withoutFish, withoutPowershell])
  if (without !== '') console.warn(`completion${without}`)
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

/** What fish itself offers at the end of a call, each word with what it is. */
function inFish(call: string): readonly string[] {
  writeFileSync(join(folder, 'pader.fish'), scripts.fish)
  return run('fish', ['--no-config'], `source ${join(folder, 'pader.fish')}; complete --do-complete '${call}'`)
}

/** What PowerShell itself offers at the end of a call, each word with what it is. */
function inPowershell(call: string): readonly string[] {
  const offered = '[string]::Join("`t", $_.CompletionText, $_.ToolTip)'
  const ask = `(TabExpansion2 '${call}' ${call.length}).CompletionMatches | ForEach-Object { ${offered} }`
  return run('pwsh', ['-NoProfile', '-NonInteractive'], `${scripts.powershell}\n${ask}`)
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
      'compile:check the YAML and generate the desired state of every node',
      'completion:print the completion script for bash, zsh, fish or PowerShell',
    ])
    expect(inZsh('explain', 'paderborn-')).toEqual([1, 2, 3, 4].map((one) => `paderborn-${one}:node`))
    expect(inZsh('compile', '--output=sa')).toEqual(['sarif:'])
    expect(inZsh('compile', 'clus')).toEqual(['files'])
  })

  test.skipIf(withoutFish !== '')(`fish does too, behind an equals sign as well${withoutFish}`, () => {
    expect(inFish('pader comp')).toEqual([
      'compile\tcheck the YAML and generate the desired state of every node',
      'completion\tprint the completion script for bash, zsh, fish or PowerShell',
    ])
    expect(inFish('pader explain paderborn-')).toEqual([1, 2, 3, 4].map((one) => `paderborn-${one}\tnode`))
    expect(inFish('pader compile --output=sa').map((line) => line.trim())).toEqual(['--output=sarif'])
    expect(inFish('pader compile --output sa').map((line) => line.trim())).toEqual(['sarif'])
    expect(inFish('pader compile --cluster ')).toEqual(['three-site\tcluster', 'two-site\tcluster'])
    // Where Pader knows no word, files are offered.
    expect(inFish('pader compile clus').map((line) => line.trim())).toEqual(['clusters/'])
  })

  test.skipIf(withoutPowershell !== '')(`PowerShell does too${withoutPowershell}`, () => {
    expect(inPowershell('pader comp')).toEqual([
      'compile\tcheck the YAML and generate the desired state of every node',
      'completion\tprint the completion script for bash, zsh, fish or PowerShell',
    ])
    expect(inPowershell('pader explain paderborn-')).toEqual([1, 2, 3, 4].map((one) => `paderborn-${one}\tnode`))
    expect(inPowershell('pader compile --output=sa')).toEqual(['--output=sarif\tsarif'])
    expect(inPowershell('pader compile --cluster ')).toEqual(['three-site\tcluster', 'two-site\tcluster'])
    // Where Pader knows no word, files are offered.
    expect(inPowershell('pader compile clus')[0]).toContain('clusters')
  })

  test('every script is what its shell can read, and pader prints it', () => {
    const missing = { bash: '', zsh: withoutZsh, fish: withoutFish, powershell: 'it has no such option' }
    for (const shell of shells) {
      writeFileSync(join(folder, shell), scripts[shell])
      if (missing[shell] === '') expect(spawnSync(shell, ['-n', join(folder, shell)]).status, shell).toBe(0)
      expect(execFileSync(join(folder, 'pader'), ['completion', shell], { encoding: 'utf8' })).toBe(scripts[shell])
    }
  })
})

test('the script for PowerShell is the one that was looked at', async () => {
  await expect(scripts.powershell).toMatchFileSnapshot('pader.ps1')
})
