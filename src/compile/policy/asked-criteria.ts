import type { Condition, Term } from '../../model/policy/criteria.ts'
import type { PolicyObjects } from '../../model/policy/policy.ts'
import { listKey } from '../../policy/check/references.ts'
import { operandsOf } from '../../policy/check/walk.ts'
import { parseCriteria } from '../../policy/criteria/parse.ts'
import { typeOfProperty } from '../../policy/criteria/types.ts'
import { rangeSpan } from '../../policy/values/addresses.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { didYouMean } from '../../source/suggest.ts'

/** What somebody says of the requests that they ask for, as they say it. */
export interface Saying {
  /** Criteria in the language of rules, all of which hold. */
  readonly where: readonly string[]
  readonly url?: string
  /** An address, or a network that it is in. */
  readonly client?: string
  readonly isUnauthenticated: boolean
}

/** The same for the analysis. */
export interface AskedCriteria {
  readonly criteria: readonly Condition[]
  /** Lists in which nothing is. */
  readonly empty: readonly string[]
  /** What that rests on. */
  readonly assumptions: readonly string[]
  /** What cannot be understood; the rest is of no use then. */
  readonly problems: readonly string[]
}

/** Turns what is said of requests into criteria; which properties hold a URL, a client or a user is data of the dialect. */
export function askedCriteria(saying: Saying, vocabulary: Vocabulary, policy: PolicyObjects): AskedCriteria {
  const parts = [
    ...saying.where.map((text) => written(text, vocabulary, policy)),
    ...(saying.url === undefined ? [] : [ofUrl(saying.url, vocabulary)]),
    ...(saying.client === undefined ? [] : [ofClient(saying.client, vocabulary)]),
    ...(saying.isUnauthenticated ? [ofNobody(vocabulary)] : []),
  ]
  return {
    criteria: parts.flatMap(({ criteria }) => criteria ?? []),
    empty: parts.flatMap(({ empty }) => empty ?? []),
    assumptions: parts.flatMap(({ assumptions }) => assumptions ?? []),
    problems: parts.flatMap(({ problems }) => problems ?? []),
  }
}

function written(text: string, vocabulary: Vocabulary, policy: PolicyObjects): Partial<AskedCriteria> {
  const { value, problems } = parseCriteria(text, vocabulary)
  const found = problems.map(({ message, start, end, help }) => {
    const excerpt = text.slice(start, end)
    const place = excerpt === '' ? ` at the end of ${JSON.stringify(text)}` : `, at ${JSON.stringify(excerpt)}`
    return `--where: ${message}${place}${help === undefined ? '' : ` (${help})`}`
  })
  if (value === undefined || found.length > 0) return { problems: found }
  const condition = { always: false, terms: value }
  return { criteria: [condition], problems: [...unknownLists(condition, policy), ...unknownWords(value, vocabulary)] }
}

/** A list that nobody has would be a question that nobody can answer. */
function unknownLists(condition: Condition, { lists }: PolicyObjects): readonly string[] {
  const known = new Set(lists.map(listKey))
  return operandsOf(condition).flatMap((operand) => {
    if (operand.kind !== 'list' || known.has(listKey(operand))) return []
    const names = lists.filter(({ type }) => type === operand.type).map(({ name }) => name)
    const hint = didYouMean(operand.name, names)?.help
    return [
      `--where: there is no list "${operand.name}" of type ${operand.type}${hint === undefined ? '' : ` (${hint})`}`,
    ]
  })
}

/** Of a property whose type nobody knows, nothing that is said could be followed. */
function unknownWords(terms: readonly Term[], vocabulary: Vocabulary): readonly string[] {
  const names = new Set(terms.map(({ property }) => property.name))
  const known = vocabulary.words('properties').map(({ name }) => name)
  return [...names]
    .filter((name) => typeOfProperty(name, vocabulary) === undefined)
    .map((name) => {
      const hint = didYouMean(name, known)?.help
      return `--where: nobody knows the property "${name}"${hint === undefined ? '' : ` (${hint})`}`
    })
}

/** A host alone, or a whole URL; with an asterisk in it, all that fit. */
function ofUrl(url: string, vocabulary: Vocabulary): Partial<AskedCriteria> {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]+)/i.exec(url)?.[1]
  const isWhole = url.includes('://')
  if (host === undefined || (!isWhole && url.includes('/')))
    return { problems: [`--url: "${url}" is no URL (write it with its scheme, as https://${url})`] }
  const parts = [['host', host] as const, ...(isWhole ? [['url', url] as const] : [])]
  return joined(
    parts.map(([part, text]) => comparing('--url', part, text.includes('*') ? 'matches' : 'equals', text, vocabulary)),
    'what the appliance finds out about a URL, such as its categories, may be anything',
  )
}

function ofClient(client: string, vocabulary: Vocabulary): Partial<AskedCriteria> {
  if (rangeSpan(client) === undefined)
    return { problems: [`--client: "${client}" is no address and no network (write it as 10.1.0.0/16)`] }
  return comparing('--client', 'client', 'is in range', client, vocabulary)
}

/** Whoever has not logged on has no name and is in no group. */
function ofNobody(vocabulary: Vocabulary): Partial<AskedCriteria> {
  const groups = holding('groups', vocabulary)
  return joined(
    [comparing('--unauthenticated', 'user', 'equals', '', vocabulary), { empty: groups }],
    `without authentication ${[...holding('user', vocabulary), ...groups].join(' and ')} hold nothing`,
  )
}

function joined(parts: readonly Partial<AskedCriteria>[], assumption: string): Partial<AskedCriteria> {
  return {
    criteria: parts.flatMap(({ criteria }) => criteria ?? []),
    empty: parts.flatMap(({ empty }) => empty ?? []),
    problems: parts.flatMap(({ problems }) => problems ?? []),
    assumptions: [assumption],
  }
}

function comparing(
  option: string,
  part: string,
  operator: string,
  value: string,
  vocabulary: Vocabulary,
): Partial<AskedCriteria> {
  const names = holding(part, vocabulary)
  if (names.length === 0)
    return { problems: [`${option}: no property is known to hold the ${part} (say it by --where instead)`] }
  const type = operator === 'matches' ? 'regex' : operator === 'is in range' ? 'iprange' : 'string'
  return {
    criteria: names.map((name) => ({
      always: false,
      terms: [
        {
          opens: 0,
          closes: 0,
          property: { name, arguments: [] },
          operator,
          operand: { kind: 'literal', type, value },
        },
      ],
    })),
  }
}

function holding(part: string, vocabulary: Vocabulary): readonly string[] {
  return vocabulary
    .words('properties')
    .filter(({ holds }) => holds === part)
    .map(({ name }) => name)
}
