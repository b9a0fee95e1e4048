import { EXIT, type ExitCode } from '../exit-code.ts'
import type { ClusterHealth, NodeHealth } from './health.ts'
import { plural } from '../plural.ts'

/** What a cluster is like in a few words, and what a command exits with because of it. */
export interface HealthVerdict {
  readonly exitCode: ExitCode
  readonly tone: 'good' | 'warning' | 'error'
  readonly words: string
}

type Judgement = (health: ClusterHealth) => HealthVerdict | undefined

/** What can be the matter with a cluster, what needs somebody most first; the first that applies is the verdict. */
const JUDGEMENTS: readonly Judgement[] = [
  ({ trouble }) =>
    trouble === undefined
      ? undefined
      : { exitCode: TROUBLE_CODES[trouble.kind], tone: 'error', words: trouble.message },
  (health) => {
    const behind = inService(health).filter(({ sync }) => sync === 'behind').length
    return behind === 0
      ? undefined
      : { exitCode: EXIT.partial, tone: 'error', words: `${plural(behind, 'node')} behind` }
  },
  (health) => {
    const silent = inService(health).filter(({ answers }) => answers === false)
    if (silent.length === 0) return undefined
    const how = silent.every(({ amiss }) => amiss === true) ? ' correctly' : ''
    const words = `${plural(silent.length, 'node')} ${silent.length === 1 ? 'does' : 'do'} not answer${how}`
    return { exitCode: EXIT.unreachable, tone: 'error', words }
  },
  ({ findings }) => {
    const grave = findings.find(({ severity }) => severity === 'error')
    return grave === undefined ? undefined : { exitCode: EXIT.partial, tone: 'error', words: grave.what }
  },
  ({ unread = [] }) => {
    if (unread.length === 0) return undefined
    const words = `${plural(unread.length, 'part')} of it could not be read, and may differ`
    return { exitCode: EXIT.unreachable, tone: 'error', words }
  },
  ({ obstacle }) =>
    obstacle === undefined
      ? undefined
      : { exitCode: EXIT.guarded, tone: 'error', words: `no run may change it: ${obstacle.why}` },
  (health) => {
    const [first] = health.waiting
    if (first === undefined) return undefined
    return warning(EXIT.waiting, `waits for a person: ${first.step}`, health)
  },
  (health) => {
    const changes = health.differences?.changes ?? 0
    if (changes === 0) return undefined
    return warning(EXIT.changes, `differs from the YAML in ${plural(changes, 'place')}`, health)
  },
  (health) => {
    const left = health.differences?.left ?? 0
    return left === 0 ? undefined : warning(EXIT.waiting, `${plural(left, 'difference')} left as found`, health)
  },
  (health) => {
    if (unshown(health) === 0) return undefined
    const said = warning(EXIT.unreachable, 'as in the YAML on the entry node', health)
    // Without consent to ask, nobody is missing: the host file decided that this is enough.
    return health.asksNodes
      ? said
      : { ...said, exitCode: EXIT.ok, tone: health.hold === undefined ? 'good' : 'warning' }
  },
]

const TROUBLE_CODES = {
  unreachable: EXIT.unreachable,
  'attached elsewhere': EXIT.locked,
  'not set up': EXIT.invalid,
} as const

/** The verdict on a cluster. Nothing is called in sync that was not shown. */
export function verdictOn(health: ClusterHealth): HealthVerdict {
  for (const judge of JUDGEMENTS) {
    const verdict = judge(health)
    if (verdict !== undefined) return verdict
  }
  const { hold, nodes } = health
  const here = inService(health)
  const away = nodes.length - here.length
  const words = `in sync: confirmed at ${plural(here.length, 'node')}${away === 0 ? '' : `, ${away} out of service`}`
  if (hold === undefined) return { exitCode: EXIT.ok, tone: 'good', words }
  return { exitCode: EXIT.ok, tone: 'warning', words: `${words}, on hold` }
}

function warning(exitCode: ExitCode, words: string, health: ClusterHealth): HealthVerdict {
  const missing = unshown(health)
  const tail = missing === 0 ? '' : `, not confirmed at ${plural(missing, 'node')}`
  return { exitCode, tone: 'warning', words: `${words}${tail}` }
}

function unshown(health: ClusterHealth): number {
  return inService(health).filter(({ sync }) => sync === 'not shown').length
}

/** Nodes of which something is expected. */
function inService({ nodes }: ClusterHealth): readonly NodeHealth[] {
  return nodes.filter(({ outOfService }) => outOfService === undefined)
}
