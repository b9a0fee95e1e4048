import { expect, test } from 'vitest'
import { entryOf } from '../../../src/cli/import/entry-of.ts'
import { importedText } from '../../../src/cli/import/told.ts'
import { anObservation } from '../../plan/a-cluster.ts'

test('what was written is named as it can be opened from here, and no name of an appliance begins a line of its own', () => {
  const imported = {
    files: [{ path: 'c/cluster.yaml', text: '' }],
    unknown: {},
    secrets: [],
    leftOut: ['rule set "a\n::error::b"'],
  }
  expect(importedText(imported, 'here/clusters', { unicode: false })).toBe(
    'wrote here/clusters/c/cluster.yaml\nleft alone: rule set "a<U+000A>:<U+003A>error::b"\n',
  )
})

test('where the call names an entry node that is none, the call is to be corrected and not the host file', () => {
  const observed = anObservation([{ name: 'tokyo-1', location: 'tokyo' }])
  const failure = (asked: { readonly entry?: string }): unknown => {
    try {
      return entryOf({ entry: 'nobody' }, observed, asked)
    } catch (error) {
      return error
    }
  }
  expect(failure({ entry: 'nobody' })).toMatchObject({
    failure: { next: ['name another with --entry: it has "tokyo-1"'] },
  })
  expect(failure({})).toMatchObject({ failure: { next: ['correct the host file: it has "tokyo-1"'] } })
})
