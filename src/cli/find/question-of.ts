import { askedCriteria, type AskedCriteria } from '../../compile/policy/asked-criteria.ts'
import { whoseRequests } from '../../compile/policy/audiences.ts'
import type { AskedSide, Question } from '../../policy/find/question.ts'
import { letThrough } from '../../policy/reason/run.ts'
import type { Known, SideName } from '../../policy/reason/side.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import type { AskedPlace } from '../../report/find/report.ts'
import { UsageError } from '../command.ts'
import type { LocatedPolicy } from '../repository/policy-at.ts'
import { regionNamed } from '../repository/region-named.ts'
import { tableOf } from '../../source/table.ts'
import type { FindOptions } from './options.ts'

/** A question for the analysis, and the same for whoever reads the answer. */
export interface Asked {
  readonly question: Question
  readonly places: readonly AskedPlace[]
  readonly said: readonly string[]
  readonly assumptions: readonly string[]
}

/** What becomes of a request, in words that are not names of actions. */
const outcomes = tableOf<string>({ allowed: letThrough, blocked: 'Block' })

/** Reads what is asked for from the options of the command. */
export function questionOf(options: FindOptions, worded: LocatedPolicy): Asked {
  const { criteria, empty, assumptions } = criteriaOf(options, worded)
  const places = placesOf(options, worded.vocabulary)
  const [before, after] = places.map(({ side, region, action }): AskedSide => {
    const given = region === undefined ? nodesOf(worded) : regionNamed(region, worded).has
    return { side: { name: side, ...worded, given }, ...(action === undefined ? {} : { action }) }
  })
  if (before === undefined) throw new Error('a question is asked of at least one place')
  const { cycle } = options
  return {
    question: { cycle, before, ...(after === undefined ? {} : { after }), criteria, empty },
    places,
    said: saidBy(options),
    assumptions: [
      ...assumptions,
      ...new Set(
        places.flatMap(({ region }) =>
          region === undefined ? [] : [`requests of ${region} are those of its selector`],
        ),
      ),
    ],
  }
}

function criteriaOf(options: FindOptions, { vocabulary, policy }: LocatedPolicy): AskedCriteria {
  const { where = [], url, client, unauthenticated: isUnauthenticated = false } = options
  const saying = {
    where,
    ...(url === undefined ? {} : { url }),
    ...(client === undefined ? {} : { client }),
    isUnauthenticated,
  }
  const asked = askedCriteria(saying, vocabulary, policy)
  if (asked.problems.length > 0) throw new UsageError(asked.problems.join('\n'))
  return asked
}

/** `--in emea=blocked`: one place, or two that get the same request. */
function placesOf(options: FindOptions, vocabulary: Vocabulary): readonly AskedPlace[] {
  const { outcome: everywhere, in: regions = [] } = options
  if (regions.length > 2) throw new UsageError('--in names one region, or two that get the same request')
  const sides: readonly SideName[] = ['before', 'after']
  const named = regions.length === 0 ? [undefined] : regions
  return named.map((text, index) => {
    const [region, own] = text?.split('=') ?? []
    if (own !== undefined && everywhere !== undefined)
      throw new UsageError('say the outcome with --in REGION=OUTCOME or with --outcome, not with both')
    const outcome = own ?? everywhere
    return {
      side: sides[index] ?? 'before',
      ...(region === undefined ? {} : { region }),
      ...(outcome === undefined ? {} : { action: actionOf(outcome, vocabulary) }),
    }
  })
}

/** An outcome is a word of its own or the name of an action that ends a cycle. */
function actionOf(outcome: string, vocabulary: Vocabulary): string {
  const own = outcomes.get(outcome)
  if (own !== undefined) return own
  const staying = ['Continue', 'Stop Rule Set', 'Stop Cycle']
  const actions = vocabulary
    .words('actions')
    .map(({ name }) => name)
    .filter((name) => !staying.includes(name))
  const action = actions.find((name) => name.toLowerCase() === outcome.toLowerCase())
  if (action !== undefined) return action
  throw new UsageError(`there is no outcome "${outcome}": ${[...outcomes.keys(), ...actions].join(', ')}`)
}

/** Requests of a cluster come through its nodes; of an export nobody knows. */
function nodesOf({ cluster }: LocatedPolicy): Known {
  return cluster === undefined ? new Map() : (whoseRequests(cluster, cluster).within?.has ?? new Map())
}

/** What was said of the requests, for whoever reads the answer. */
function saidBy(options: FindOptions): readonly string[] {
  const { where = [], url, client, unauthenticated = false } = options
  return [
    ...where,
    ...(url === undefined ? [] : [`the URL ${url}`]),
    ...(client === undefined ? [] : [`a client in ${client}`]),
    ...(unauthenticated ? ['nobody logged on'] : []),
  ]
}
