import { describe, expect, test } from 'vitest'
import type { HeldObject } from '../../../src/plan/held-object.ts'
import type { LiveDifference } from '../../../src/plan/live-differences.ts'
import { proposeTakeOver, type Proposal } from '../../../src/reconcile/drift/take-over.ts'
import { build, clusterFiles, rawFile } from '../../compile/support.ts'

const files = new Map(
  Object.entries({
    ...clusterFiles('two-site'),
    'lists/Web mail.yaml': `format: 1
type: string
entries:
  # the provider of the parent company
  - mail.example.com
  # until the migration is over
  - old.example.com
  - { value: webmail.example, description: asked for by sales }
`,
  }).map(([path, text]) => [`clusters/two-site/${path}`, text]),
)
const { cluster } = build(
  [...files].map(([path, text]) => rawFile(path, text)),
  [],
)
const list = { kind: 'list', type: 'string', list: 'Web mail' } as const

function takeOver(object: HeldObject, live: unknown, moved: LiveDifference['moved'] = 'appliance'): Proposal {
  const values = live === undefined ? {} : { live }
  return proposeTakeOver(cluster, [{ object, words: 'it', moved, ...values }], (file) => files.get(file))
}

describe('of what an appliance has', () => {
  test('an entry that was deleted is deleted in the YAML, and the comments of the others stay', () => {
    const { files: proposed, byHand } = takeOver(list, [
      { value: 'mail.example.com', description: '' },
      { value: 'webmail.example', description: 'asked for by sales' },
    ])
    expect(byHand).toEqual([])
    expect(proposed.map(({ path }) => path)).toEqual(['clusters/two-site/lists/Web mail.yaml'])
    expect(proposed[0]?.after).toContain('# the provider of the parent company')
    expect(proposed[0]?.after).toContain('webmail.example')
    expect(proposed[0]?.after).not.toContain('- old.example.com')
  })

  test('a list that was deleted is left to a person, with the file that would have to go', () => {
    const { files: proposed, byHand } = takeOver(list, undefined)
    expect(proposed).toEqual([])
    expect(byHand[0]?.why).toContain('git rm "clusters/two-site/lists/Web mail.yaml"')
    expect(byHand[0]?.why).toContain('to put it back: pader apply')
  })

  test('a list of a region that was deleted can only be put back, or its region changed', () => {
    const regex = { kind: 'list', type: 'regex', list: 'pader/Region apac hosts' } as const
    expect(takeOver(regex, undefined).byHand[0]?.why).toMatch(/made of regions and nodes: .*pader apply/)
  })

  test('the text of a system file is left to a person, with the template file’s place and who else has it', () => {
    const node = cluster.nodes[0]!.uuid.value
    const { byHand } = takeOver({ kind: 'file', node, path: 'etc/rsyslog.conf' }, undefined)
    expect(byHand[0]?.why).toContain('"clusters/two-site/policy/90-logs.yaml"')
    expect(byHand[0]?.why).toContain('also makes it for 3 other nodes')
    const strange = takeOver({ kind: 'file', node, path: 'etc/passwd' }, undefined)
    expect(strange.byHand[0]?.why).toBe('the repository has no such file')
  })

  test('the entries of a list without the mark are not taken over: it is nobody’s before somebody says whose', () => {
    const { files: proposed, byHand } = takeOver(list, [], 'unmarked')
    expect(proposed).toEqual([])
    expect(byHand[0]?.why).toContain('"[managed by Pader]"')
  })
})
