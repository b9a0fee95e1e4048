import { expect, test } from 'vitest'
import { emptyPolicy, type Policy } from '../../../src/model/policy/policy.ts'
import type { DesiredList } from '../../../src/model/policy/list.ts'
import { deadPolicy } from '../../../src/policy/dead/dead.ts'
import { valueAt } from '../../../src/source/place.ts'
import { rule, ruleSet, vocabulary } from '../small-policies.ts'

const place = valueAt('policy', [])
const list = (name: string, type: DesiredList['type'] = 'regex', value = '*.example'): DesiredList => ({
  name,
  type,
  description: '',
  entries: [{ value, description: '' }],
  place,
})
const page = (name: string): Policy['settings'][number] => ({
  name,
  target: 'Block',
  description: '',
  values: [],
  place,
})
const blocks = (name: string, text: string, settings: string): ReturnType<typeof rule> => ({
  ...rule(name, text),
  action: { name: 'Block', settings },
})
const never = 'Body.Modified equals true AND Body.Modified equals false'

const policy: Policy = {
  ...emptyPolicy,
  lists: [
    list('live'),
    list('live', 'string'),
    list('dead'),
    list('off'),
    list('both', 'regex', 'b'),
    list('nobody'),
    list('pader/Region apac hosts'),
  ],
  settings: [page('shown'), page('hidden'), page('nobody')],
  properties: [{ name: 'User-Defined.Lost', type: 'string', initial: '', description: '', place }],
  ruleSets: [
    ruleSet('s', '', [
      blocks('one', 'URL.Host matches in list "live"', 'shown'),
      rule('two', 'URL.Host matches in list "both" AND Body.Modified equals true'),
      { ...rule('three', 'URL.Host matches in list "off"'), enabled: false },
    ]),
    ruleSet('t', never, [
      blocks('four', 'URL.Host matches in list "dead"', 'hidden'),
      rule('five', 'URL.Host matches in list "both"'),
    ]),
  ],
}

test('lists, settings and properties that nothing uses are told apart from those that only dead rules use', () => {
  const { unused } = deadPolicy({ name: 'after', policy, vocabulary, given: new Map() })
  expect(unused.map(({ kind, name, reason }) => `${kind} ${name}: ${reason}`)).toEqual([
    'list live: unnamed', // of another type than the one that is used
    'list dead: idle',
    'list off: idle',
    'list nobody: unnamed',
    'settings hidden: idle',
    'settings nobody: unnamed',
    'property User-Defined.Lost: unnamed',
  ])
})
