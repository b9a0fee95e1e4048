import { onceForEach, onceForEachText } from '../../source/once-for-each.ts'
import { changed, malformed, notFound, numberedWorkspace, parameter, productBuild, type Call } from '../call.ts'
import { feedAnswer } from '../feed.ts'
import { type HttpAnswer } from '../http-message.ts'
import { memberAnswer, readPayload, xmlAnswer, type Entry } from '../negotiation.ts'
import { importLibrary } from '../payload/import-library.ts'
import { writeLibrary } from '../payload/library.ts'
import type { EmulatorProfile } from '../profile.ts'
import { reads, writes, type Route } from '../router.ts'
import { findRuleSet, insertRuleSet, mapRuleSet, removeRuleSet } from '../rule-set-tree.ts'
import type { RuleSet, Storage } from '../storage.ts'
import { isElement } from '../xml/read.ts'
import { writeIndented } from '../xml/write.ts'

const member = 'rulesets/rulegroups/:id'

/** The rule sets of the policy; what changes them exists, at paths that nobody has published. */
export function ruleSetRoutes({ wire }: EmulatorProfile): readonly Route[] {
  const named = (segment: string | undefined, handle: (call: Call) => HttpAnswer): readonly Route[] =>
    segment === undefined ? [] : [writes('POST', `${member}/${segment}`, handle)]
  return [
    reads('GET', 'rulesets', showFeed),
    reads('GET', member, showRuleSet),
    reads('POST', `${member}/export`, exportRuleSet),
    ...(wire.ruleSetDelete === undefined ? [] : [writes(wire.ruleSetDelete, member, deleteRuleSet)]),
    ...(wire.ruleSetExportAll === undefined ? [] : [reads('POST', `rulesets/${wire.ruleSetExportAll}`, exportAll)]),
    ...named(wire.ruleSetEnable, (call) => setEnabled(call, true)),
    ...named(wire.ruleSetDisable, (call) => setEnabled(call, false)),
    ...named(wire.ruleSetMove, moveRuleSet),
    ...named(wire.ruleSetImport, (call) => importRuleSet(call, parameter(call, 'id'))),
    ...(wire.ruleSetImport === undefined
      ? []
      : [writes('POST', `rulesets/${wire.ruleSetImport}`, (call) => importRuleSet(call, undefined))]),
  ]
}

function showFeed(call: Call): HttpAnswer {
  const topOnly = call.query.get('topLevelOnly') === 'true'
  const entries: Entry[] = []
  const collect = (ruleSets: readonly RuleSet[]): void => {
    for (const [position, ruleSet] of ruleSets.entries()) {
      entries.push(toEntry(ruleSet, position))
      if (!topOnly) collect(ruleSet.children)
    }
  }
  collect(call.session.workspace.ruleSets)
  return feedAnswer(call, 'Rule Sets', 'rulesets', entries)
}

function showRuleSet(call: Call): HttpAnswer {
  return withRuleSet(call, ({ ruleSet, position }) => memberAnswer(call, toEntry(ruleSet, position)))
}

function exportRuleSet(call: Call): HttpAnswer {
  return withRuleSet(call, ({ ruleSet }) => xmlAnswer(exportsOf(call.session.workspace)(ruleSet)(productBuild(call))))
}

const exportsOf = onceForEach((storage: Storage) =>
  onceForEach((ruleSet: RuleSet) => onceForEachText((build) => writeIndented(writeLibrary(storage, [ruleSet], build)))),
)

function exportAll(call: Call): HttpAnswer {
  const { workspace } = call.session
  return xmlAnswer(writeIndented(writeLibrary(workspace, workspace.ruleSets, productBuild(call))))
}

function setEnabled(call: Call, enabled: boolean): HttpAnswer {
  return withRuleSet(call, ({ ruleSet, position }) => {
    const after = { ...ruleSet, enabled }
    const ruleSets = mapRuleSet(call.session.workspace.ruleSets, ruleSet.id, () => after)
    return store(call, ruleSets, 'MODIFIED_RULE', after, position)
  })
}

function deleteRuleSet(call: Call): HttpAnswer {
  return withRuleSet(call, ({ ruleSet, position }) =>
    store(call, removeRuleSet(call.session.workspace.ruleSets, ruleSet.id), 'DELETED_RULE', ruleSet, position),
  )
}

function moveRuleSet(call: Call): HttpAnswer {
  return withRuleSet(call, ({ ruleSet }) => {
    const { ruleSets } = call.session.workspace
    const parent = call.query.get('parent') ?? undefined
    if (parent !== undefined && findRuleSet([ruleSet], parent) !== undefined)
      return malformed(call, 'a rule set cannot move into itself')
    const position = Number(call.query.get('position') ?? 0)
    const moved = insertRuleSet(removeRuleSet(ruleSets, ruleSet.id), ruleSet, position, parent)
    return moved === undefined
      ? malformed(call, 'there is no such parent or position')
      : store(call, moved, 'MOVED_RULES', ruleSet, position)
  })
}

function importRuleSet(call: Call, parent: string | undefined): HttpAnswer {
  const payload = readPayload(call)
  if (!isElement(payload)) return malformed(call, payload.problem)
  const imported = importLibrary(numberedWorkspace(call), payload)
  if (imported === undefined) return malformed(call, 'the content is no exported rule set')
  const { storage, ruleSet } = imported
  const position = Number(call.query.get('position') ?? storage.ruleSets.length)
  const ruleSets = insertRuleSet(storage.ruleSets, ruleSet, position, parent)
  if (ruleSets === undefined) return malformed(call, 'there is no such parent or position')
  const entry = { action: 'CREATED_NEW_RULE', name: ruleSet.name, id: ruleSet.id }
  return changed(call, { ...storage, ruleSets }, entry, memberAnswer(call, toEntry(ruleSet, position)))
}

interface Found {
  readonly ruleSet: RuleSet
  readonly position: number
}

function withRuleSet(call: Call, respond: (found: Found) => HttpAnswer): HttpAnswer {
  const found = findRuleSet(call.session.workspace.ruleSets, parameter(call, 'id'))
  return found === undefined ? notFound(call, 'rule set', parameter(call, 'id')) : respond(found)
}

function store(
  call: Call,
  ruleSets: readonly RuleSet[],
  action: string,
  { id, name, ...rest }: RuleSet,
  position: number,
): HttpAnswer {
  const response = memberAnswer(call, toEntry({ id, name, ...rest }, position))
  return changed(call, { ...call.session.workspace, ruleSets }, { action, name, id }, response)
}

function toEntry({ id, name, enabled, children }: RuleSet, position: number): Entry {
  return {
    id,
    title: name,
    extra: { position: String(position), enabled: String(enabled), noOfChild: String(children.length) },
    path: `rulesets/rulegroups/${encodeURIComponent(id)}`,
  }
}
