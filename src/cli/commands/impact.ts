import type { Command as Parser } from 'commander'
import { comparedPolicies } from '../../compile/policy/compared-policies.ts'
import { gateNames } from '../../plan/review/gates.ts'
import { acceptanceOf, nothingAccepted } from '../../plan/review/acceptance.ts'
import { waiverChanges } from '../../plan/review/waivers.ts'
import { impactOf } from '../../policy/impact/impact.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { impactJson } from '../../report/impact/json.ts'
import type { ImpactReport, NamedImpact } from '../../report/impact/report.ts'
import { impactText } from '../../report/impact/text.ts'
import { sideNames } from '../../report/impact/words.ts'
import { defineCommand, UsageError, type OptionsOf } from '../command.ts'
import { tellClosed } from '../compile/gates.ts'
import { colorOption, outputOption } from '../options/output.ts'
import { collect } from '../options/repeatable.ts'
import { clusterOption, nowOption, type RepositoryOptions } from '../options/repository.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import { causeLocator, compileRevision, demandWhole } from '../repository/revision.ts'
import { openRepository } from '../repository/clusters.ts'
import { policyAt, policyOfCluster, type LocatedPolicy } from '../repository/policy-at.ts'
import { regionNamed } from '../repository/region-named.ts'
import type { World } from '../world.ts'

const FORMATS: readonly Format[] = ['text', 'json']

/** `pader impact`: the requests that a change of the policy decides differently. */
export const command = defineCommand({
  examples: [
    ['pader impact --base origin/main', 'which requests the change decides differently'],
    ['pader impact clusters/three-site "Blocking everywhere.xml"', 'how the YAML differs from an export'],
    ['pader impact clusters/three-site --between emea,amer', 'what two regions decide differently'],
  ],
  configure: (parser) =>
    addComparison(parser)
      .argument('[path...]', 'a folder of clusters, a single cluster, or an exported .xml file; two are compared')
      .option(
        '--fail-on <direction>',
        'exit with 4 if a request gets further (weakening), or is decided differently (any)',
        collect,
      ),

  run: async ({ positional: [paths], options }, world) => {
    const targets = readTargets(options.output, FORMATS)
    const gates = readGates(options.failOn ?? [])
    const report = await compared(paths, options, world)
    await publish(
      targets,
      { text: (look) => impactText(report, look), json: () => impactJson(report) },
      world,
      options.color,
    )
    return exitCodeOf(report, gates, world)
  },
})

/** Adds what says what is compared, and how that is shown. */
function addComparison(parser: Parser) {
  return parser
    .addOption(outputOption(FORMATS))
    .addOption(colorOption)
    .option('--base <revision>', 'compare with this git revision')
    .option('--between <regions>', 'compare two regions of one cluster, such as emea,amer')
    .addOption(clusterOption())
    .addOption(nowOption)
}

async function compared(
  paths: readonly string[],
  options: OptionsOf<typeof addComparison>,
  world: World,
): Promise<ImpactReport> {
  const { base, between } = options
  const [first, second, ...more] = paths
  if (base !== undefined && between === undefined) return withRevision(paths, base, options, world)
  if (base === undefined && between !== undefined && second === undefined)
    return betweenRegions(await policyAt(first ?? 'clusters', options, world), between)
  if (base === undefined && between === undefined && first !== undefined && second !== undefined && more.length === 0)
    return ofTwo(`${first} to ${second}`, await policyAt(first, options, world), await policyAt(second, options, world))
  throw new UsageError('say what to compare: --base REVISION, --between REGION,REGION, or two policies')
}

async function withRevision(
  paths: readonly string[],
  base: string,
  options: RepositoryOptions,
  world: World,
): Promise<ImpactReport> {
  const { folder, compiled, compileFiles } = await openRepository(paths, options, world)
  const { value: earlier } = await compileRevision(base, compileFiles, folder, world)
  demandWhole(base, earlier)
  const impacts = compiled.fleet.clusters.flatMap((cluster): NamedImpact[] => {
    const old = earlier.fleet.clusters.find(({ name }) => name === cluster.name)
    if (old === undefined) return []
    const impact = comparedPolicies(policyOfCluster(old, earlier), policyOfCluster(cluster, compiled))
    const changes = waiverChanges(earlier.waiversOf(old.name), compiled.waiversOf(cluster.name))
    return [{ name: cluster.name, impact, acceptance: acceptanceOf(changes) }]
  })
  return { impacts, sides: sideNames, locate: causeLocator(earlier.textOf, compiled.textOf) }
}

function ofTwo(name: string, before: LocatedPolicy, after: LocatedPolicy): ImpactReport {
  return {
    impacts: [{ name, impact: comparedPolicies(before, after), acceptance: nothingAccepted }],
    sides: sideNames,
    locate: ({ side, place }) => (side === 'before' ? before : after).locate(place),
  }
}

/** The same requests through two regions. */
function betweenRegions(worded: LocatedPolicy, regions: string): ImpactReport {
  const names = regions.split(',').map((name) => name.trim())
  const [before, after, ...more] = names.map((name) => regionNamed(name, worded))
  if (before === undefined || after === undefined || more.length > 0)
    throw new UsageError('--between takes two regions, as in --between emea,amer')
  const impact = impactOf(
    { name: 'before', ...worded, given: before.has },
    { name: 'after', ...worded, given: after.has },
    { audiences: [] },
  )
  return {
    impacts: [{ name: names.join(' to '), impact, acceptance: nothingAccepted }],
    sides: { before: before.name, after: after.name },
    locate: ({ place }) => worded.locate(place),
  }
}

/** What closes a gate: a direction, or anything at all. */
type Gate = 'weakening' | 'any'

function readGates(given: readonly string[]): readonly Gate[] {
  return given.map((value) => {
    if (value === 'weakening' || value === 'any') return value
    const hint = gateNames.some((name) => name === value) ? '; pader compile --base has the others' : ''
    throw new UsageError(`unknown gate "${value}": a gate is weakening or any${hint}`)
  })
}

function exitCodeOf({ impacts }: ImpactReport, gates: readonly Gate[], world: World): ExitCode {
  const closed = gates.filter((gate) => impacts.some(gate === 'any' ? decidesOtherwise : getsFurther))
  if (closed.length > 0) {
    tellClosed(closed, world)
    return EXIT.guarded
  }
  return impacts.some(decidesOtherwise) ? EXIT.changes : EXIT.ok
}

/** Whether a request is decided differently, or nobody could tell. */
function decidesOtherwise({ impact: { classes, open } }: NamedImpact): boolean {
  return classes.length + open.length > 0
}

/** Whether requests get further, or nobody could tell, and no waiver of the change accepts that. */
function getsFurther({ impact: { classes, open }, acceptance }: NamedImpact): boolean {
  const isUndecided = open.length > 0 && !acceptance.isUndecidedAccepted
  return isUndecided || classes.some((one) => one.direction === 'weaker' && acceptance.ownerFor(one) === undefined)
}
