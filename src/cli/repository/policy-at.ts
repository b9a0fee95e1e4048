import type { Compiled } from '../../compile/compile.ts'
import { Locator } from '../../compile/yaml/locate.ts'
import { vocabularyFrom } from '../../compile/policy/vocabulary.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { WordedPolicy } from '../../compile/policy/compared-policies.ts'
import { decodeExport } from '../../policy/xml/decode-export.ts'
import { EXIT } from '../../report/exit-code.ts'
import { diagnosticsText } from '../../report/text/diagnostics.ts'
import type { Place, Span } from '../../source/place.ts'
import { CommandFailure } from '../command.ts'
import type { RepositoryOptions } from '../options/repository.ts'
import { appearanceOf } from '../output/appearance.ts'
import { readPolicyEnvironment } from '../policy-environment.ts'
import { readGiven } from '../process/read-given.ts'
import type { World } from '../world.ts'
import { openRepository } from './clusters.ts'

/** A policy with what it takes to show where something stands in it. */
export interface LocatedPolicy extends WordedPolicy {
  readonly locate: (place: Place) => Span
}

/** The policy of a cluster. */
export function policyOfCluster(cluster: Cluster, compiled: Compiled): LocatedPolicy {
  const locator = new Locator(compiled.textOf)
  return {
    policy: cluster.policy,
    vocabulary: compiled.vocabularyOf(cluster.name),
    cluster,
    locate: (place) => locator.spanOf(place),
  }
}

/** The policy at a path: the folder of one cluster, or an exported rule set. */
export async function policyAt(path: string, options: RepositoryOptions, world: World): Promise<LocatedPolicy> {
  if (path.endsWith('.xml')) return policyOfExport(path, world)
  const { compiled } = await openRepository([path], options, world)
  return policyOfCluster(oneCluster(compiled, path), compiled)
}

/** The only cluster that was meant. */
export function oneCluster({ fleet }: Compiled, path: string): Cluster {
  const [cluster, ...others] = fleet.clusters
  if (cluster !== undefined && others.length === 0) return cluster
  const names = fleet.clusters.map(({ name }) => name).join(', ')
  throw new CommandFailure(
    EXIT.invalid,
    cluster === undefined ? `"${path}" has no cluster` : `"${path}" has several clusters`,
    cluster === undefined ? 'name the folder of a cluster' : `name the folder of one, or add --cluster: ${names}`,
  )
}

async function policyOfExport(path: string, world: World): Promise<LocatedPolicy> {
  const vocabulary = vocabularyFrom(readPolicyEnvironment(world.home).dialect)
  const text = (await readGiven(path, `"${path}"`, world)).toString('utf8')
  const { value, diagnostics } = decodeExport({ path, text }, vocabulary)
  const locator = new Locator((file) => (file === path ? text : undefined))
  if (diagnostics.length > 0) {
    const located = diagnostics.map((found) => locator.locate(found))
    world.stderr.write(diagnosticsText(located, () => text, appearanceOf(world.stderr, world.env)))
  }
  if (value === undefined)
    throw new CommandFailure(
      EXIT.invalid,
      `"${path}" is not a rule set export`,
      'export the rule set from the UI again',
    )
  return { policy: value, vocabulary, locate: (place) => locator.spanOf(place) }
}
