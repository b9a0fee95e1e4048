import { PROPOSAL_MARK } from '../../../src/report/watch/plan-comment.ts'
import type { DesiredPull } from '../../../src/serve/forge/put.ts'

export const NOW = Date.parse('2026-01-05T08:00:00Z')
export const HEAD = 'pader/drift/two-site'
export const marker = '<!-- pader:plan two-site -->'
export const wish = (body: string, mayOpen = true, commit = 'c1'): DesiredPull => ({
  head: HEAD,
  base: 'main',
  proposal: { commit, mayOpen, title: 'Take over a change', body: textOf(commit) },
  comment: { marker, body: `${marker}\n${body}` },
})
export const textOf = (commit: string): string => `text of ${commit}\n\n${PROPOSAL_MARK}`
