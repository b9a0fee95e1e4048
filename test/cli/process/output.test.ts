import { execFileSync } from 'node:child_process'
import { closeSync, constants, existsSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { outputOf } from '../../../src/cli/process/output.ts'
import { isGone, writeDirectly } from '../../../src/cli/process/write-directly.ts'

const folder = mkdtempSync(join(tmpdir(), 'pader-output-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A pipe of which neither end waits for the other. */
function pipe(name: string): { readonly reader: number; readonly writer: number } {
  const path = join(folder, name)
  execFileSync('mkfifo', [path])
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  return { reader, writer: openSync(path, constants.O_WRONLY | constants.O_NONBLOCK) }
}

function readAll(reader: number): Buffer {
  const parts: Buffer[] = []
  for (;;) {
    const part = Buffer.alloc(65_536)
    try {
      const length = readSync(reader, part)
      if (length === 0) break
      parts.push(part.subarray(0, length))
    } catch {
      break
    }
  }
  return Buffer.concat(parts)
}

test('what a full pipe does not take is given back, and nothing of it is lost or said twice', () => {
  const { reader, writer } = pipe('full')
  const whole = Buffer.from(Array.from({ length: 60_000 }, (_, index) => `${index}ä\n`).join(''))
  let rest: Buffer = whole
  const read: Buffer[] = []
  let turns = 0
  while (rest.length > 0) {
    rest = writeDirectly(writer, rest)
    read.push(readAll(reader))
    turns += 1
  }
  expect(turns).toBeGreaterThan(2)
  expect(Buffer.concat(read).equals(whole)).toBe(true)
  closeSync(reader)
  closeSync(writer)
})

test('a reader that has gone away is told apart from one that is slow', () => {
  const { reader, writer } = pipe('gone')
  closeSync(reader)
  let told: unknown
  try {
    writeDirectly(writer, Buffer.from('x'))
  } catch (error) {
    told = error
  }
  expect(isGone(told)).toBe(true)
  closeSync(writer)
})

test('that nobody reads any more is told once, and what is said after that is dropped', () => {
  const { reader, writer } = pipe('left')
  const told: unknown[] = []
  const output = outputOf('stdout', (failure) => void told.push(failure), writer)
  output.write('heard')
  expect([readAll(reader).toString(), told]).toEqual(['heard', []])
  closeSync(reader)
  output.write('unheard')
  output.write('unheard')
  expect(told).toEqual([undefined])
  closeSync(writer)
})

const program = resolve('dist/cli/bin.js')
const withoutBuild = existsSync(program) ? '' : ' (skipped: dist/ is not built)'

test.skipIf(withoutBuild !== '')(
  `a file, a pipe and a socket get the same bytes, and nobody listening is no error${withoutBuild}`,
  () => {
    const { NODE_EXTRA_CA_CERTS: _costsTime, ...own } = process.env
    const sh = (script: string): string =>
      execFileSync('sh', ['-c', script], {
        encoding: 'utf8',
        env: { ...own, node: process.execPath, program },
        stdio: 'pipe',
      })
    const file = join(folder, 'rules.txt')
    sh(`"$node" "$program" rules > ${file}`)
    const text = readFileSync(file, 'utf8')
    expect(text.length).toBeGreaterThan(10_000)
    expect(sh('"$node" "$program" rules | cat')).toBe(text)
    expect(execFileSync(process.execPath, [program, 'rules'], { encoding: 'utf8' })).toBe(text)
    expect(sh('"$node" "$program" rules 1>&-; echo $?')).toBe('0\n')
    if (existsSync('/dev/full')) {
      const told = sh('"$node" "$program" rules 2>&1 1>/dev/full; echo $?')
      expect(told).toMatch(/^pader: the output cannot be written: .*no space.*: make room\n1\n$/)
    }
    expect(sh('("$node" "$program" nonsense 2>&1; echo $?) | cat')).toContain("unknown command 'nonsense'")
    const ended = join(folder, 'ended')
    sh(`(sleep 0.3; "$node" "$program" rules 2>&1 >&4 | cat >${ended}; ) 4>&1 | true`)
    expect(readFileSync(ended, 'utf8')).toBe('')
    expect(sh(`(sleep 0.3; "$node" "$program" rules; echo $? >${ended}) | true; cat ${ended}`)).toBe('0\n')
  },
)
