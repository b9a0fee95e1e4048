import { plain } from '../appearance.ts'
import type { ClusterDifferences } from '../diff/difference.ts'
import { diffText } from '../diff/text.ts'
import { harmless } from '../text/cells.ts'

/** What a proposal takes into the repository, for the person who decides on it. */
export interface ProposalWords {
  /** What was changed at the appliances, and nothing else. */
  readonly told: ClusterDifferences
  /** What is written where, a line each. */
  readonly taken: readonly string[]
  /** What a person has to write, a line each. */
  readonly byHand: readonly string[]
  /** Errors that the files would have with it, a line each. */
  readonly breaks: readonly string[]
}

/** Lines of a list that are shown before the rest is counted: hosts of repositories cut long texts off anywhere. */
const MOST_LINES = 200

/**
 * A proposal as the message of its commit, which hosts of repositories take for the text of the pull request: the first
 * line is the title. What came from an appliance stands in indented blocks, in which nothing is a link, a name or a tag.
 */
export function proposalMessage({ told, taken, byHand, breaks }: ProposalWords): string {
  const count = told.differences.length
  const cluster = harmless(told.cluster, true)
  const parts = [
    `Take over ${count === 1 ? 'a change' : `${count} changes`} made on the appliances of ${cluster}`,
    [
      'Somebody changed the appliances, which now differ from this repository.',
      'Accept this to keep the change: it changes the repository, and no appliance.',
      'To undo the change instead, close this and put it back with "pader apply", or a',
      'watch in mode "enforce".',
    ].join('\n'),
    block(diffText(told, plain, { choices: false }).trimEnd().split('\n')),
    ...section('Written here:', taken),
    ...section('Not written, and left to a person:', byHand),
    ...section('With it, the files fail a check; fix that before accepting it:', breaks),
  ]
  return `${parts.join('\n\n')}\n`
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, block(lines)]
}

function block(lines: readonly string[]): string {
  const more = lines.length - MOST_LINES
  const shown = more > 0 ? [...lines.slice(0, MOST_LINES), `and ${more} more`] : lines
  return shown.map((line) => `    ${harmless(line, true)}`.trimEnd()).join('\n')
}
