import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { frontEndCodes } from '../../compile/codes/every-code.ts'
import { catalogue, statusOf, type CatalogueEntry } from '../../compile/rules/catalogue.ts'
import { didYouMean } from '../../source/suggest.ts'
import type { Guard } from '../../plan/guards/guard.ts'
import { guards } from '../../plan/guards/index.ts'
import { EXIT } from '../../report/exit-code.ts'
import { defineCommand, UsageError } from '../command.ts'
import { colorOption, outputOption } from '../options/output.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import type { World } from '../world.ts'

const FORMATS: readonly Format[] = ['text', 'json']

/** `pader rules`: every check and every guard there is, or all there is to know about one of them. */
export const command = defineCommand({
  examples: [
    ['pader rules', 'every check, and whether it is on'],
    ['pader rules CM-NET-009', 'what one of them finds, why it matters, and what to do'],
    ['pader rules GUARD-ENTRY-NODE', 'the same for a guard that refused a plan'],
  ],
  configure: (parser) =>
    parser
      .addOption(outputOption(FORMATS))
      .addOption(colorOption)
      .argument('[code]', 'a rule, such as CM-NET-009, or a guard, such as GUARD-SKEW'),

  run: async ({ positional: [code], options }, world) => {
    const targets = readTargets(options.output, FORMATS)
    const found = code === undefined ? undefined : factsOf(code)
    const text = found === undefined ? listing(catalogue) : await found.page(world)
    const json = `${JSON.stringify({ rules: found === undefined ? catalogue.map(facts) : [found.facts] }, undefined, 2)}\n`
    await publish(targets, { text: () => text, json: () => json }, world, options.color)
    return EXIT.ok
  },
})

/** What there is to know of one code, for a person and for a program. */
interface Explanation {
  readonly facts: object
  readonly page: (world: World) => Promise<string>
}

function factsOf(code: string): Explanation {
  const wanted = code.toUpperCase()
  const entry = catalogue.find(({ head }) => head.code === wanted)
  // The page is one that the repository has; a test keeps it true.
  if (entry !== undefined)
    return {
      facts: facts(entry),
      page: async (world) => readFile(join(world.home, 'docs', 'rules', `${wanted}.md`), 'utf8'),
    }
  const said = frontEndCodes.find((one) => one.code === wanted)
  if (said !== undefined) {
    const { title, severity, help, why } = said
    const because = why === undefined ? '' : `Why: ${why}\n`
    return {
      facts: { code: said.code, title, severity, stage: 'static', ...(why === undefined ? {} : { why }), help },
      page: async () => `${said.code} (${severity}): ${title}\n\n${because}To do: ${help}.\n`,
    }
  }
  const guard = guards.find((one) => one.code === wanted)
  if (guard !== undefined) return guardExplained(guard)
  const codes = [
    ...catalogue.map(({ head }) => head.code),
    ...frontEndCodes.map((one) => one.code),
    ...guards.map((one) => one.code),
  ]
  throw new UsageError(`there is no rule "${code}": ${didYouMean(wanted, codes)?.help ?? 'pader rules lists them'}`)
}

function guardExplained({ code, title, why, help, override }: Guard): Explanation {
  const flag = override === undefined ? 'It cannot be overridden.' : `${override} overrides it, for that call only.`
  return {
    facts: {
      code,
      title,
      severity: 'error',
      stage: 'plan',
      why,
      help,
      ...(override === undefined ? {} : { override }),
    },
    page: async () =>
      `${code}: ${title}\n\nChecked on every plan before it is carried out.\n\nWhy: ${why}\nTo do: ${help}.\n${flag}\n`,
  }
}

function listing(entries: readonly CatalogueEntry[]): string {
  const rows = entries.map((entry) => {
    const { code, severity, stage, title } = entry.head
    return `${code.padEnd(11)}  ${severity.padEnd(7)}  ${stage.padEnd(6)}  ${statusOf(entry).padEnd(3)}  ${title}`
  })
  const counts = (['on', 'off'] as const).map(
    (status) => `${entries.filter((entry) => statusOf(entry) === status).length} ${status}`,
  )
  const objections = guards.map(
    ({ code, override = '', title }) => `${code.padEnd(20)}  ${override.padEnd(26)}  ${title}`,
  )
  return [
    ...rows,
    '',
    ...objections,
    '',
    `${entries.length} rules: ${counts.join(', ')}; ${guards.length} guards on plans, with the flags that override them`,
    'to explain one: pader rules CODE',
    '',
  ].join('\n')
}

function facts(entry: CatalogueEntry): object {
  const { code, title, severity, stage, why, source } = entry.head
  const verified = entry.head.unverified !== true
  const help = entry.rule === undefined ? {} : { help: entry.rule.help }
  return { code, title, severity, stage, status: statusOf(entry), verified, why, sources: source.split(', '), ...help }
}
