import type { ControlCommand } from '../../emulator/control/command.ts'
import type { HandMadeChange } from '../../emulator/control/save-by-hand.ts'
import type { Fault } from '../../emulator/faults.ts'

/** Something that can be done to an emulated cluster: how it is written, and the command that it becomes. */
export interface Verb {
  readonly usage: string
  readonly about: string
  /** Undefined where the words are not what the usage says. */
  readonly read: (
    words: readonly string[],
    uuidOf: (name: string) => string,
    user: string,
  ) => ControlCommand | undefined
}

const number = (text: string | undefined): number | undefined => {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : undefined
}

const onNode = (
  usage: string,
  about: string,
  read: (node: string, word: string, more: string) => ControlCommand | undefined,
): Verb => {
  const count = usage.split(' ').length
  return {
    usage,
    about,
    read: ([node, word = '', more = '', ...rest], uuidOf) =>
      node === undefined || rest.length > 0 || [node, word, more].filter((text) => text !== '').length !== count
        ? undefined
        : read(uuidOf(node), word, more),
  }
}

/** Something that an administrator does in the UI of a node and saves, with three words. */
const byHand = (
  usage: string,
  about: string,
  change: (words: readonly [string, string, string]) => HandMadeChange | undefined,
): Verb => ({
  usage,
  about,
  read: ([node, first, second, third, ...rest], uuidOf, user) => {
    if (node === undefined || first === undefined || second === undefined || third === undefined) return undefined
    const made = rest.length > 0 ? undefined : change([first, second, third])
    return made && { kind: 'save by hand', node: uuidOf(node), user, change: made }
  },
})

/** Faults that strike the next request; those that need more to be said are left to the control port. */
const faults = [
  'lose session',
  'html error',
  'empty answer',
  'lost reply',
  'reset',
  'duplicate',
  'colleague saves',
  'cut body',
] as const

/** What `pader control` can do besides looking, by its first word. */
export const verbs: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  [
    'cut',
    {
      usage: 'NODE NODE',
      about: 'stops all packets between the two',
      read: ([left, right, ...more], uuidOf) =>
        left === undefined || right === undefined || more.length > 0
          ? undefined
          : { kind: 'cut', between: [uuidOf(left), uuidOf(right)] },
    },
  ],
  [
    'heal',
    {
      usage: '[NODE NODE]',
      about: 'lets packets pass again, between the two or everywhere',
      read: ([left, right, ...more], uuidOf) => {
        if (left === undefined) return { kind: 'heal' }
        return right === undefined || more.length > 0
          ? undefined
          : { kind: 'heal', between: [uuidOf(left), uuidOf(right)] }
      },
    },
  ],
  ['down', onNode('NODE', 'switches the node off', (node) => ({ kind: 'down', node }))],
  ['up', onNode('NODE', 'switches it on again', (node) => ({ kind: 'up', node }))],
  [
    'deaf',
    onNode('NODE', 'the node no longer accepts storage from others', (node) => ({ kind: 'deaf', node, deaf: true })),
  ],
  ['hear', onNode('NODE', 'the node accepts it again', (node) => ({ kind: 'deaf', node, deaf: false }))],
  [
    'slow',
    onNode('NODE MILLISECONDS', 'the node takes this much longer to answer', (node, text) => {
      const milliseconds = number(text)
      return milliseconds === undefined ? undefined : { kind: 'slow', node, milliseconds }
    }),
  ],
  [
    'skew',
    onNode('NODE SECONDS', 'the clock of the node runs ahead by this much', (node, text) => {
      const seconds = number(text)
      return seconds === undefined ? undefined : { kind: 'skew', node, seconds }
    }),
  ],
  [
    'upgrade',
    onNode('NODE VERSION BUILD', 'the node runs another version', (node, version, build) => ({
      kind: 'upgrade',
      node,
      version,
      build,
    })),
  ],
  [
    'login',
    onNode('NODE USER', 'an administrator logs on to the UI of the node, which attaches it', (node, user) => ({
      kind: 'ui login',
      node,
      user,
    })),
  ],
  [
    'rule',
    byHand(
      'NODE RULE-SET RULE on|off',
      'an administrator turns a rule on or off and saves',
      ([ruleSet, rule, state]) =>
        state === 'on' || state === 'off' ? { kind: 'rule', ruleSet, rule, enabled: state === 'on' } : undefined,
    ),
  ],
  [
    'settings',
    byHand('NODE SETTINGS KEY VALUE', "an administrator changes a value of the policy's settings", (words) => {
      const [settings, key, value] = words
      return { kind: 'policy setting', settings, key, value }
    }),
  ],
  ['logout', onNode('NODE USER', 'the administrator logs off', (node, user) => ({ kind: 'ui logout', node, user }))],
  [
    'fault',
    {
      usage: `KIND [METHOD PATH]`,
      about: `the next such request hits this fault: ${faults.join(', ')}`,
      read: (words) => readFault(words),
    },
  ],
])

function readFault(words: readonly string[]): ControlCommand | undefined {
  const said = words.join(' ')
  const kind = faults.find((name) => said === name || said.startsWith(`${name} `))
  if (kind === undefined) return undefined
  const fault: Fault = { kind }
  const on = said.slice(kind.length).trim()
  return { kind: 'fault', fault: on === '' ? { fault } : { fault, on } }
}
