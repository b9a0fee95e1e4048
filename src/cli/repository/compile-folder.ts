import type { CompileOptions } from '../../compile/compile-cluster.ts'
import { compile, type Compiled } from '../../compile/compile.ts'
import { rules } from '../../compile/rules/index.ts'
import type { Rule } from '../../compile/rules/rule.ts'
import { makeValidators } from '../../compile/validate.ts'
import type { Checked } from '../../source/checked.ts'
import type { RawFile } from '../../source/source-file.ts'
import { readPolicyGround } from '../policy-ground.ts'
import type { World } from '../world.ts'
import type { RepositoryFolder } from './folder.ts'
import { loadSchemaChecks } from './schema-checks.ts'

/** Compiles files as if they lay in a repository's folder; used for the folder itself and for its past. */
export type CompileFiles = (files: readonly RawFile[]) => Checked<Compiled> & { readonly value: Compiled }

/** The compiler for a repository, with the schemas and rules that Pader is installed with; see `isRunning` of its options. */
export async function compilerFor(
  repository: RepositoryFolder,
  today: string,
  world: World,
  isRunning = false,
  asked: readonly Rule[] = rules,
): Promise<CompileFiles> {
  const options = { ...(await compileOptionsOf(repository, today, world)), rules: asked, isRunning }
  return (files) => compile(files, options)
}

/** What a repository is compiled with: the schemas, rules, templates and identifiers that Pader is installed with. */
export async function compileOptionsOf(
  { root, clusters }: Pick<RepositoryFolder, 'root' | 'clusters'>,
  today: string,
  world: World,
): Promise<CompileOptions> {
  const validators = makeValidators(await loadSchemaChecks(world.home))
  const policy = readPolicyGround(world.home)
  return { root, validators, rules, policy, today, ...(clusters === undefined ? {} : { clusters }) }
}
