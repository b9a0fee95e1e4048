import type { Document } from 'yaml'
import { checked, failed, type Checked } from '../../source/checked.ts'
import { deceptiveIn } from '../../source/deceptive.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { frontEndFinding, type FrontEndCodeName } from '../codes/front-end-codes.ts'
import { yaml } from '../libraries/yaml.ts'
import { readSubset } from '../subset/read-subset.ts'
import { unsoundAliases } from './aliases.ts'
import { conflictsIn } from './conflicts.ts'
import { duplicateKeys, type RepeatedKeys } from './duplicate-keys.ts'
import { oddNumbers } from './odd-numbers.ts'
import { oddTexts } from './odd-texts.ts'
import { syntaxProblem, type YAMLProblem } from './syntax-problem.ts'

const QUOTED_KEY = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/

/** Reads the values of a YAML file; positions are looked up only for what has to be shown (see `locate.ts`). */
export function parse(file: SourceFile): Checked<unknown> {
  const plain = readSubset(file.text)
  return plain === undefined ? parseWithAuthority(file) : checked(plain.value)
}

/** Reads a file with `yaml`, which decides what a text means and says what is wrong with it. */
export function parseWithAuthority(file: SourceFile): Checked<unknown> {
  const deceptive = [...loneReturn(file), ...deceptiveCharacters(file)]
  if (deceptive.length > 0) return failed(deceptive)
  try {
    return read(file)
  } catch (error) {
    // The parser recurses, so a text that is nested without end exhausts the stack.
    if (!(error instanceof RangeError)) throw error
    return failed([
      frontEndFinding('YAML-TOO-DEEP', { kind: 'file', file: file.path }, 'the file is nested too deeply'),
    ])
  }
}

/** The document tree of a YAML text, as every part of the front end reads it; who reads values looks for {@link duplicateKeys}. */
export function parseTree(text: string): Document.Parsed {
  return yaml().parseDocument(text, { prettyErrors: false, stringKeys: true, uniqueKeys: false, logLevel: 'error' })
}

function read(file: SourceFile): Checked<unknown> {
  const document = parseTree(file.text)
  const problems = telling([...document.errors, ...document.warnings, ...duplicateKeys(document)])
  if (problems.length > 0) {
    const conflicts = conflictsIn(file)
    if (conflicts.length > 0) return failed(conflicts)
    return failed(problems.map((problem) => syntaxFinding(file, document, problem)))
  }
  if (document.contents === null || (yaml().isScalar(document.contents) && document.contents.value === null)) {
    return failed([frontEndFinding('YAML-EMPTY', { kind: 'file', file: file.path }, 'the file is empty')])
  }
  const findings = [...unsoundAliases(file, document), ...emptyValues(file, document), ...oddNumbers(file, document)]
  if (findings.length > 0) return failed(findings)
  return checked(document.toJS({ maxAliasCount: -1 }), oddTexts(file, document))
}

/** What the library finds, or what is found in its place. */
type Problem = YAMLProblem | RepeatedKeys

/**
 * The problems that say something: after the first one without a name of its own, the others mostly follow from it, and it
 * from one that has a name. A key that is there twice derails no reader, but around what does, keys of two maps may seem to be of one.
 */
function telling(problems: readonly Problem[]): readonly Problem[] {
  const sorted = problems.toSorted((left, right) => left.pos[0] - right.pos[0])
  const exhausted = sorted.find((problem) => codeOf(problem) === 'YAML-TOO-DEEP')
  if (exhausted !== undefined) return [exhausted]
  const derailing = sorted.find((problem) => DERAILING.has(codeOf(problem)))
  const first = derailing ?? sorted.find((problem) => codeOf(problem) === 'YAML-SYNTAX')
  const isBetween = (problem: Problem): boolean =>
    first !== undefined && 'before' in problem && problem.before < first.pos[0] && first.pos[0] <= problem.pos[0]
  return sorted.filter((problem) => (codeOf(problem) === 'YAML-SYNTAX' ? problem === first : !isBetween(problem)))
}

/** Codes of mistakes that have a name and lead the reader astray behind them. */
const DERAILING: ReadonlySet<FrontEndCodeName> = new Set(['YAML-TAB', 'YAML-DOCUMENTS', 'YAML-TAG'])

