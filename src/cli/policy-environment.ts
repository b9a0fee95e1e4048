import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PolicyEnvironment } from '../compile/policy/compile-policy.ts'
import { parseDialect } from '../dialect/parse-dialect.ts'
import { EXIT } from '../report/exit-code.ts'
import { CommandFailure, INSTALL_AGAIN } from './command.ts'
import { readTemplates } from './read-templates.ts'

/** Reads what policies are compiled with from the folder that Pader is installed in. */
export function readPolicyEnvironment(home: string): PolicyEnvironment {
  const path = join(home, 'schema', 'dialects', 'web-gateway.json')
  const { value: dialect } = parseDialect(JSON.parse(readFileSync(path, 'utf8')), path)
  if (dialect === undefined) throw new CommandFailure(EXIT.internal, `the dialect "${path}" is broken`, INSTALL_AGAIN)
  return { dialect: dialect.policy, templates: readTemplates(home) }
}
