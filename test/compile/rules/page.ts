import { statusOf, type CatalogueEntry } from '../../../src/compile/rules/catalogue.ts'
import type { Example, Rule } from '../../../src/compile/rules/rule.ts'
import { sources } from '../../../src/compile/rules/sources.ts'
import { plain } from '../../../src/report/appearance.ts'
import { diagnosticsText } from '../../../src/report/text/diagnostics.ts'
import { buildExample, exampleFiles } from '../support.ts'

const STAGES = {
  static: 'on the YAML alone, by `pader compile`',
  plan: 'when a plan is made',
  live: 'on what is observed of a running cluster, by `pader doctor` and, where it needs no log, by `pader status`',
} as const

/** The page of a rule, with the finding in its invalid example as the tool prints it. */
export function page(entry: CatalogueEntry): string {
  const { head, rule } = entry
  const lines = [
    `# ${head.code}: ${head.title}`,
    '',
    `Severity: ${head.severity}. Checked ${STAGES[head.stage]}. ${state(entry)}`,
    '',
    head.why,
    '',
    ...(rule?.limits === undefined ? [] : [rule.limits, '']),
    ...head.source.split(', ').map((key) => `Source: ${key}, ${sourceTitle(key)}.`),
  ]
  return `${[...lines, ...(rule === undefined ? [] : examples(rule))].join('\n')}\n`
}

/** The page that lists all rules. */
export function indexPage(catalogue: readonly CatalogueEntry[]): string {
  const on = catalogue.filter((entry) => statusOf(entry) === 'on').length
  const off = catalogue.filter((entry) => statusOf(entry) === 'off').length
  const rows = catalogue.map((entry) => {
    const { code, severity, stage, title } = entry.head
    return `| [${code}](${code}.md) | ${severity} | ${stage} | ${statusOf(entry)} | ${title} |`
  })
  return `${[
    '# Rules',
    '',
    `${catalogue.length} rules: ${on} are on by default, and ${off} are off because they rest on facts that nobody has verified. \`pader rules CODE\``,
    'prints the page of a rule. `clusters/pader.yaml` sets the severity of rules, and turns them on and off.',
    '',
    '| rule | severity | stage | status | what holds |',
    '| ---- | -------- | ----- | ------ | ---------- |',
    ...rows,
  ].join('\n')}\n`
}

/** The title of a vendor's source; fails for a key that nobody has explained. */
export function sourceTitle(key: string): string {
  const titles: Readonly<Record<string, string>> = sources
  const title = titles[key]
  if (title === undefined) throw new Error(`the source "${key}" is not in sources.ts`)
  return title
}

function state(entry: CatalogueEntry): string {
  const status = statusOf(entry)
  return status === 'on'
    ? 'On by default.'
    : 'Off by default, because nobody has verified the fact that it rests on; setting its severity in `clusters/pader.yaml` turns it on.'
}

function examples(rule: Rule): string[] {
  const { invalid, valid } = rule.examples
  return [
    '',
    '## What it reports',
    '',
    ...fragments(invalid),
    '```text',
    ...printed(rule).trimEnd().split('\n'),
    '```',
    ...cure(rule),
    '',
    '## What it accepts',
    '',
    ...fragments(valid).slice(0, -1),
  ]
}

/** What `--fix` does about the finding, where it can do something. */
function cure(rule: Rule): string[] {
  const { fix } = buildExample(rule, rule.examples.invalid).diagnostics.find((found) => found.fix !== undefined) ?? {}
  return fix === undefined ? [] : ['', `Fix offered by \`pader compile --fix\`: ${fix.title}.`]
}

/** The finding in the invalid example, at 80 columns. */
export function printed(rule: Rule): string {
  const texts = new Map(
    exampleFiles(rule.examples.invalid).map((file) => [
      file.path,
      'bytes' in file ? new TextDecoder().decode(file.bytes) : '',
    ]),
  )
  return diagnosticsText(buildExample(rule, rule.examples.invalid).located, (path) => texts.get(path), plain)
}

function fragments({ base = 'two-site', files, replace = [], without = [] }: Example): string[] {
  const absent = without.map((path) => `Without \`${path}\`.`)
  const written = Object.entries(files).flatMap(([path, text]) => [
    headingOf(path, base, replace),
    '',
    '```yaml',
    ...text.trimEnd().split('\n'),
    '```',
    '',
  ])
  return [...absent, ...(absent.length > 0 ? [''] : []), ...written]
}

function headingOf(path: string, base: string, replace: readonly string[]): string {
  if (path.startsWith('../')) return `\`${path.slice(3)}\`, next to the ${base} cluster:`
  return replace.includes(path) ? `\`${path}\`:` : `\`${path}\` of the ${base} cluster, with this change:`
}
