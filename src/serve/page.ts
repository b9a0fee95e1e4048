import type { ClusterStatus } from './status.ts'

/** The status page: complete without scripts, and it brings everything that it shows with it. */
export function statusPage(statuses: readonly ClusterStatus[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="15">
<title>Pader: ${statuses.length} watched</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Pader</h1>
${statuses.map(clusterSection).join('\n')}
</main>
</body>
</html>
`
}

/** Style of the page, which the policy of its content names by digest. */
export const STYLE = `
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;margin:0;background:Canvas;color:CanvasText}
main{max-width:60rem;margin:0 auto;padding:1rem}
section{border:1px solid GrayText;border-radius:.5rem;padding:0 1rem 1rem;margin:1rem 0}
dl{display:grid;grid-template-columns:minmax(6rem,auto) 1fr;gap:.25rem 1rem;margin:0}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
`

function clusterSection({ cluster, mode, commit, busy, last, source }: ClusterStatus): string {
  const rows = [
    ['mode', mode],
    ['commit', commit ?? 'none: the files as they are, or nothing fetched yet'],
    ['now', busy ? 'looking, or changing something' : 'waiting'],
    ['last look', last === undefined ? 'none yet' : `${last.words} (${last.at})`],
    ...(source === undefined ? [] : [['source', source]]),
  ]
  const list = rows.map(([term = '', text = '']) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(text)}</dd>`)
  return `<section aria-label="${escapeHtml(cluster)}"><h2>${escapeHtml(cluster)}</h2><dl>${list.join('')}</dl></section>`
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
