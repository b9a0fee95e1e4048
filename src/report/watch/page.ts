import { escapeXml } from '../ci/xml.ts'
import { clusterSection } from './cluster-section.ts'
import type { ClusterStatus } from './status.ts'

/** The status page: complete without scripts, and everything that it shows comes from the server that it came from. */
export function statusPage(statuses: readonly ClusterStatus[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<noscript><meta http-equiv="refresh" content="15"></noscript>
<title>${escapeXml(titleOf(statuses))}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Pader</h1>
<p role="status">${escapeXml(summaryOf(statuses))}</p>
</header>
<main>
${statuses.map(clusterSection).join('\n')}
</main>
<footer><p>Read-only. The same as data: <a href="/status.json">status.json</a>, <a href="/metrics">metrics</a>.</p></footer>
<script>${SCRIPT}</script>
</body>
</html>
`
}

function titleOf(statuses: readonly ClusterStatus[]): string {
  const odd = statuses.filter((status) => !isCalm(status)).length
  return odd === 0 ? 'Pader: all well' : `Pader: ${odd} to look at`
}

function summaryOf(statuses: readonly ClusterStatus[]): string {
  const odd = statuses.filter((status) => !isCalm(status)).map(({ cluster }) => cluster)
  const watched = `${statuses.length} ${statuses.length === 1 ? 'cluster' : 'clusters'} watched`
  return odd.length === 0 ? `${watched}, all as they should be` : `${watched}; to look at: ${odd.join(', ')}`
}

function isCalm({ last, source, hold }: ClusterStatus): boolean {
  return (last?.kind === 'in sync' || last?.kind === 'applied') && source === undefined && hold === undefined
}

/** Style of the page, which the policy of its content names by digest. */
export const STYLE = `
:root{color-scheme:light dark;--line:#d1d9e0;--soft:#f6f8fa;--faint:#57606a;--good:#1a7f37;--warning:#7d4e00;--error:#b3141f}
@media(prefers-color-scheme:dark){:root{--line:#3d444d;--soft:#151b23;--faint:#9ea7b1;--good:#4ac26b;--warning:#e3b341;--error:#ff8078}}
*{box-sizing:border-box}
body{font:16px/1.5 system-ui,sans-serif;margin:0;background:Canvas;color:CanvasText}
header,main,footer{max-width:75rem;margin:0 auto;padding:0 1rem}
h1{margin:1rem 0 0}h2{margin:1rem 0 .25rem}h3{margin:1.25rem 0 .5rem;font-size:1rem}
section{border:1px solid var(--line);border-radius:.5rem;padding:0 1rem 1rem;margin:1rem 0}
dl{display:grid;grid-template-columns:minmax(5rem,auto) 1fr;gap:.25rem 1rem;margin:0}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
.good{color:var(--good)}.warning{color:var(--warning)}.error{color:var(--error)}.faint,footer{color:var(--faint)}
.verdict{font-weight:600}
.scroll{overflow:auto;max-height:32rem;border:1px solid var(--line);border-radius:.25rem}
.drawing{max-height:none}
.drawing img{display:block;max-width:max(100%,50rem);height:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.2rem .75rem .2rem .5rem;border-bottom:1px solid var(--line);vertical-align:top}
thead th{position:sticky;top:0;background:Canvas}
tbody th{font-weight:400}tbody th,.time{white-space:nowrap}
.odd{background:var(--soft)}
ol,ul{margin:.25rem 0;padding-left:1.5rem}
summary{cursor:pointer}
a{color:LinkText}
:focus-visible{outline:3px solid Highlight;outline-offset:2px}
`

/** Follows the server's events; what is open, where the focus is and what was scrolled stay as they are. */
export const SCRIPT = `
const places = () => new Map([...document.querySelectorAll('.scroll')].map((box) => [box.id, [box.scrollLeft, box.scrollTop]]))
const renew = async () => {
  const answer = await fetch(location.href)
  if (!answer.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const open = new Set([...document.querySelectorAll('details[open]')].map(({ id }) => id))
  const scrolled = places()
  const focused = document.activeElement?.id
  for (const details of page.querySelectorAll('details')) details.open = open.has(details.id)
  document.title = page.title
  for (const part of ['header', 'main']) document.querySelector(part).replaceWith(page.querySelector(part))
  for (const [id, [left, top]] of scrolled) document.getElementById(id)?.scrollTo(left, top)
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
}
new EventSource('/events').addEventListener('changed', renew)
`
