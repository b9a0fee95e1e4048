import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onceForRecentTexts } from '../../source/once-for-each.ts'
import type { World } from '../world.ts'

/** What is wrong with a plan that was read from a file, by the published schema; all of it, each with its place. */
export async function problemsOfPlan(plan: unknown, { home }: Pick<World, 'home'>): Promise<readonly string[]> {
  const validate = await compiled(await readFile(join(home, 'schema', 'plan.schema.json'), 'utf8'))
  if (validate(plan)) return []
  const problems = (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const strange: unknown = params['additionalProperty']
    const what = typeof strange === 'string' ? `has a key "${strange}" that plans do not have` : (message ?? 'is wrong')
    return `${instancePath === '' ? 'the plan' : instancePath} ${what}`
  })
  return [...new Set(problems)]
}

/** Compiled once, since a watch that waits for signatures reads its plan in every pass. */
const compiled = onceForRecentTexts(1, async (text) => {
  const { Ajv } = await import('ajv')
  const schema: unknown = JSON.parse(text)
  if (typeof schema !== 'object' || schema === null) throw new Error('the schema of plans is not an object')
  return new Ajv({ strict: false, allErrors: true }).compile(schema)
})
