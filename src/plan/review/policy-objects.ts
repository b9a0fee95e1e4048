import type { Cluster } from '../../model/fleet.ts'
import type { Place } from '../../source/place.ts'
import type { Subject } from './change.ts'

/** An object of a cluster that is compared as a whole. */
export interface PolicyObject {
  readonly subject: Subject
  readonly value: unknown
  readonly place: Place
}

/** Regions, lists, rule sets, settings and system files by kind and name. */
export function policyObjects(cluster: Cluster): ReadonlyMap<string, PolicyObject> {
  const { regions, policy } = cluster
  const objects: PolicyObject[] = [
    ...regions.map((value) => object('region', value.name, value)),
    ...policy.lists.map((value) => object('list', value.name, value)),
    ...policy.tables.map((value) => object('table', value.name, value)),
    ...policy.ruleSets.map((value) => object('rule set', value.name, value)),
    ...policy.settings.map((value) => object('settings', value.name, value)),
    ...policy.systemFiles.map((value) => object('system file', `${value.path} of ${value.node}`, value)),
  ]
  return new Map(objects.map((one) => [JSON.stringify(one.subject), one]))
}

function object(
  kind: Extract<Subject, { readonly name: string }>['kind'],
  name: string,
  value: { readonly place: Place },
): PolicyObject {
  return { subject: { kind, name }, value, place: value.place }
}
