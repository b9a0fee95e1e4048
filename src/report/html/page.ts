import { escapeXml } from '../ci/xml.ts'

/** A page that stands alone: no script, nothing fetched from anywhere, which its own policy forbids as well. */
export function page(title: string, body: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeXml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body.join('\n')}
</body>
</html>
`
}

/** A table with a caption and one column of headings. */
export function table(caption: string, head: readonly string[], rows: readonly string[]): string {
  const columns = head.map((name) => `<th scope="col">${escapeXml(name)}</th>`).join('')
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeXml(caption)}"><table><caption>${escapeXml(caption)}</caption><thead><tr>${columns}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`
}

/** A part that can be folded away. */
export function fold(title: string, body: string, isOpen: boolean): string {
  return `<details${isOpen ? ' open' : ''}><summary>${escapeXml(title)}</summary>\n${body}\n</details>`
}

/** Text as code. */
export function code(text: string): string {
  return `<code>${escapeXml(text)}</code>`
}

const STYLE = `
:root{color-scheme:light dark;--line:#d1d9e0;--soft:#f6f8fa;--faint:#57606a;--good:#1a7f37;--warning:#7d4e00;--error:#b3141f}
@media(prefers-color-scheme:dark){:root{--line:#3d444d;--soft:#151b23;--faint:#9ea7b1;--good:#4ac26b;--warning:#e3b341;--error:#ff8078}}
*{box-sizing:border-box}
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:80rem;padding:0 1rem 3rem;background:Canvas;color:CanvasText}
h1{margin:1.5rem 0 .25rem}h2{margin:2rem 0 .25rem}h3{margin:1.5rem 0 .5rem;font-size:1.05rem}
.faint{color:var(--faint)}
.risk{border-left:.4rem solid var(--line);padding:.25rem 0 .25rem .75rem;font-size:1.1rem}
.high,.unknown{border-color:var(--error)}.medium{border-color:var(--warning)}.low{border-color:var(--good)}
.danger,.error{color:var(--error)}.caution,.warning{color:var(--warning)}.good{color:var(--good)}
.mark{font-weight:700}
ul.marked{list-style:none;padding:0}ul.marked li{padding:.15rem 0 .15rem 6.5rem;text-indent:-6.5rem}
ul.marked .mark{display:inline-block;width:6.5rem;text-indent:0}
.scroll{overflow:auto;border:1px solid var(--line);border-radius:.375rem;margin:.5rem 0}
.scroll svg{display:block}.scroll svg .paper{fill:none}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:600;padding:.4rem .6rem;background:var(--soft)}
th,td{text-align:left;padding:.3rem .6rem;border-top:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
thead th{white-space:nowrap}tbody th{font-weight:400;min-width:16rem}.sign{white-space:nowrap;width:6rem}
code{font-family:ui-monospace,monospace;font-size:.875em}
details{margin:.75rem 0}summary{cursor:pointer;font-weight:600}
li{margin:.25rem 0}
:focus-visible{outline:3px solid Highlight;outline-offset:2px}
@media print{details{display:block}.scroll{overflow:visible}}
`
