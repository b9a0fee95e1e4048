import type { Direction } from '../../policy/impact/direction.ts'
import { code, escapeMarkdown } from '../markdown/escape.ts'
import type { Section } from '../markdown/fit.ts'
import type { ClassView, ImpactView } from './view.ts'
import { directionWords } from './words.ts'

const signs: Readonly<Record<Direction, string>> = { weaker: '🔴', stricter: '🟡', other: '🔹' }

/** What a change does to the requests of a cluster as a part of a comment, open when some get further than before. */
export function impactSections(cluster: string, view: ImpactView): readonly Section[] {
  const { summary, classes, open, more, assumptions } = view
  const title = `Requests of ${cluster}: ${summary}`
  const notes = [
    ...open.map((text) => `- ❔ not proved: ${escapeMarkdown(text)}`),
    ...more.map((text) => `- ${escapeMarkdown(text)}`),
    ...assumptions.map((text) => `- assumed: ${escapeMarkdown(text)}`),
  ]
  return [
    {
      name: `requests of ${cluster}`,
      title,
      isOpen: open.length > 0 || classes.some(({ direction }) => direction === 'weaker'),
      lines: [...classes.map(classItem), ...notes],
      isDivisible: true,
    },
  ]
}

function classItem({ direction, cycle, changed, rules, where, example, because }: ClassView): string {
  const at = where === undefined ? '' : ` (${escapeMarkdown(where)})`
  const when = cycle === 'request' ? '' : `, ${cycle} cycle`
  return [
    `- ${signs[direction]} **${directionWords[direction]}**${when}: ${code(changed.before)} → ${code(changed.after)}${at}`,
    `  - before: ${escapeMarkdown(rules.before)}; after: ${escapeMarkdown(rules.after)}`,
    `  - for example ${example.map(code).join(', ')}`,
    ...because.map((text) => `  - because ${escapeMarkdown(text)}`),
  ].join('\n')
}
