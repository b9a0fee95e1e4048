import type { ArmedFault, Fault } from '../faults.ts'
import type { ControlCommand } from './command.ts'
import type { HandMadeChange } from './save-by-hand.ts'

/** Reads a command from JSON, or says what is wrong with it. */
export function readCommand(text: string): { readonly command: ControlCommand } | { readonly problem: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problem: 'not JSON' }
  }
  const fields = new Fields(value)
  const kind = fields.text('kind')
  const read = readers.get(kind)
  if (read === undefined)
    return { problem: `unknown kind "${kind}"; there are: ${[...readers.keys()].sort().join(', ')}` }
  const command = read(fields)
  return fields.missing.length > 0 ? { problem: `"${kind}" needs ${fields.missing.join(', ')}` } : { command }
}

/** The fields of a JSON object; remembers which were asked for and are missing or of another type. */
class Fields {
  readonly missing: string[] = []
  readonly #values: ReadonlyMap<string, unknown>

  constructor(value: unknown) {
    this.#values = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
  }

  has(name: string): boolean {
    return this.#values.has(name)
  }

  text(name: string): string {
    const value = this.#values.get(name)
    return typeof value === 'string' ? value : this.#lacks(`the text "${name}"`, '')
  }

  number(name: string): number {
    const value = this.#values.get(name)
    return typeof value === 'number' && Number.isFinite(value) ? value : this.#lacks(`the number "${name}"`, 0)
  }

  flag(name: string): boolean {
    const value = this.#values.get(name)
    return typeof value === 'boolean' ? value : this.#lacks(`true or false as "${name}"`, false)
  }

  texts(name: string): readonly string[] {
    const value = this.#values.get(name)
    if (!Array.isArray(value)) return this.#lacks(`the texts "${name}"`, [])
    return value.filter((part) => typeof part === 'string')
  }

  textOrTexts(name: string): string | readonly string[] {
    return Array.isArray(this.#values.get(name)) ? this.texts(name) : this.text(name)
  }

  sides(name: string): readonly (readonly string[])[] {
    const value = this.#values.get(name)
    if (!Array.isArray(value)) return this.#lacks(`the sides "${name}"`, [])
    return value.map((side) => (Array.isArray(side) ? side.filter((part) => typeof part === 'string') : []))
  }

  pair(name: string): readonly [string, string] {
    const [left, right, ...more] = this.texts(name)
    if (left === undefined || right === undefined || more.length > 0)
      return this.#lacks(`two nodes as "${name}"`, ['', ''] as const)
    return [left, right]
  }

  inner(name: string): Fields {
    const value = this.#values.get(name)
    const fields = new Fields(value)
    if (typeof value !== 'object' || value === null) this.#lacks(`the object "${name}"`, undefined)
    return fields
  }

  #lacks<Value>(what: string, instead: Value): Value {
    this.missing.push(what)
    return instead
  }
}

const node = (fields: Fields): string => fields.text('node').toUpperCase()

const readers: ReadonlyMap<string, (fields: Fields) => ControlCommand> = new Map<
  string,
  (fields: Fields) => ControlCommand
>([
  ['cut', (fields) => ({ kind: 'cut', between: fields.pair('between') })],
  ['heal', (fields) => (fields.has('between') ? { kind: 'heal', between: fields.pair('between') } : { kind: 'heal' })],
  ['partition', (fields) => ({ kind: 'partition', sides: fields.sides('sides') })],
  ['down', (fields) => ({ kind: 'down', node: node(fields) })],
  ['up', (fields) => ({ kind: 'up', node: node(fields) })],
  ['slow', (fields) => ({ kind: 'slow', node: node(fields), milliseconds: fields.number('milliseconds') })],
  ['skew', (fields) => ({ kind: 'skew', node: node(fields), seconds: fields.number('seconds') })],
  [
    'upgrade',
    (fields) => ({ kind: 'upgrade', node: node(fields), version: fields.text('version'), build: fields.text('build') }),
  ],
  ['set ca', (fields) => ({ kind: 'set ca', node: node(fields), ca: fields.text('ca') })],
  ['deaf', (fields) => ({ kind: 'deaf', node: node(fields), deaf: fields.flag('deaf') })],
  ['fault', (fields) => ({ kind: 'fault', fault: readFault(fields) })],
  ['clear faults', () => ({ kind: 'clear faults' })],
  ['expire sessions', () => ({ kind: 'expire sessions' })],
  ['ui login', (fields) => ({ kind: 'ui login', node: node(fields), user: fields.text('user') })],
  ['ui logout', (fields) => ({ kind: 'ui logout', node: node(fields), user: fields.text('user') })],
  [
    'save by hand',
    (fields) => ({ kind: 'save by hand', node: node(fields), user: fields.text('user'), change: readChange(fields) }),
  ],
  ['add node', (fields) => ({ kind: 'add node', at: fields.text('at'), node: node(fields) })],
  ['join', (fields) => ({ kind: 'join', at: fields.text('at'), node: node(fields) })],
  ['remove node', (fields) => ({ kind: 'remove node', at: fields.text('at'), node: node(fields) })],
])

function readChange(outer: Fields): HandMadeChange {
  const fields = outer.inner('change')
  const change = changeOf(fields.text('kind'), fields)
  outer.missing.push(...fields.missing)
  return change
}

function changeOf(kind: string, fields: Fields): HandMadeChange {
  switch (kind) {
    case 'list':
      return { kind, list: fields.text('list'), values: fields.texts('values') }
    case 'list description':
      return { kind, list: fields.text('list'), text: fields.text('text') }
    case 'system file':
      return { kind, node: node(fields), path: fields.text('path'), text: fields.text('text') }
    case 'deleted file':
      return { kind, node: node(fields), path: fields.text('path') }
    case 'rule': {
      const [ruleSet, rule] = [fields.text('ruleSet'), fields.text('rule')]
      return { kind, ruleSet, rule, enabled: fields.flag('enabled') }
    }
    case 'deleted rule set':
      return { kind, ruleSet: fields.text('ruleSet') }
    case 'moved rule set':
      return { kind, ruleSet: fields.text('ruleSet'), position: fields.number('position') }
    case 'policy setting':
      return { kind, settings: fields.text('settings'), key: fields.text('key'), value: fields.text('value') }
    default:
      return {
        kind: 'property',
        node: node(fields),
        document: fields.text('document'),
        key: fields.text('key'),
        value: fields.textOrTexts('value'),
      }
  }
}

function readFault(outer: Fields): ArmedFault {
  const fields = outer.inner('fault')
  const inner = fields.inner('fault')
  const fault = faultOf(inner)
  if (fault === undefined) inner.missing.push('a known fault as "kind"')
  const armed: ArmedFault = {
    fault: fault ?? { kind: 'reset' },
    ...(fields.has('on') ? { on: fields.text('on') } : {}),
    ...(fields.has('after') ? { after: fields.number('after') } : {}),
    ...(fields.has('times') ? { times: fields.number('times') } : {}),
  }
  outer.missing.push(...fields.missing, ...inner.missing)
  return armed
}

function faultOf(fields: Fields): Fault | undefined {
  const kind = fields.text('kind')
  switch (kind) {
    case 'leave behind':
      return { kind, node: node(fields) }
    case 'slow':
      return { kind, milliseconds: fields.number('milliseconds') }
    case 'lose session':
    case 'html error':
    case 'empty answer':
    case 'lost reply':
    case 'reset':
    case 'duplicate':
    case 'colleague saves':
    case 'cut body':
      return { kind }
    default:
      return undefined
  }
}
