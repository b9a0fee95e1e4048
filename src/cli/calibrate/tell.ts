import type { Conclusion, LearnedFrom } from '../../adopt/calibrate/conclude.ts'
import type { Findings } from '../../adopt/calibrate/dialect-file.ts'
import type { LearnedIds } from '../../adopt/calibrate/learn-ids.ts'
import { calibrationRules } from '../../adopt/calibrate/recipe.ts'
import { featuresOf } from '../../adopt/calibrate/unlocks.ts'
import { groupedBy } from '../../compile/facts/settings-of-nodes.ts'
import { vocabularyFrom } from '../../compile/policy/vocabulary.ts'
import type { Dialect } from '../../dialect/dialect.ts'
import type { SettingName } from '../../model/settings.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import type { World } from '../world.ts'

/** All that one call learnt. */
export interface Learned {
  readonly findings: Findings
  readonly occasion: LearnedFrom
  readonly missing: Conclusion['missing']
  readonly problems: LearnedIds['problems']
}

/** Says how to make a rule set from which ids can be learnt. */
export function printRecipe(dialect: Dialect, { stdout }: World): ExitCode {
  stdout.write(
    [
      'create a rule set in the UI, leave it disabled, and add these rules. The name of each rule is what it does: copy it',
      'unchanged. Its lists may be empty. Leave out rules that you do not need: Pader learns only from what is there.',
      'Then export the rule set, and run: pader calibrate CLUSTER --export FILE',
      '',
      ...calibrationRules(vocabularyFrom(dialect.policy)),
      '',
    ].join('\n'),
  )
  return EXIT.ok
}

/** Says what was learnt, and what is still missing. */
export function tellLearned(
  { findings, missing, problems }: Learned,
  certain: ReadonlySet<SettingName>,
  { stdout }: World,
): void {
  for (const { setting, key, document, provenance } of findings.settings)
    stdout.write(`learnt    ${setting}: "${key}" of ${document}\n          ${provenance.source}\n`)
  for (const { kind, name, id } of findings.ids) stdout.write(`learnt    ${name}: "${id}" (${kind})\n`)
  const still = missing.filter(({ setting }) => !certain.has(setting))
  for (const [why, alike] of groupedBy(still, (one) => one.why))
    stdout.write(`missing   ${alike.map(({ setting }) => setting).join(', ')}\n          ${why}\n`)
  for (const problem of problems) stdout.write(`not used  ${problem}\n`)
}

/** Says what Pader can do with what is certain. */
export function tellFeatures(dialect: Dialect, { stdout }: World): void {
  stdout.write('\nwhat Pader can now do on a real appliance:\n')
  for (const { what, lacks } of featuresOf(dialect)) {
    const shown = lacks.length > 3 ? `${lacks.slice(0, 3).join(', ')} and ${lacks.length - 3} more` : lacks.join(', ')
    stdout.write(lacks.length === 0 ? `  yes  ${what}\n` : `  no   ${what}: lacks ${shown}\n`)
  }
}
