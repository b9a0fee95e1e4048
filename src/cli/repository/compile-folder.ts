import type { CompileOptions } from '../../compile/compile-cluster.ts'
import { compilerOf, type Compile } from '../../compile/compile.ts'
import { rules } from '../../compile/rules/index.ts'
import type { Rule } from '../../compile/rules/rule.ts'
import { makeValidators } from '../../compile/schema/validate.ts'
import { readPolicyEnvironment } from '../policy-environment.ts'
import type { World } from '../world.ts'
import type { RepositoryFolder } from './folder.ts'
import { loadSchemaChecks } from './schema-checks.ts'

/** The compiler for a repository, with the schemas and rules that Pader is installed with; see `isRunning` of its options. */
export async function compilerFor(
  repository: RepositoryFolder,
  today: string,
  world: World,
  isRunning = false,
  asked: readonly Rule[] = rules,
): Promise<Compile> {
  return compilerOf({ ...(await compileOptionsOf(repository, today, world)), rules: asked, isRunning })
}

/** What a repository is compiled with: the schemas, rules, templates and identifiers that Pader is installed with. */
export async function compileOptionsOf(
  { root, clusters }: Pick<RepositoryFolder, 'root' | 'clusters'>,
  today: string,
  world: World,
): Promise<CompileOptions> {
  const validators = makeValidators(await loadSchemaChecks(world.home))
  const policy = readPolicyEnvironment(world.home)
  return { root, validators, rules, policy, today, ...(clusters === undefined ? {} : { clusters }) }
}
