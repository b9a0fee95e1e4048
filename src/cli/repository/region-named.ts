import { audiencesOf } from '../../compile/policy/audiences.ts'
import type { WordedPolicy } from '../../compile/policy/compared-policies.ts'
import type { Audience } from '../../policy/reason/side.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'

/** A region of the cluster behind a policy, with what is known of its requests. */
export function regionNamed(name: string, { cluster }: WordedPolicy): Audience {
  const audiences = cluster === undefined ? [] : audiencesOf(cluster)
  const audience = audiences.find((one) => one.name === name)
  if (audience !== undefined) return audience
  const known = audiences.map((one) => one.name).join(', ')
  throw new CommandFailure(EXIT.invalid, `there is no region "${name}"`, `the regions are ${known || 'none'}`)
}
