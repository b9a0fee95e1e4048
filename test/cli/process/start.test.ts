import { execFileSync, spawnSync } from 'node:child_process'
import {
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const program = resolve('dist/cli/bin.js')
const withoutBuild = existsSync(program) ? '' : ' (skipped: dist/ is not built)'

interface Loaded {
  /** Files of Pader, by the name of their chunk. */
  readonly chunks: readonly string[]
  /** Parts of Node that were loaded after its own start. */
  readonly builtins: readonly string[]
  /** Those of them that were loaded after V8 had been told of other settings than the usual ones. */
  readonly afterSettings: readonly string[]
  /** Streams of Node that were opened. */
  readonly opened: readonly string[]
}

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-start-'))
  writeFileSync(
    join(folder, 'told.cjs'),
    `const v8 = require('node:v8')
const usual = v8.setFlagsFromString
let settled
v8.setFlagsFromString = (setting) => {
  settled ??= new Set(process.moduleLoadList)
  usual(setting)
}
const before = new Set(process.moduleLoadList)
const opened = []
for (const name of ['stdout', 'stderr']) {
  const { get, ...found } = Object.getOwnPropertyDescriptor(process, name)
  Object.defineProperty(process, name, { ...found, get: () => (opened.push(name), get.call(process)) })
}
process.on('exit', () => {
  const chunks = Object.keys(require.cache).filter((path) => path.startsWith(${JSON.stringify(resolve('dist'))}))
  const builtins = process.moduleLoadList.filter((name) => !before.has(name))
  const afterSettings = settled === undefined ? [] : builtins.filter((name) => !settled.has(name))
  const told = { chunks, builtins, afterSettings, opened }
  require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'told.json'))}, JSON.stringify(told))
})`,
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a call of the build loads. */
function loadedBy(...args: readonly string[]): Loaded {
  return loadedTo('pipe', ...args)
}

/** What a call of the build loads that writes to the given file. */
function loadedTo(stdout: 'pipe' | number, ...args: readonly string[]): Loaded {
  const { NODE_EXTRA_CA_CERTS: _costsTime, ...own } = process.env
  const env = { ...own, HOME: folder, XDG_CACHE_HOME: join(folder, 'cache') }
  execFileSync(process.execPath, ['--require', join(folder, 'told.cjs'), program, ...args], {
    env,
    stdio: ['ignore', stdout, 'pipe'],
  })
  return loadedBefore()
}

/** What the last call loaded, however it ended. */
function loadedBefore(): Loaded {
  const { chunks, ...rest } = JSON.parse(readFileSync(join(folder, 'told.json'), 'utf8')) as Loaded
  return { chunks: chunks.map((path) => basename(path).replace(/(-[\w-]{8})?\.js$/, '')), ...rest }
}

test.skipIf(withoutBuild !== '')(
  `no stream of Node is opened for what is read by a program, kept in a file or thrown away${withoutBuild}`,
  () => {
    for (const path of ['/dev/null', join(folder, 'kept.txt')]) {
      const file = openSync(path, 'w')
      expect(loadedTo(file, '--help').opened, path).toEqual([])
      closeSync(file)
    }
    expect(readFileSync(join(folder, 'kept.txt'), 'utf8')).toContain('Usage')
    // Another process of Node, or a service manager, reads through a socket.
    expect(loadedBy('--help').opened, 'a socket').toEqual([])
    // A device may be a terminal. This one takes everything, and that a stream is opened is seen by it.
    const device = openSync('/dev/zero', 'w')
    expect(loadedTo(device, '--help').opened).toContain('stdout')
    closeSync(device)
  },
)

test.skipIf(withoutBuild !== '')(`in a folder that is gone it says so${withoutBuild}`, () => {
  const gone = mkdtempSync(join(tmpdir(), 'pader-gone-'))
  const script = `cd '${gone}' && rmdir '${gone}' && '${process.execPath}' '${program}' compile`
  expect(spawnSync('sh', ['-c', script], { encoding: 'utf8' })).toMatchObject({
    status: 3,
    stderr: 'pader: the folder that this was started in is gone: change to one that exists\n',
  })
})

const heavy = ['child_process', 'crypto', 'readline']

test.skipIf(withoutBuild !== '')(
  `help loads the parser of the command line and the index of commands${withoutBuild}`,
  () => {
    const { chunks, builtins } = loadedBy('--help')
    expect(chunks.toSorted()).toEqual(['bin', 'first', 'rolldown-runtime', 'start'])
    expect(builtins.filter((name) => heavy.some((one) => name === `NativeModule ${one}`))).toEqual([])
    // What loads more is seen to do so.
    const compiling = loadedBy('compile', '--dry-run', resolve('clusters'))
    expect(compiling.chunks).toContain('compile')
    expect(compiling.builtins).toContain('NativeModule crypto')
  },
)

test.skipIf(withoutBuild !== '')(
  `a compile has what it needs of Node before V8 is told that it is short${withoutBuild}`,
  () => {
    cpSync('clusters/two-site', join(folder, 'clusters/two-site'), { recursive: true })
    const isPublic = (name: string): boolean => /^NativeModule (?!internal\/)/.test(name)
    const writing = ['compile', join(folder, 'clusters'), '--out', join(folder, 'out')]
    for (const run of ['the first', 'one in which nothing changed']) {
      const { builtins, afterSettings } = loadedBy(...writing)
      expect(builtins, run).toContain('NativeModule crypto')
      expect(afterSettings.filter(isPublic), run).toEqual([])
    }
    // What asks git is seen to load more.
    const compared = loadedBy('compile', '--dry-run', '--base', 'HEAD', 'clusters/two-site')
    expect(compared.afterSettings.filter(isPublic)).toContain('NativeModule child_process')
  },
)

test.skipIf(withoutBuild !== '')(
  `the client of PostgreSQL is loaded where a shared state is named, and nowhere else${withoutBuild}`,
  () => {
    const host = (more: string): string => {
      const file = join(folder, 'host.yaml')
      writeFileSync(file, `format: 1\nstateDirectory: ${folder}/state\nclusters: {}\n${more}`)
      return file
    }
    const client = readdirSync('dist/chunks')
      .filter((name) => name.endsWith('.js') && readFileSync(join('dist/chunks', name), 'utf8').includes('BoundPool'))
      .map((name) => basename(name).replace(/(-[\w-]{8})?\.js$/, ''))
    expect(client).toHaveLength(1)
    const call = ['release', '--all', '--host-config']
    expect(loadedBy(...call, host('')).chunks).not.toContain(client[0])
    const away = host(
      `sharedState: { address: db, database: a, user: a, password: 'env:A', authority: /nowhere.pem }\n`,
    )
    expect(() => loadedBy(...call, away)).toThrow(/shared state/)
    expect(loadedBefore().chunks).toContain(client[0])
  },
)

test.skipIf(withoutBuild !== '')(`what is built is ASCII, as whoever reads it takes for granted${withoutBuild}`, () => {
  const files = readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'))
  expect(files.length).toBeGreaterThan(20)
  // oxlint-disable-next-line no-control-regex -- all of ASCII is meant
  expect(files.filter((path) => /[^\0-\x7f]/.test(readFileSync(join('dist', path), 'utf8')))).toEqual([])
})

test.skipIf(withoutBuild !== '')(
  `nothing but what the program itself needs is loaded before it is settled how${withoutBuild}`,
  () => {
    const atOnce = readFileSync(program, 'utf8').matchAll(/^(?:(?:const|let) \w+ = )?require\("([^"]+)"\)/gm)
    const names = [...atOnce].map(([, path = '']) => path).filter((path) => !path.startsWith('node:'))
    expect(names.map((path) => basename(path).replace(/-[\w-]{8}\.js$/, ''))).toEqual(['rolldown-runtime', 'first'])
  },
)
