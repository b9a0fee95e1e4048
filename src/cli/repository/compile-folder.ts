import { compile, type Compiled } from '../../compile/compile.ts'
import { rules } from '../../compile/rules/index.ts'
import type { Rule } from '../../compile/rules/rule.ts'
import { makeValidators } from '../../compile/validate.ts'
import { readFolder } from '../../repository/read-folder.ts'
import { EXIT } from '../../report/exit-code.ts'
import type { Checked } from '../../source/checked.ts'
import type { RawFile } from '../../source/source-file.ts'
import { CommandFailure, UsageError } from '../command.ts'
import { readPolicyGround } from '../policy-ground.ts'
import type { World } from '../world.ts'
import type { RepositoryFolder } from './folder.ts'
import { loadSchemaChecks } from './schema-checks.ts'

/** Compiles files as if they lay in a repository's folder; used for the folder itself and for its past. */
export type CompileFiles = (files: readonly RawFile[]) => Checked<Compiled> & { readonly value: Compiled }

/** The compiler for a repository, with the schemas and rules that Pader is installed with; see `isRunning` of its options. */
export async function compilerFor(
  { root, clusters }: RepositoryFolder,
  today: string,
  world: World,
  isRunning = false,
  asked: readonly Rule[] = rules,
): Promise<CompileFiles> {
  const validators = makeValidators(await loadSchemaChecks(world.home))
  const policy = readPolicyGround(world.home)
  const options = {
    root,
    validators,
    rules: asked,
    policy,
    today,
    isRunning,
    ...(clusters === undefined ? {} : { clusters }),
  }
  return (files) => compile(files, options)
}

/** The files of a repository's folder; a folder that cannot be read ends the command. */
export function filesOf({ folder, root }: RepositoryFolder): readonly RawFile[] {
  try {
    return readFolder(folder, root)
  } catch (error) {
    throw new CommandFailure(
      EXIT.internal,
      `cannot read "${root}": ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/** Today as YYYY-MM-DD, from `--now` or the clock. */
export function todayOf(now: unknown, world: World): string {
  if (now === undefined) return world.now().toISOString().slice(0, 10)
  if (typeof now === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(now) && !Number.isNaN(Date.parse(now))) return now
  throw new UsageError(`--now takes a date like 2027-03-31, not ${JSON.stringify(now)}`)
}
