import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PolicyGround } from '../compile/policy/compile-policy.ts'
import { parseDialect } from '../dialect/parse-dialect.ts'
import { EXIT } from '../report/exit-code.ts'
import { CommandFailure } from './command.ts'

/** Reads what policies are compiled with from the folder that Pader is installed in. */
export function readPolicyGround(home: string): PolicyGround {
  const path = join(home, 'schema', 'dialects', 'web-gateway.json')
  const { value: dialect } = parseDialect(JSON.parse(readFileSync(path, 'utf8')), path)
  if (dialect === undefined) throw new CommandFailure(EXIT.internal, `the dialect "${path}" is broken; install again`)
  const folder = join(home, 'templates')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.hbs'))
  const templates = names.toSorted().map((name) => {
    const key = name.replaceAll('\\', '/')
    return [key, { path: `templates/${key}`, text: readFileSync(join(folder, name), 'utf8') }] as const
  })
  return { dialect: dialect.policy, templates: new Map(templates) }
}
