import { expect, test } from 'vitest'
import { parseXml } from '../../src/appliance/xml.ts'
import { isElement, readXml as readAtEmulator } from '../../src/emulator/xml/read.ts'
import { ANSWER_LEVELS, DEEPEST_XML } from '../../src/model/xml-bounds.ts'
import { readXml } from '../../src/policy/xml/read-xml.ts'

const nested = (levels: number): string => '<a>'.repeat(levels) + '</a>'.repeat(levels)

test('a document that the policy takes comes through an answer of an appliance and of the emulator, and no deeper one', () => {
  const policyTakes = (levels: number): boolean =>
    readXml({ path: 'deep.xml', text: nested(levels) }).value !== undefined
  expect(policyTakes(DEEPEST_XML)).toBe(true)
  expect(policyTakes(DEEPEST_XML + 1)).toBe(false)
  const answer = DEEPEST_XML + ANSWER_LEVELS
  expect(parseXml(nested(answer))).toHaveProperty('root')
  expect(parseXml(nested(answer + 1))).toEqual({ problem: expect.stringContaining('deeper than') })
  expect(isElement(readAtEmulator(nested(answer)))).toBe(true)
  expect(isElement(readAtEmulator(nested(answer + 1)))).toBe(false)
})
