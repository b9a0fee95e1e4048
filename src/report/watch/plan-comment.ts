import { code, escapeMarkdown } from '../markdown/escape.ts'
import { fit, type Section } from '../markdown/fit.ts'
import type { CommentHost } from '../markdown/host.ts'
import { toneSigns } from '../review/markdown.ts'
import type { ClusterStatus, PhaseStatus, PlanStatus } from './status.ts'

/** First line of the comment about a cluster: by it an earlier one is found and replaced. */
export function planMarker(cluster: string): string {
  return `<!-- pader:plan ${encodeURIComponent(cluster).replaceAll('--', '%2D%2D')} -->`
}

/** Where a comment stands, and where it sends whoever wants to know more. */
export interface CommentPlace {
  readonly host: CommentHost
  /** Folder, below the state directory, where all of it is. */
  readonly folder: string
  /** Address of the status page, where there is one. */
  readonly page?: string
}

/**
 * What Pader would do about a cluster if a proposal is not accepted, as a comment on it. It has no time in it: the same
 * plan is the same comment. What comes from an appliance stands in code, where nothing is a name, a link or a tag.
 */
export function planComment({ cluster, plan }: ClusterStatus, { host, folder, page }: CommentPlace): string {
  const head = `${planMarker(cluster)}\n### If this is not accepted: ${escapeMarkdown(cluster)}\n`
  const isNothing = plan === undefined || plan.phases.length + plan.blocked.length === 0
  const sections = [...(isNothing ? [nothing] : planSections(plan)), ...linkTo(page)]
  return fit(head, sections, host, `${code(`${folder}/plan.txt`)} below the state directory`)
}

const nothing: Section = { name: 'the plan', lines: ['Nothing differs any more.'], isDivisible: false }

function planSections({ summary, phases, blocked }: PlanStatus): readonly Section[] {
  return [
    {
      name: 'summary',
      lines: [
        `**${escapeMarkdown(summary)}** would return the appliances to what the followed branch says, by \`pader apply\` or a watch in mode \`enforce\`.`,
      ],
      isDivisible: false,
    },
    ...phases.map(phaseSection),
    ...(blocked.length === 0
      ? []
      : [
          {
            name: 'what is left as it is',
            title: `Left as it is: ${blocked.length}`,
            isOpen: false,
            lines: blocked.map((words) => `- ${code(words)}`),
            isDivisible: true,
          },
        ]),
  ]
}

function phaseSection({ title, tone, verdict, changes }: PhaseStatus, index: number): Section {
  const name = `${index + 1}. ${title}`
  return {
    name,
    title: `${toneSigns[tone]} ${name}: ${verdict}`,
    isOpen: changes.length <= FEW,
    lines: changes.map((words) => `- ${code(words)}`),
    isDivisible: true,
  }
}

/** Changes up to which a fold is open. */
const FEW = 12

function linkTo(page: string | undefined): readonly Section[] {
  return page === undefined ? [] : [{ name: 'link', lines: [`[The status page](<${page}>)`], isDivisible: false }]
}

/** What a pull request is called and says. */
export interface PullText {
  readonly title: string
  readonly body: string
}

/** Last line of the text of a pull request that Pader opened: whoever takes it away has the text to themselves. */
export const PROPOSAL_MARK = '<!-- pader:proposal -->'

/** Most characters of a title that every host takes. */
const LONGEST_TITLE = 250

/** The message of a proposal as title and text of a pull request, cut between two lines where a host takes no more. */
export function pullText(message: string, { host: { limit }, folder }: CommentPlace): PullText {
  const [title = '', ...rest] = message.trim().split('\n')
  const body = rest.join('\n').trim()
  const room = limit - PROPOSAL_MARK.length - 2
  const shown = body.length <= room ? body : cutBody(body, folder, room)
  return { title: title.slice(0, LONGEST_TITLE), body: `${shown}\n\n${PROPOSAL_MARK}` }
}

function cutBody(body: string, folder: string, limit: number): string {
  const where = `the message of the commit, and ${code(`${folder}/proposal.md`)} below the state directory`
  const more = `\n\n**Cut here**: all of it is ${where}.`
  const room = body.slice(0, limit - more.length)
  return room.slice(0, Math.max(0, room.lastIndexOf('\n'))).trimEnd() + more
}
