/** Characters that surround a mark in a marked text; no text of a person has them. */
const OPEN = '\uE000'
const CLOSE = '\uE001'

/** Whether a text has characters that marks are made of. */
export function hasMarks(text: string): boolean {
  return /[\uE000-\uE003]/.test(text)
}

/**
 * A template with a mark before everything that it writes, which says where in the template it comes from. Every
 * statement that is no text has marks on both sides, so that white space is not controlled a second time.
 */
export function marked(program: hbs.AST.Program, text: string): hbs.AST.Program {
  const lines = lineStarts(text)
  const offsetOf = ({ loc }: hbs.AST.Node): number => (lines[loc.start.line - 1] ?? 0) + loc.start.column
  const inside = (inner: hbs.AST.Program): hbs.AST.Program => {
    const body = inner.body.flatMap((statement): hbs.AST.Statement[] => {
      if (isContent(statement)) return contentPieces(statement, offsetOf(statement))
      const at = mark(offsetOf(statement), statement)
      return [at, isBlock(statement) ? insideBlock(statement, inside) : statement, at]
    })
    // A chain of "else if" is a program of exactly one block.
    if ('chained' in inner && inner.chained === true) return { ...inner, body: body.filter((one) => !isContent(one)) }
    const [first] = body
    const edge = first === undefined ? [] : [mark(offsetOf(first), first)]
    return { ...inner, body: [...edge, ...body, ...edge] }
  }
  return inside(program)
}

/** A text without its marks, and where in the template each of its characters comes from. */
export interface Traced {
  readonly text: string
  readonly sourceOf: (offset: number) => number
}

/** Takes the marks out of what a marked template has written. */
export function traced(written: string): Traced {
  const stretches: { readonly at: number; readonly source: number; readonly literal: boolean }[] = []
  let text = ''
  for (const piece of written.split(OPEN)) {
    const end = piece.indexOf(CLOSE)
    if (end < 0) {
      text += piece
      continue
    }
    stretches.push({ at: text.length, source: Number(piece.slice(1, end)), literal: piece.startsWith('c') })
    text += piece.slice(end + 1)
  }
  return {
    text,
    sourceOf(offset) {
      const found = stretches.findLast(({ at }) => at <= offset)
      if (found === undefined) return 0
      return found.literal ? found.source + offset - found.at : found.source
    },
  }
}

function insideBlock(
  block: hbs.AST.BlockStatement,
  inside: (program: hbs.AST.Program) => hbs.AST.Program,
): hbs.AST.BlockStatement {
  // A block may lack either of the two, whatever the type says.
  const program: hbs.AST.Program | undefined = block.program
  const inverse: hbs.AST.Program | undefined = block.inverse
  const own = program === undefined ? {} : { program: inside(program) }
  return { ...block, ...own, ...(inverse === undefined ? {} : { inverse: inside(inverse) }) }
}

/** The lines of a text, each with its mark; what white space control took away at the start is skipped. */
function contentPieces(content: hbs.AST.ContentStatement, start: number): hbs.AST.Statement[] {
  const { value } = content
  // A text, whatever the type of the library says.
  const original: unknown = content.original
  let at = start + (typeof original === 'string' ? Math.max(original.indexOf(value), 0) : 0)
  return value.split(/(?<=\n)/).map((line) => {
    const piece = { type: content.type, loc: content.loc, value: `${OPEN}c${at}${CLOSE}${line}`, original: UNTOUCHED }
    at += line.length
    return piece
  })
}

/** What white space control sees of a piece: nothing that it would touch. */
const UNTOUCHED = 'x'

function mark(offset: number, { loc }: hbs.AST.Node): hbs.AST.Statement {
  const statement = { type: 'ContentStatement', value: `${OPEN}m${offset}${CLOSE}`, original: UNTOUCHED, loc }
  return statement
}

function isContent(statement: hbs.AST.Statement): statement is hbs.AST.ContentStatement {
  return statement.type === 'ContentStatement'
}

function isBlock(statement: hbs.AST.Statement): statement is hbs.AST.BlockStatement {
  return statement.type === 'BlockStatement'
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
