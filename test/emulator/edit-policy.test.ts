import { describe, expect, test } from 'vitest'
import { readCommand } from '../../src/emulator/control/read-command.ts'
import { emulate, T1, twoSites } from './world/two-site.ts'

const ruleSet = (id: string): { readonly xml: string } => ({
  xml: `<ruleGroup id="${id}" name="Rules ${id}" enabled="true"><rules><rule id="7" name="r" enabled="true"/></rules><ruleGroups/></ruleGroup>`,
})
const settings = {
  id: 'com.scur.mainaction.block.1',
  title: 'Default',
  type: 'com.scur.mainaction.block',
  properties: { BlockReason: { type: 'com.scur.type.string', value: 'no' } },
}

function change(made: object) {
  const cluster = emulate({}, { ...twoSites, settings: [settings], ruleSets: ['1', '2', '3'].map(ruleSet) })
  const read = readCommand(JSON.stringify({ kind: 'save by hand', node: T1, user: 'admin', change: made }))
  const outcome = 'problem' in read ? read.problem : cluster.control(read.command, 1)
  const { ruleSets, settings: now } = cluster.dump(T1)!
  const seen = ruleSets.map(({ xml }) => /id="(\d)".*<rule [^>]*enabled="(\w+)"/.exec(xml)!.slice(1).join(' '))
  return { outcome, seen, reason: now[0]?.properties['BlockReason']?.value }
}

describe('an administrator', () => {
  test.each([
    [{ kind: 'rule', ruleSet: 'Rules 2', rule: 'r', enabled: false }, ['1 true', '2 false', '3 true'], 'no'],
    [{ kind: 'moved rule set', ruleSet: 'Rules 3', position: 0 }, ['3 true', '1 true', '2 true'], 'no'],
    [{ kind: 'deleted rule set', ruleSet: 'Rules 1' }, ['2 true', '3 true'], 'no'],
    [
      { kind: 'policy setting', settings: 'Default', key: 'BlockReason', value: 'never' },
      ['1 true', '2 true', '3 true'],
      'never',
    ],
  ])('changes the policy by hand: %j', (made, seen, reason) => {
    expect(change(made)).toEqual({ outcome: { kind: 'done' }, seen, reason })
  })

  test.each([
    [{ kind: 'deleted rule set', ruleSet: 'Rules 9' }, 'no top-level rule set'],
    [{ kind: 'moved rule set', ruleSet: 'Rules 1', position: 7 }, 'no position'],
    [{ kind: 'policy setting', settings: 'x', key: 'BlockReason', value: '' }, 'no value BlockReason'],
  ])('is refused what is not there: %j', (made, why) => {
    const { outcome, seen } = change(made)
    expect(outcome).toMatchObject({ kind: 'refused', text: expect.stringContaining(why) })
    expect(seen).toHaveLength(3)
  })
})
