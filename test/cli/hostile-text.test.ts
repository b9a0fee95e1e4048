import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { withoutOrders } from '../../src/report/text/without-orders.ts'
import { committed, type Committed } from './committed.ts'
import { pader } from './support.ts'

/** What a value of a pull request may hold, as a string of YAML that says it with escapes. */
const HOSTILE =
  '::error::a \\e[31mb\\e]0;c\\a \\u202Ed\\u2028\\u009B31m <img src=x> ##vso[task.setvariable variable=PATH]/e \\n::stop-commands::f\\r\\n  ##[error]g'

/** Values that many reports show, and one that leads to an error. */
const edits: readonly (readonly [path: string, from: string, to: string])[] = [
  ['cluster.yaml', 'description: Tokyo and New York, two nodes each', `description: "${HOSTILE}"`],
  ['cluster.yaml', 'centralManagement:\n', `centralManagement:\n  transitGroup: "${HOSTILE}"\n`],
  ['regions.yaml', 'regions:\n', `regions:\n  emea: { description: "${HOSTILE}" }\n`],
]
const error = ['cluster.yaml', 'format: 1\n', `format: 1\n"${HOSTILE}": 1\n`] as const

const calls = [
  ['compile', '.', '--dry-run', '--base', 'HEAD'],
  ['graph', '.', '--base', 'HEAD'],
  ['path', 'tokyo-1', 'newyork-1', '.'],
  ['explain', 'tokyo-1', '.'],
  ['policy', 'show', 'two-site'],
  ['simulate', 'loss', 'all', '.'],
  ['impact', '--base', 'HEAD', '.'],
  ['test', '.'],
]
const pages = ['junit', 'markdown', 'html', 'github-summary']
const annotations = ['github', 'gitlab', 'sarif', 'json']

let copy: Committed
beforeAll(() => {
  copy = committed('two-site')
})
afterEach(() => copy.reset())
afterAll(() => copy.remove())

/** Everything that a reader may not see, but what separates words and lines. */
const UNSEEN = /[^\P{Cc}\r\n\t]|[\p{Cf}\u2028\u2029]/u
const ORDERS = /^\s*::[a-z-]+(?: .*)?::|##(?:\[|vso\[)/m

/** What some calls print with hostile values in the files, and what the forms for a pipeline hold. */
async function printed(): Promise<{ readonly text: string; readonly forms: ReadonlyMap<string, string> }> {
  const forms = [...pages, ...annotations].flatMap((form) => ['--output', `${form}=out/${form}`])
  const ended = []
  for (const call of calls) ended.push(await pader(copy.folder, ...call, ...(call[0] === 'compile' ? forms : [])))
  expect(ended.map(({ exitCode }) => exitCode)).not.toContain(1)
  const files = readdirSync(join(copy.folder, 'out')).map((name) => [name, read(name)] as const)
  return { text: ended.map(({ stdout, stderr }) => stdout + stderr).join(''), forms: new Map(files) }
}

function read(name: string): string {
  return readFileSync(join(copy.folder, 'out', name), 'utf8')
}

/** What Markdown holds outside of code, where nothing means anything. */
function withoutCode(content: string): string {
  return content.replaceAll(/(`+)[^`].*?\1/g, '')
}

test.each(['a repository that compiles', 'one that does not'])(
  '%s orders about no terminal and no pipeline',
  async (what) => {
    for (const edit of [...edits, ...(what === 'one that does not' ? [error] : [])]) copy.edit(...edit)
    const { text, forms } = await printed()
    expect(text).toContain('src=x')
    expect(text.match(UNSEEN)).toBeNull()
    expect(text).not.toContain('\r')
    expect(text.match(ORDERS)).toBeNull()
    expect([...forms.keys()].toSorted()).toEqual([...pages, ...annotations].toSorted())
    for (const [form, content] of forms) {
      expect([form, content.match(UNSEEN)]).toEqual([form, null])
      if (pages.includes(form)) expect([form, withoutCode(content).includes('<img')]).toEqual([form, false])
    }
    const annotated = forms.get('github') ?? ''
    expect(annotated.split('\n').filter((line) => !/^(::(error|warning|notice) (file|title)=.*|)$/.test(line))).toEqual(
      [],
    )
    copy.reset()
  },
)

test('colours and a line that is cleared reach a terminal, and nothing else that it would obey', () => {
  const own = '\u001b[1m\u001b[31mred\u001b[39m\u001b[22m\r\u001b[Kline\r\nü\t\n'
  expect(withoutOrders(own)).toBe(own)
  expect(withoutOrders('\u001b]0;title\u0007\u001b[8mhidden\rback\u009b1A\b')).toBe(
    '<U+001B>]0;title<U+0007><U+001B>[8mhidden<U+000D>back<U+009B>1A<U+0008>',
  )
  expect(withoutOrders('a\u202Eb\u{E0041}c\u2028')).toBe('a<U+202E>b<U+E0041>c<U+2028>')
})

test('annotations reach a pipeline, and nothing else that it would obey', () => {
  const own = '::error file=a,line=1,title=b::c ::error::d\n::notice title=pader::e\na ::group::b\n'
  expect(withoutOrders(own)).toBe(own)
  expect(withoutOrders('::error::a\n \t::Add-Mask::b\n\u00A0::set-output name=c::d')).toBe(
    ':<U+003A>error::a\n \t:<U+003A>Add-Mask::b\n\u00A0:<U+003A>set-output name=c::d',
  )
  expect(withoutOrders('a ##vso[b] ##[c]##teamcity[d] ## e')).toBe(
    'a #<U+0023>vso[b] #<U+0023>[c]#<U+0023>teamcity[d] ## e',
  )
})

test('nor does a cluster by the name of its folder', async () => {
  const name = '::error::a \u001B[31mb\u202E ![c](d) @e ##[f]'
  copy.git('mv', 'two-site', name)
  mkdirSync(join(copy.folder, name, 'tests'))
  const asked = '{ name: x, request: { URL.Host: a.example }, expect: { action: block } }'
  writeFileSync(join(copy.folder, name, 'tests/a.yaml'), `format: 1\ntests: [${asked}]\n`)
  for (const call of [
    ['compile', '.'],
    ['compile', '.', '--dry-run'],
    ['test', '.'],
    ['test', '.', '--output', 'markdown'],
  ]) {
    const { stdout } = await pader(copy.folder, ...call)
    expect([call, /c.*d/.test(stdout)]).toEqual([call, true])
    const shown = call.includes('markdown') ? withoutCode(stdout) : stdout
    expect([call, shown.match(UNSEEN), shown.match(ORDERS)]).toEqual([call, null, null])
    if (call.includes('markdown')) expect(shown).not.toMatch(/!\[c\]|@e/)
  }
})
