import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { frontEndCodes } from '../../compile/every-code.ts'
import { catalogue, statusOf, type CatalogueEntry } from '../../compile/rules/catalogue.ts'
import { didYouMean } from '../../compile/suggest.ts'
import { EXIT } from '../../report/exit-code.ts'
import { UsageError, type Command } from '../command.ts'
import { addOutputOptions } from '../output/options.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import type { World } from '../world.ts'

const FORMATS: readonly Format[] = ['text', 'json']

/** `pader rules`: every check there is, or all there is to know about one of them. */
export const command: Command = {
  examples: [
    ['pader rules', 'every check and whether it is on'],
    ['pader rules CM-NET-009', 'what one of them looks for, why, and what to do'],
  ],
  configure: (parser) => addOutputOptions(parser, FORMATS).argument('[code]', 'a rule, for example CM-NET-009'),

  run: async ({ positional, options }, world) => {
    const targets = readTargets(options['output'], FORMATS)
    const [code] = positional
    const found = code === undefined ? undefined : factsOf(code)
    const text = found === undefined ? listing(catalogue) : await found.page(world)
    const json = `${JSON.stringify({ rules: found === undefined ? catalogue.map(facts) : [found.facts] }, undefined, 2)}\n`
    await publish(targets, { text: () => text, json: () => json }, world, options['color'])
    return EXIT.ok
  },
}

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
  if (said !== undefined)
    return {
      facts: { code: said.code, title: said.title, severity: said.severity, stage: 'static', help: said.help },
      page: async () => `${said.code} (${said.severity}): ${said.title}\n\nTo do: ${said.help}.\n`,
    }
  const codes = [...catalogue.map(({ head }) => head.code), ...frontEndCodes.map((one) => one.code)]
  throw new UsageError(`there is no rule "${code}": ${didYouMean(wanted, codes)?.help ?? 'pader rules lists them'}`)
}

function listing(entries: readonly CatalogueEntry[]): string {
  const rows = entries.map((entry) => {
    const { code, severity, stage, title } = entry.head
    return `${code.padEnd(11)}  ${severity.padEnd(7)}  ${stage.padEnd(6)}  ${statusOf(entry).padEnd(3)}  ${title}`
  })
  const counts = (['on', 'off'] as const).map(
    (status) => `${entries.filter((entry) => statusOf(entry) === status).length} ${status}`,
  )
  return `${rows.join('\n')}\n\n${entries.length} rules: ${counts.join(', ')}\npader rules CODE explains one of them\n`
}

function facts(entry: CatalogueEntry): object {
  const { code, title, severity, stage, why, source } = entry.head
  const verified = entry.head.unverified !== true
  const help = entry.rule === undefined ? {} : { help: entry.rule.help }
  return { code, title, severity, stage, status: statusOf(entry), verified, why, sources: source.split(', '), ...help }
}
