import { escapeXml } from '../ci/xml.ts'
import { code, fold } from '../html/page.ts'
import type { ClassView, ImpactView } from './view.ts'
import { directionWords } from './words.ts'

const tones = { weaker: 'error', stricter: 'warning', other: 'faint' } as const

/** What a change does to requests as a part of a page. */
export function impactHtml({ summary, classes, open, more, assumptions }: ImpactView): string {
  const list = (title: string, items: readonly string[]): string =>
    items.length === 0 ? '' : `<p>${title}</p><ul>${items.map((item) => `<li>${escapeXml(item)}</li>`).join('')}</ul>`
  return [
    '<h3>Requests</h3>',
    `<p>${escapeXml(summary)}</p>`,
    ...(classes.length === 0 ? [] : [`<ul>${classes.map(classHtml).join('\n')}</ul>`]),
    list('Not proved:', open),
    list('More:', more),
    fold('What this rests on', list('', assumptions), false),
  ].join('\n')
}

function classHtml({ direction, cycle, changed, rules, where, example, because }: ClassView): string {
  const when = cycle === 'request' ? '' : ` (${cycle} cycle)`
  const rows = [
    ...(where === undefined ? [] : [`where: ${escapeXml(where)}`]),
    `before: ${escapeXml(rules.before)}`,
    `after: ${escapeXml(rules.after)}`,
    `for example ${example.map(code).join(', ')}`,
    ...because.map((text) => `because ${escapeXml(text)}`),
  ]
  return `<li><span class="mark ${tones[direction]}">${directionWords[direction]}</span>${when}: ${code(changed.before)} → ${code(changed.after)}<br>${rows.join('<br>')}</li>`
}
