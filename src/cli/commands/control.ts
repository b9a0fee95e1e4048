import type { ControlCommand } from '../../emulator/control/command.ts'
import { encodeSetting } from '../../appliance/value-codec.ts'
import { uuid as mintUuid } from '../../model/names.ts'
import { isSettingName } from '../../model/setting-shapes.ts'
import { EXIT } from '../../report/exit-code.ts'
import { wrap } from '../../report/text/wrap.ts'
import { asNode } from '../calibrate/ask-answers.ts'
import { readAnswers } from '../calibrate/read-answers.ts'
import { CommandFailure, defineCommand, UsageError } from '../command.ts'
import { controlPort, type ControlPort } from '../control/port.ts'
import { showPicture } from '../control/show.ts'
import { verbs } from '../control/verbs.ts'
import { dialectFor } from '../gateway/dialects.ts'
import { readHostFile } from '../gateway/host.ts'
import type { HostOptions } from '../options/host-config.ts'
import { clusterOption, type ClusterOptions } from '../options/repository.ts'
import type { World } from '../world.ts'

const CHANGE = 'NODE SETTING VALUE'

/** `pader control`: does to an emulated cluster what no client can, and shows what it has become. */
export const command = defineCommand({
  examples: [
    ['pader control show --host-config /tmp/host.yaml', 'the state of every emulated node'],
    ['pader control change tokyo-2 priority 20 --host-config /tmp/host.yaml', 'somebody changes a setting in the UI'],
  ],
  configure: (parser) =>
    parser
      .argument('<what>', `show, change, ${[...verbs.keys()].join(', ')}`)
      .argument('[words...]', 'what to do it to; nodes go by name')
      .option('--host-config <file>', 'the host file that pader emulate --write-host wrote')
      .addOption(clusterOption('the cluster, if the host file has several'))
      .option('--user <name>', 'the administrator who makes a change by hand', 'admin')
      .addHelpText('after', `\n${helpText()}`),

  run: async ({ positional: [what, words], options }, world) => {
    const port = controlPort(await addressIn(options, world))
    if (what !== 'show') {
      const outcome = await port.command(await commandOf(what, words, options.user, port, world))
      if (outcome.kind === 'refused')
        throw new CommandFailure(
          EXIT.guarded,
          `the emulator refused: ${outcome.text}`,
          'see the current state: pader control show',
        )
    }
    world.stdout.write(showPicture(await port.picture()))
    return EXIT.ok
  },
})

function helpText(): string {
  const change: [string, string] = [
    `change ${CHANGE}`,
    'an administrator changes a setting in the UI of the node and saves',
  ]
  const others = [...verbs].map(([name, { usage, about }]): [string, string] => [`${name} ${usage}`, about])
  return [['show', 'shows the state of every node'], change, ...others]
    .map(([call = '', about = '']) => `  ${call}\n${wrap(about, 80, '      ', '      ').join('\n')}`)
    .join('\n')
}

async function commandOf(
  what: string,
  words: readonly string[],
  user: string,
  port: ControlPort,
  world: World,
): Promise<ControlCommand> {
  const { nodes } = await port.picture()
  const uuidOf = (name: string): string => {
    const found = nodes.find(({ title, uuid }) => title === name || uuid === name.toUpperCase())
    if (found !== undefined) return found.uuid
    throw new CommandFailure(
      EXIT.invalid,
      `there is no node "${name}"`,
      `name one of ${nodes.map(({ title }) => title).join(', ')}`,
    )
  }
  if (what === 'change') return changeOf(words, user, uuidOf, world)
  const verb = verbs.get(what)
  if (verb === undefined)
    throw new UsageError(`control knows show, change, ${[...verbs.keys()].join(', ')}; not "${what}"`)
  const read = verb.read(words, uuidOf, user)
  if (read === undefined) throw new UsageError(`write: pader control ${what} ${verb.usage}`)
  return read
}

async function changeOf(
  [name, setting = '', ...rest]: readonly string[],
  user: string,
  uuidOf: (name: string) => string,
  world: World,
): Promise<ControlCommand> {
  const said = rest.join(' ')
  if (name === undefined || said === '') throw new UsageError(`write: pader control change ${CHANGE}`)
  if (!isSettingName(setting))
    throw new UsageError(`"${setting}" is not a setting; for example priority, groups.network`)
  const node = uuidOf(name)
  const entry = (await dialectFor('', true, world)).settings.get(setting)
  if (entry === undefined)
    throw new CommandFailure(
      EXIT.invalid,
      `the emulator does not keep "${setting}"`,
      'name a setting as the YAML does, for example priority',
    )
  const read = await readAnswers('the value', asNode(setting, said, mintUuid(node)), world)
  if ('problems' in read)
    throw new CommandFailure(
      EXIT.invalid,
      read.problems.map((text) => text.replace(/^the value:\d+:\d+ /, '')).join('\n'),
      'write the value as in the YAML',
    )
  const { document, key, type } = entry
  const current = { key, type, encrypted: false, value: '' }
  const value = encodeSetting(entry, read.nodes[0]?.answers.get(setting) ?? null, current)
  return { kind: 'save by hand', node, user, change: { kind: 'property', node, document, key, value } }
}

async function addressIn(options: HostOptions & ClusterOptions, world: World): Promise<string> {
  const { clusters } = await readHostFile(options.hostConfig, world)
  const emulated = [...clusters].filter(
    ([name, { emulator }]) => emulator !== undefined && (options.cluster ?? name) === name,
  )
  const [first, ...others] = emulated
  if (first?.[1].emulator === undefined)
    throw new CommandFailure(
      EXIT.invalid,
      'the host file names no emulated cluster',
      'write one with pader emulate --write-host',
    )
  if (others.length > 0) throw new UsageError(`say which with --cluster: ${emulated.map(([name]) => name).join(', ')}`)
  return first[1].emulator.control
}
