import { learnIds, type LearnedIds } from '../../adopt/calibrate/learn-ids.ts'
import { vocabularyFrom } from '../../compile/policy/vocabulary.ts'
import type { Dialect } from '../../dialect/dialect.ts'
import { decodeExport } from '../../policy/xml/decode-export.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import type { World } from '../world.ts'
import { readText } from './sources.ts'

/** Learns ids of the policy language from exported rule sets whose rules do what their names say. */
export async function learnExports(
  files: readonly string[] | undefined,
  dialect: Dialect,
  world: World,
): Promise<LearnedIds & { readonly product?: string }> {
  const vocabulary = vocabularyFrom(dialect.policy)
  const all: { learned: LearnedIds['learned'][number][]; problems: string[]; read: number; product?: string } = {
    learned: [],
    problems: [],
    read: 0,
  }
  for (const file of files ?? []) {
    const { value, diagnostics } = decodeExport({ path: file, text: await readText(file, world) }, vocabulary)
    if (value === undefined) {
      const why = diagnostics.map(({ message }) => message).join('; ')
      throw new CommandFailure(
        EXIT.invalid,
        `"${file}" is not a rule set export: ${why}`,
        'export the rule set from the UI again',
      )
    }
    const { learned, problems, read } = learnIds(value.ruleSets, vocabulary)
    if (read === 0)
      all.problems.push(`"${file}" has no rule whose name starts with "cal: ": see pader calibrate --recipe`)
    all.learned.push(...learned)
    all.problems.push(...problems)
    all.read += read
    all.product = value.version
  }
  return all
}
