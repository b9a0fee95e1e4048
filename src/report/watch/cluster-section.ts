import { createHash } from 'node:crypto'
import { escapeXml } from '../ci/xml.ts'
import { needsAttention } from './drawing.ts'
import type { ClusterStatus, NodeStatus, PhaseStatus, PlanStatus, RunStatus } from './status.ts'

/** One cluster on the status page: what it is like, its topology, its nodes, what is to be done, and what was done. */
export function clusterSection(status: ClusterStatus): string {
  const { cluster, nodes, plan, history } = status
  const name = escapeXml(cluster)
  return [
    `<section aria-labelledby="c-${name}">`,
    `<h2 id="c-${name}">${name}</h2>`,
    verdictLine(status),
    factList(status),
    ...(nodes.length === 0 ? [] : [topology(status), nodeTable(status)]),
    ...(plan === undefined ? [] : [planPart(cluster, plan)]),
    ...(history.length === 0 ? [] : [historyPart(cluster, history)]),
    '</section>',
  ].join('\n')
}

function verdictLine({ last, busy, standby }: ClusterStatus): string {
  if (standby !== undefined) return `<p class="verdict">… standing by while ${escapeXml(standby)} watches it</p>`
  if (last === undefined)
    return `<p class="verdict">${busy ? '… checking for the first time' : '… not checked yet'}</p>`
  const [tone, sign] = TONES[last.kind] ?? ['error', '✗']
  return `<p class="verdict ${tone}">${sign} ${escapeXml(last.words)}</p>`
}

const TONES: Readonly<Record<string, readonly [string, string]>> = {
  'in sync': ['good', '✓'],
  applied: ['good', '✓'],
  differs: ['warning', '~'],
  'needs a person': ['warning', '!'],
  'too early': ['warning', '…'],
  stopped: ['warning', '~'],
}

function factList(status: ClusterStatus): string {
  const { mode, commit, busy, last, nextLook, source, watched, hold, lock, nodes, leases = [] } = status
  const shown = nodes.filter(({ holds }) => holds === 'yes').length
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['mode', mode],
    ['commit', commit ?? 'none: the files as they are, or nothing fetched yet'],
    ['now', busy ? 'looking, or changing something' : 'waiting'],
    ['last look', last === undefined ? 'none yet' : timeText(last.at)],
    ['next look', nextLook === undefined ? undefined : timeText(nextLook)],
    ['nodes', nodes.length === 0 ? undefined : `${nodes.length}, of which ${shown} showed what was committed last`],
    ['on hold', hold],
    ['accepted', leases.length === 0 ? undefined : leases.map(leaseText).join('; ')],
    ['locked', lock],
    ['watched', watched === undefined ? undefined : holderText(watched)],
    ['source', source],
  ]
  const list = rows.flatMap(([term, text]) => (text === undefined ? [] : `<dt>${term}</dt><dd>${escapeXml(text)}</dd>`))
  return `<dl>${list.join('')}</dl>`
}

function holderText({ by, since }: NonNullable<ClusterStatus['watched']>): string {
  return since === undefined ? `by ${by}` : `by ${by} since ${timeText(since)}`
}

function leaseText({ ticket, owner, expires }: NonNullable<ClusterStatus['leases']>[number]): string {
  return `by ${ticket} of ${owner} until the end of ${expires}`
}

function topology({ cluster, nodes }: ClusterStatus): string {
  const odd = nodes.filter(needsAttention).map(({ name }) => name)
  const alt = `Topology of ${cluster}; ${odd.length === 0 ? 'no node is marked' : `marked: ${odd.join(', ')}`}. The table below says the same.`
  // Another address for another drawing: a browser keeps the one that it has while nothing moved.
  const edition = createHash('sha256').update(JSON.stringify(nodes)).digest('hex').slice(0, 12)
  const source = `/topology/${encodeURIComponent(cluster)}.svg?edition=${edition}`
  return [
    '<h3>Topology</h3>',
    `<div class="scroll drawing" id="t-${escapeXml(cluster)}" tabindex="0" role="region" aria-label="Topology of ${escapeXml(cluster)}">`,
    `<img src="${source}" alt="${escapeXml(alt)}"></div>`,
    `<p><a href="${source}">The drawing of ${escapeXml(cluster)} at full size</a></p>`,
  ].join('')
}

