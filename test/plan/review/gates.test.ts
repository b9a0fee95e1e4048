import { expect, test } from 'vitest'
import type { Waiver } from '../../../src/model/waiver.ts'
import { closedGates, gateNames } from '../../../src/plan/review/gates.ts'
import { reviewsOf, type Review } from '../../../src/plan/review/review.ts'
import { clusterFiles, rawFile } from '../../compile/support.ts'
import { compileFiles } from './compiled.ts'

const cluster = compileFiles(
  Object.entries(clusterFiles('two-site')).map(([path, text]) => rawFile(`clusters/two-site/${path}`, text)),
)
const waiver: Waiver = {
  code: 'CM-NET-015',
  scope: ['cluster'],
  reason: 'one transit node a site until the second is bought',
  owner: 'team-network',
  expires: '2027-02-01',
  place: { kind: 'file', file: 'clusters/two-site/waivers.yaml' },
}

const reviews = (before: readonly Waiver[] | 'no cluster', after: readonly Waiver[]): readonly Review[] =>
  reviewsOf(before === 'no cluster' ? [] : [{ cluster, waivers: before }], [{ cluster, waivers: after }], {})

const closed = (judged: readonly Review[], ...lowered: readonly string[]): readonly string[] =>
  closedGates({ reviews: judged, lowered }, gateNames)

test('a waiver closes its gate and that of its risk, in a cluster that is new or renamed as well', () => {
  expect(closed(reviews([], [waiver]))).toEqual(['low', 'medium', 'waiver'])
  expect(closed(reviews('no cluster', [waiver]))).toEqual(['low', 'medium', 'waiver'])
  expect(closed(reviews('no cluster', []))).toEqual(['low'])
})

test('a waiver that is prolonged closes its gate, one that stays or goes does not', () => {
  expect(closed(reviews([waiver], [{ ...waiver, expires: '2027-03-01' }]))).toContain('waiver')
  expect(closed(reviews([waiver], [waiver]))).toEqual([])
  expect(closed(reviews([waiver], []))).toEqual(['low'])
})

test('a check that weighs less closes its gate where no cluster changes, or there is none', () => {
  expect(closed(reviews([], []), 'CM-NET-001')).toEqual(['low', 'medium', 'lowered-check'])
  expect(closed([], 'CM-NET-001')).toEqual(['low', 'medium', 'lowered-check'])
  expect(closed([])).toEqual([])
})
