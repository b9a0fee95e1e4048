import type { Command as Parser, Option } from 'commander'
import type { TypedWords } from './words.ts'

/** A word that could come next, and what it is for. */
export interface Candidate {
  readonly word: string
  readonly about: string
}

/** Kinds of names that a repository or Pader itself knows. */
export type NameKind = 'cluster' | 'location' | 'node' | 'rule' | 'setting'

/** Looks up names; asked only for the kind that is wanted, because some of them cost a compile. */
export type Names = (kind: NameKind) => Promise<readonly string[]>

/** What is wanted of an argument or of the value of an option, by its name; anything else is left to the shell: files. */
const wanted: Readonly<Record<string, readonly NameKind[]>> = {
  cluster: ['cluster'],
  location: ['location'],
  node: ['node'],
  entry: ['node'],
  from: ['node'],
  to: ['node'],
  name: ['node', 'location'],
  code: ['rule'],
  field: ['setting'],
  setting: ['setting'],
}

/** What could stand where the cursor is, for a command whose parser is set up. */
export async function candidates(
  parser: Parser,
  { before, current }: TypedWords,
  names: Names,
): Promise<readonly Candidate[]> {
  const [, flag, value] = /^(--[\w-]+)=(.*)$/.exec(current) ?? []
  if (flag !== undefined && value !== undefined) return starting(value, await ofOption(find(parser, flag), names))
  const last = before.at(-1) ?? ''
  const open = find(parser, last)
  if (open !== undefined && takesValue(open)) return starting(current, await ofOption(open, names))
  if (current.startsWith('-'))
    return starting(
      current,
      parser.options.flatMap(({ long, description }) =>
        long === undefined || long === null ? [] : [{ word: long, about: description }],
      ),
    )
  return starting(current, await ofArgument(parser, positionals(parser, before), names))
}

function find(parser: Parser, flag: string): Option | undefined {
  return parser.options.find(({ long, short }) => flag !== '' && (long === flag || short === flag))
}

function takesValue(option: Option): boolean {
  return option.required || option.optional
}

async function ofOption(option: Option | undefined, names: Names): Promise<readonly Candidate[]> {
  if (option?.argChoices !== undefined) return option.argChoices.map((word) => ({ word, about: '' }))
  return named(option?.attributeName() ?? '', names)
}

async function ofArgument(parser: Parser, position: number, names: Names): Promise<readonly Candidate[]> {
  const { registeredArguments: all } = parser
  const argument = all[position] ?? all.filter(({ variadic }) => variadic).at(-1)
  if (argument === undefined) return []
  if (argument.argChoices !== undefined) return argument.argChoices.map((word) => ({ word, about: '' }))
  return named(argument.name(), names)
}

async function named(name: string, names: Names): Promise<readonly Candidate[]> {
  const kinds = wanted[name] ?? []
  const found = await Promise.all(kinds.map(async (kind) => (await names(kind)).map((word) => ({ word, about: kind }))))
  return found.flat()
}

/** How many words before the cursor are arguments: neither flags nor their values. */
function positionals(parser: Parser, before: readonly string[]): number {
  let count = 0
  for (let index = 0; index < before.length; index++) {
    const word = before[index] ?? ''
    if (!word.startsWith('-')) count++
    else if (!word.includes('=')) {
      const option = find(parser, word)
      if (option !== undefined && takesValue(option)) index++
    }
  }
  return count
}

function starting(typed: string, all: readonly Candidate[]): readonly Candidate[] {
  return all.filter(({ word }) => word.startsWith(typed)).toSorted((a, b) => (a.word < b.word ? -1 : 1))
}