function nodeTable({ cluster, nodes }: ClusterStatus): string {
  const name = escapeXml(cluster)
  const odd = nodes.filter(needsAttention)
  const head = ['node', 'state', 'last shown', 'location', 'groups', 'behind it'].map(
    (title) => `<th scope="col">${title}</th>`,
  )
  const sorted = [...odd, ...nodes.filter((node) => !needsAttention(node))]
  return [
    '<h3>Nodes</h3>',
    `<div class="scroll" id="n-${name}" tabindex="0" role="region" aria-label="Nodes of ${name}"><table>`,
    `<thead><tr>${head.join('')}</tr></thead><tbody>`,
    ...sorted.map(nodeRow),
    '</tbody></table></div>',
  ].join('\n')
}

function nodeRow(node: NodeStatus): string {
  const { name, location, groups, isTransit, load, confirmedAt } = node
  const [tone, words] = nodeState(node)
  const behind = isTransit ? String(load ?? 0) : ''
  const cells = [location, groups.join(', '), behind].map((text) => `<td>${escapeXml(text)}</td>`)
  const shown = confirmedAt === undefined ? '<span class="faint">never</span>' : timeText(confirmedAt)
  const state = `<td class="${tone}">${escapeXml(words)}</td><td class="time">${shown}</td>`
  const mark = needsAttention(node) ? ' class="odd"' : ''
  return `<tr${mark}><th scope="row">${escapeXml(name)}</th>${state}${cells.join('')}</tr>`
}

function nodeState({ holds, drift, why, outOfService }: NodeStatus): readonly [string, string] {
  if (outOfService !== undefined && holds !== 'yes') return ['faint', `out of service (${outOfService})`]
  if (holds === 'no') return ['error', '✗ behind: shows something other than what was committed']
  if (drift > 0) return ['warning', `~ ${drift} ${drift === 1 ? 'difference' : 'differences'} from the repository`]
  if (holds === 'yes') return ['good', '✓ as it should be']
  if (holds === 'silent') return ['warning', `! did not show what it holds: ${why ?? 'no answer'}`]
  return ['faint', why === undefined ? 'as reported by the entry node; not asked itself' : `not asked itself: ${why}`]
}

function planPart(cluster: string, { summary, at, phases, blocked }: PlanStatus): string {
  const left = blocked.map((text) => `<li>${escapeXml(text)}</li>`)
  return [
    '<h3>What to do</h3>',
    `<p>${escapeXml(summary)} <span class="faint">(as of ${timeText(at)})</span></p>`,
    ...phases.map((phase, index) => phasePart(`p-${cluster}-${index}`, phase, index + 1)),
    ...(left.length === 0 ? [] : [`<p>Left as found:</p><ul>${left.join('')}</ul>`]),
  ].join('\n')
}

function phasePart(id: string, { title, tone, verdict, changes }: PhaseStatus, ordinal: number): string {
  const list = changes.map((text) => `<li>${escapeXml(text)}</li>`).join('')
  return `<details id="${escapeXml(id)}"><summary>${ordinal}. ${escapeXml(title)} <span class="${tone}">${escapeXml(verdict)}</span></summary><ul>${list}</ul></details>`
}

function historyPart(cluster: string, history: readonly RunStatus[]): string {
  const head = ['started', 'by', 'with', 'commit', 'commits', 'end'].map((title) => `<th scope="col">${title}</th>`)
  const rows = history.map(({ at, by, command, commit, commits, outcome }) => {
    const cells = [by, command, commit?.slice(0, 12) ?? '', String(commits), outcome ?? 'running, or killed']
    return `<tr><th scope="row" class="time">${timeText(at)}</th>${cells.map((text) => `<td>${escapeXml(text)}</td>`).join('')}</tr>`
  })
  return [
    `<details id="h-${escapeXml(cluster)}"><summary>History: ${history.length === 1 ? 'one run' : `the last ${history.length} runs`}</summary>`,
    `<div class="scroll" id="l-${escapeXml(cluster)}" tabindex="0" role="region" aria-label="History of ${escapeXml(cluster)}">`,
    `<table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`,
  ].join('')
}

/** An ISO instant as people read it: to the second, in UTC. */
function timeText(iso: string): string {
  return escapeXml(iso.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC'))
}
