import { Command as Parser } from 'commander'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { CommandFailure, REPORT_IT, type Command } from '../command.ts'
import { command as apply } from '../commands/apply.ts'
import { command as compile } from '../commands/compile.ts'
import { command as plan } from '../commands/plan.ts'
import { systemClock } from '../process/system-clock.ts'
import type { Stage } from './stage.ts'

/** The topology of a cluster is led from one state to another, and a change by hand is healed. */
export async function playTopology(stage: Stage): Promise<void> {
  const { cluster, path, world } = stage
  world.stdout.write(
    `An emulated cluster of ${cluster.nodes.length} nodes runs over HTTPS; newyork's group is still called "ny".\n`,
  )
  await call(stage, 'compile --dry-run --quiet', { command: compile, unsaid: [path] }, EXIT.ok)
  await call(stage, 'plan --picture --summary', planning(stage), EXIT.changes)
  await applyBriefly(stage)
  await changeByHand(stage)
  await call(stage, 'plan', planning(stage), EXIT.changes)
  await applyBriefly(stage)
  await call(stage, 'plan', planning(stage), EXIT.ok)
}

/** The policy of a cluster is brought up to date: lists and a block page in one commit, a rule set in the next. */
export async function playPolicy(stage: Stage): Promise<void> {
  const { cluster, world } = stage
  const { ruleSets } = cluster.policy
  world.stdout.write(
    `\nAnother one with ${cluster.nodes.length} nodes holds all but one of ${ruleSets.length} rule sets; since then, a site has been blocked and each region has gained a node.\n`,
  )
  await call(stage, `plan --cluster ${cluster.name}`, planning(stage), EXIT.changes)
  await applyBriefly(stage)
  await call(stage, 'plan', planning(stage), EXIT.ok)
}

/** A command, and what it is called with besides what is shown: where everything lies is of no interest here. */
interface Called {
  readonly command: Command
  readonly unsaid: readonly string[]
}

function planning({ path, hostFile }: Stage): Called {
  return { command: plan, unsaid: [path, '--host-config', hostFile] }
}

async function applyBriefly(stage: Stage): Promise<void> {
  const unsaid = ['--path', stage.path, '--host-config', stage.hostFile]
  await call(stage, 'apply --yes --quiet --summary', { command: apply, unsaid }, EXIT.ok)
}

/** Shows a call, and carries it out as the command line would. */
async function call({ world }: Stage, said: string, { command, unsaid }: Called, expected: ExitCode): Promise<void> {
  world.stdout.write(`\n$ pader ${said}\n`)
  const [name = '', ...words] = said.split(' ')
  const parser = new Parser(name).exitOverride()
  const carryOut = command.configure(parser)
  await parser.parseAsync([...words, ...unsaid], { from: 'user' })
  const exitCode = await carryOut(world, [])
  if (exitCode === expected) return
  throw new CommandFailure(EXIT.internal, `"pader ${said}" ended with ${exitCode}, expected ${expected}`, REPORT_IT)
}

/** A colleague logs on at the UI of a node and saves something that the YAML says differently. */
async function changeByHand({ cluster, dialect, emulated, world }: Stage): Promise<void> {
  const entry = dialect.settings.get('priority')
  const node = cluster.nodes.find(({ name }) => name !== cluster.entryNode.value)
  if (entry === undefined || node === undefined)
    throw new CommandFailure(EXIT.internal, 'the example has no priority', REPORT_IT)
  const { document, key } = entry
  const change = { kind: 'property', node: node.uuid.value, document, key, value: '77' } as const
  const by = { node: node.uuid.value, user: 'admin' }
  const outcome = emulated.control({ kind: 'save by hand', ...by, change }, world.now().getTime())
  if (outcome.kind !== 'done') throw new CommandFailure(EXIT.internal, outcome.text, REPORT_IT)
  world.stdout.write(`\n# somebody sets the priority of ${node.name} to 77 in the UI and saves\n`)
  // What was saved there needs a moment to reach the entry node.
  await systemClock.sleep(500)
}
