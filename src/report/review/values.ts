import { canonical } from '../../plan/review/content.ts'

/** Longest value that is shown in full. */
const LONGEST = 120

/** A value of YAML in one line, in flow style. */
export function valueWordsOf(value: unknown): string {
  if (value === undefined) return 'unset'
  const plain: unknown = JSON.parse(canonical(value))
  const words = flow(plain)
  return shortened(words)
}

/** A text that is cut where it would fill the screen. */
export function shortened(words: string): string {
  return words.length <= LONGEST ? words : `${words.slice(0, LONGEST)}… (${words.length} characters)`
}

/** Characters that are shown around what differs between two long texts. */
const AROUND = 24

/** Two texts, whole where they are short; of long ones the stretch that differs, with a little of what stands around it. */
export function contrasted(before: string, after: string): { readonly before: string; readonly after: string } {
  if (Math.max(before.length, after.length) <= LONGEST) return { before: before || '""', after: after || '""' }
  const shortest = Math.min(before.length, after.length)
  let head = 0
  while (head < shortest && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < shortest - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1
  const [start, end] = [Math.max(0, head - AROUND), Math.max(0, tail - AROUND)]
  const cut = (text: string): string =>
    shortened(`${start === 0 ? '' : '… '}${text.slice(start, text.length - end)}${end === 0 ? '' : ' …'}`)
  return { before: cut(before), after: cut(after) }
}

/** What everybody writes in a way of its own: an address with its port, an interface, a way between two ends. */
function customary(value: object): string | undefined {
  if ('address' in value && 'port' in value && Object.keys(value).length === 2)
    return `${String(value.address)}:${String(value.port)}`
  if ('name' in value && 'addresses' in value && Array.isArray(value.addresses))
    return `${String(value.name)} ${value.addresses.map(String).join(' ')}`
  return isPassage(value) ? passage(value) : undefined
}

interface Passage {
  readonly from: unknown
  readonly to: unknown
  readonly bothWays: unknown
  readonly protocol: unknown
  readonly port?: unknown
}

function isPassage(value: object): value is Passage {
  return 'from' in value && 'to' in value && 'bothWays' in value && 'protocol' in value
}

function passage({ from, to, bothWays, protocol, port }: Passage): string {
  const what = `${protocol === 'any' ? '' : ` ${String(protocol)}`}${typeof port === 'number' ? ` port ${port}` : ''}`
  return `${String(from)} ${bothWays === true ? 'and' : 'to'} ${String(to)}${what}`
}

function flow(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (typeof value === 'object')
    return (
      customary(value) ??
      `{${Object.entries(value)
        .map(([key, field]) => `${key}: ${flow(field)}`)
        .join(', ')}}`
    )
  return typeof value === 'string' ? value || '""' : JSON.stringify(value)
}
