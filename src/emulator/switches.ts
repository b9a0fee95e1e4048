/** A decision about what no public source states: its values, the one that is taken, and what it is about. */
interface Choice<Value extends string> {
  readonly values: readonly Value[]
  readonly fallback: Value
  readonly about: string
}

/** A decision that is a number. */
interface Amount {
  readonly fallback: number
  readonly unit: string
  readonly about: string
}

const choice = <const Value extends string>(
  fallback: Value,
  others: readonly Value[],
  about: string,
): Choice<Value> => ({
  values: [fallback, ...others],
  fallback,
  about,
})
const amount = (fallback: number, unit: string, about: string): Amount => ({ fallback, unit, about })
const yesNo = (fallback: 'yes' | 'no', about: string): Choice<'yes' | 'no'> => ({
  values: ['yes', 'no'],
  fallback,
  about,
})

/** Every decision of the emulator that is not a fact about the product, with its default. */
export const SWITCHES = {
  edgeView: choice(
    'both',
    ['sender', 'receiver', 'either', 'own'],
    "whose view of the network groups allows two nodes to talk: both ends', the sender's, the receiver's, either end's, or each end's view of itself",
  ),
  routeBy: choice('new', ['old'], 'whether a save is routed by the groups it brings or by those it replaces'),
  reroute: yesNo('yes', 'whether another configured path is tried when a relay does not answer'),
  ties: choice('uuid', ['reverse'], 'which of two equally short paths is taken: over the lowest or the highest UUID'),
  order: choice('uuid', ['near', 'far', 'shuffle'], 'order in which a save is sent to the other nodes'),
  hopTime: amount(40, 'ms', 'time that a message takes from one node to the next'),
  sendGap: amount(10, 'ms', 'time between sending a save to one node and to the next'),
  catchUpInterval: amount(60_000, 'ms', 'how often neighbours compare their storages'),
  conflictWhen: choice(
    'diverged',
    ['different'],
    'when priority and time decide: only if both sides were changed, or whenever a node comes back with another storage',
  ),
  priorityOf: choice(
    'saver',
    ['holder'],
    "whose priority counts in a conflict: the saving node's or the holding node's",
  ),
  saveWithUnreachable: choice('accept', ['refuse'], 'whether a save is accepted while a member cannot be reached'),
  removalCut: choice('refuse', ['accept'], 'whether a removal that disconnects the remaining nodes is accepted'),
  overlap: choice(
    'last wins',
    ['conflict', 'merge'],
    'after two sessions have changed something, the later commit replaces the whole storage, is refused, or is merged object by object',
  ),
  workspace: choice(
    'at login',
    ['when clean'],
    'when a session takes its copy of the storage: at login, or again and again while it has no changes',
  ),
  secondLogin: choice(
    'cookie',
    ['refuse', 'accept'],
    'answer to a second login of a user: an error with a cookie, an error without one, or accepted',
  ),
  basicAttaches: yesNo(
    'yes',
    'whether a call with Basic credentials and no login holds the attachment until it times out',
  ),
  sessionTimeout: amount(600_000, 'ms', 'idle time after which a session ends and its changes are lost'),
  statusBadCredentials: amount(401, 'status', 'wrong user or password'),
  statusNoSession: amount(401, 'status', 'no session, or one that has ended'),
  statusForbidden: amount(403, 'status', 'the role lacks the right'),
  statusSecondLogin: amount(409, 'status', 'the user is already logged in'),
  statusAttached: amount(409, 'status', 'another node of the cluster is attached'),
  statusRejected: amount(500, 'status', 'the coordinator refuses a save'),
  statusConflict: amount(409, 'status', 'a save collides with another one'),
  statusBeyondEnd: amount(400, 'status', 'an entry is inserted beyond the end of a list'),
  statusListInUse: amount(409, 'status', 'a list in use is deleted'),
  statusNotServed: amount(404, 'status', 'the interface is switched off on this port'),
  statusNotFound: amount(404, 'status', 'there is no such object'),
  statusMalformed: amount(400, 'status', 'the body or the query is malformed'),
  statusWrongMethod: amount(405, 'status', 'the path exists, with other methods'),
  statusListExists: amount(409, 'status', 'there is a list of that name and type already'),
  refusalBody: choice('text', ['xml', 'html'], 'format of the text that says why something is refused'),
  emptyAnswerType: choice(
    'none',
    ['xml'],
    'media type of an answer without a body: none, or XML although there is none',
  ),
  expectContinue: choice(
    'continue',
    ['ignore', 'refuse'],
    'a client that sends "Expect: 100-continue" is told to continue, left waiting, or refused with 417',
  ),
  pageBeyondEnd: choice('empty', ['last'], 'a page beyond the end of a feed: a page without entries, or the last page'),
  applianceMember: choice('bare', ['absent'], 'a node asked for by its UUID: an entry without content, or nothing'),
  logoutByGet: yesNo('yes', 'whether a session can also be ended by GET'),
  restoreMembers: choice(
    'as they are',
    ['refuse'],
    'a restore of a backup with other members: nodes only in the backup are left out and nodes it lacks stay, or it is refused',
  ),
  restoreAnswer: choice('empty', ['text'], 'answer of a successful restore: empty, or a text'),
  fipsMode: yesNo('no', 'whether the nodes run in FIPS mode, in which no system file can be written'),
  applianceOrder: choice('added', ['shuffle', 'uuid'], 'order of the feed of appliances'),
  systemFilesNeedCommit: yesNo('yes', 'whether a system file is stored with the next commit and not at once'),
  backupByGet: yesNo('yes', 'whether a backup can also be taken by GET'),
  actionsByGet: yesNo('no', 'whether an action can also be called by GET'),
  clockTolerance: amount(60, 's', 'allowed clock difference where no property sets it'),
  priorityDefault: amount(50, 'priority', 'priority of a node where no property sets it'),
  sharedDataInterval: amount(60_000, 'ms', 'how often runtime data is shared within a runtime group'),
  updateInterval: amount(240, 'min', 'interval of engine updates where no property sets it'),
  updateRelease: amount(60, 'min', 'how often the vendor releases new engines'),
  joinOverwrites: choice('joiner', ['cluster'], 'whose policy is overwritten by a join that the joining side starts'),
  removalKeeps: choice('policy', ['nothing'], 'what a removed node keeps'),
} as const

/** Name of a decision. */
export type SwitchName = keyof typeof SWITCHES

type ValueOf<Definition> = Definition extends Choice<infer Value> ? Value : number

/** A value for every decision. */
export type Switches = { readonly [Name in SwitchName]: ValueOf<(typeof SWITCHES)[Name]> }