function syntaxFinding(file: SourceFile, document: Document.Parsed, problem: Problem): Diagnostic {
  if ('others' in problem) return repeatedKeys(file, problem)
  const [start, end] = problem.pos
  const isTab = problem.code === 'BAD_INDENT' && file.text[start] === '\t'
  const code = isTab ? 'YAML-TAB' : codeOf(problem)
  if (code === 'YAML-TOO-DEEP') {
    return frontEndFinding(code, { kind: 'file', file: file.path }, 'the file is nested too deeply')
  }
  const known = code === 'YAML-SYNTAX' ? syntaxProblem(file.text, document, problem) : undefined
  if (known !== undefined) {
    const place = { kind: 'range', file: file.path, start: known.start, end: known.end } as const
    return frontEndFinding(code, place, known.message, { help: known.help })
  }
  const place = { kind: 'range', file: file.path, start, end: Math.max(end, start + 1) } as const
  const message = MESSAGES[code] ?? lowerFirst(problem.message)
  return frontEndFinding(code, place, message)
}

/** Keys that are there for the second time; several in a row are one mistake. */
function repeatedKeys({ path, text }: SourceFile, { pos: [start], others }: RepeatedKeys): Diagnostic {
  const key = keyAt(text.slice(start))
  const name = `"${key.replace(/^(["'])(.*)\1$/, '$2')}"`
  const place = { kind: 'range', file: path, start, end: start + key.length } as const
  if (others.length === 0)
    return frontEndFinding('YAML-DUPLICATE-KEY', place, `the key ${name} is here for the second time`)
  const count = `${others.length} ${others.length === 1 ? 'key' : 'keys'}`
  return frontEndFinding('YAML-DUPLICATE-KEY', place, `${name} and ${count} behind it are here for the second time`, {
    help: `write the key that they belong to in a line above ${name}, and indent them below it; or keep one of each`,
  })
}

/** What is said in place of what the library says. */
const MESSAGES: Partial<Record<FrontEndCodeName, string>> = {
  'YAML-DOCUMENTS': 'a second document starts here',
  'YAML-TAB': 'tabs are not allowed as indentation',
}

/** The key with which a text begins, as it is written: in quotes, or up to its colon. */
function keyAt(text: string): string {
  const quoted = QUOTED_KEY.exec(text)?.[0]
  if (quoted !== undefined) return quoted
  const key = text.slice(0, Math.max(text.search(/:(?:\s|$)/), 0)).trimEnd()
  return key.includes('\n') ? '' : key
}

function codeOf(problem: Problem): FrontEndCodeName {
  if (problem.code === 'DUPLICATE_KEY') return 'YAML-DUPLICATE-KEY'
  if (problem.code === 'TAB_AS_INDENT') return 'YAML-TAB'
  if (problem.code === 'MULTIPLE_DOCS') return 'YAML-DOCUMENTS'
  if (problem.code === 'TAG_RESOLVE_FAILED') return 'YAML-TAG'
  if (problem.code === 'RESOURCE_EXHAUSTION') return 'YAML-TOO-DEEP'
  return 'YAML-SYNTAX'
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1)
}

/** A carriage return ends a line for some programs and for others not, so that a comment may go on behind it. */
function loneReturn(file: SourceFile): Diagnostic[] {
  const start = file.text.search(/\r(?!\n)/)
  if (start < 0) return []
  const place = { kind: 'range', file: file.path, start, end: start + 1 } as const
  const help = 'save the file with line feeds, or with carriage returns and line feeds, at the ends of lines'
  return [frontEndFinding('YAML-CHARACTER', place, 'a carriage return without a line feed', { help })]
}

function deceptiveCharacters(file: SourceFile): Diagnostic[] {
  return deceptiveIn(file.text).map(({ at, code }) => {
    const place = { kind: 'range', file: file.path, start: at, end: at + 1 } as const
    return frontEndFinding('YAML-CHARACTER', place, `the character U+${code} is not allowed`)
  })
}

/** Keys without a value: YAML reads them as null, which here means "must be empty", so it has to be written. */
function emptyValues(file: SourceFile, document: Document.Parsed): Diagnostic[] {
  const { isAlias, isScalar, visit } = yaml()
  const findings: Diagnostic[] = []
  visit(document, {
    Pair: (_key, { key, value }) => {
      const blank = value === null || (isScalar(value) && value.value === null && value.source === '')
      if (!blank || !isScalar(key) || !key.range || isAlias(value)) return
      const place = { kind: 'range', file: file.path, start: key.range[0], end: key.range[1] } as const
      const name = String(key.value)
      const [, known, mark] = key.type === 'PLAIN' ? (/^(\w+)(:| = | )\S/.exec(name) ?? []) : []
      const help = mark === ':' ? 'write a blank behind the colon' : `write a colon and a blank behind "${known}"`
      const more = known === undefined ? {} : { help: `${help}, if it is a key with a value` }
      findings.push(frontEndFinding('YAML-EMPTY-VALUE', place, `"${name}" has no value`, more))
    },
  })
  return findings
}
