import type { Finding } from '../finding.ts'
import { seenOnce, type LiveCheck } from './live-check.ts'
import type { LiveObservation } from './live-observation.ts'

/** Whether all nodes that could be asked run one version and one build. */
export const versions: LiveCheck = {
  codes: ['CM-VER-001', 'CM-VER-002'],
  looksAt: 'the version that each node reports',
  find: (observation): readonly Finding[] => {
    const byVersion = groups(observation, ({ version }) => version)
    if (byVersion.size > 1) return [mixed('CM-VER-001', 'versions', byVersion, observation)]
    const byBuild = groups(observation, ({ version, build }) => `${version}-${build}`)
    return byBuild.size > 1 ? [mixed('CM-VER-002', 'builds', byBuild, observation)] : []
  },
}

function groups(
  { nodes }: LiveObservation,
  key: (version: { readonly version: string; readonly build: string }) => string,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { name, version } of nodes) {
    if (version.kind !== 'known') continue
    const of = key(version.value)
    found.set(of, [...(found.get(of) ?? []), name])
  }
  return found
}

function mixed(
  code: string,
  what: string,
  found: ReadonlyMap<string, readonly string[]>,
  { cluster }: LiveObservation,
): Finding {
  const sorted = [...found].toSorted(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1))
  const parts = sorted.map(([version, names], index) =>
    index === 0 && sorted.length > 1
      ? `${version} at ${names.length} ${names.length === 1 ? 'node' : 'nodes'}`
      : `${version} at ${names.map((name) => `"${name}"`).join(', ')}`,
  )
  return {
    code,
    severity: 'error',
    what: `the nodes run different ${what}: ${parts.join('; ')}`,
    cause:
      'an upgrade stopped half-way, or a node came back from a snapshot; nodes of different versions must not exchange configurations',
    confidence: 'certain',
    remedy: [
      `save nothing in the UI, and stop Pader meanwhile: pader hold --cluster ${cluster.name} --why "upgrade"`,
      `bring the others to ${cluster.version.value}, one at a time, then look again with "pader status"`,
    ],
    ...seenOnce(`version of ${sorted.at(-1)?.[1][0] ?? ''}`),
  }
}
