import type { Guard } from './guard.ts'

/** Objects to commits while nodes run different versions. */
export const guardVersions: Guard = {
  code: 'GUARD-VERSIONS',
  title: 'All nodes run the declared version and build',
  why: 'Versions must never be mixed in a cluster (BP, NG); a configuration saved by one version may not be understood by another.',
  help: 'finish the upgrade first, or correct the version in the repository',
  override: '--allow-mixed-versions',
  *objections(plan, { cluster, observed }) {
    if (!plan.phases.some(({ kind }) => kind !== 'manual')) return
    const seen = [
      ...[...observed.nodes.values()].map(({ name, uuid, version }) => ({ who: name ?? uuid, version })),
      { who: cluster.entryNode.value, version: observed.version },
    ]
    const wanted = [cluster.version.value, cluster.build?.value]
    const wrong = new Map(
      seen.flatMap(({ who, version }) => {
        if (version.kind !== 'known') return []
        const { version: number, build } = version.value
        const fits = number === wanted[0] && (wanted[1] === undefined || build === wanted[1])
        return fits ? [] : [[who, `${who} runs ${number} build ${build}`] as const]
      }),
    )
    if (wrong.size > 0)
      yield `the cluster is declared to run ${wanted.filter((part) => part !== undefined).join(' build ')}: ${[...wrong.values()].join(', ')}`
  },
}
