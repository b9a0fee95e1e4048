import { expect, test } from 'vitest'
import { decodeExport } from '../../../src/policy/xml/decode-export.ts'
import { lostParts } from '../../../src/policy/xml/lost-parts.ts'
import { shippedVocabulary } from '../vocabulary.ts'

const document = (ruleGroup: string): string => `<libraryContent>
  <libraryObject>
    <name>Coaching</name>
    <version>12.2.15-51390</version>
    <description></description>
  </libraryObject>
  <ruleGroup ${ruleGroup}
  </ruleGroup>
</libraryContent>`

const plain =
  'id="1" defaultRights="2" name="Coaching" enabled="true" cycleRequest="true" cycleResponse="false" cycleEmbeddedObject="false" cloudSynced="false"'
const inside = '<acElements/><condition always="true"><expressions/></condition><description/><rules/><ruleGroups/>'

const lost = (ruleGroup: string): readonly string[] => {
  const { value } = decodeExport({ path: 'exports/coaching.xml', text: document(ruleGroup) }, shippedVocabulary())
  if (value === undefined) throw new Error('the export was expected to be readable')
  return value.kept === undefined ? [] : lostParts(value.kept)
}

test('how an empty element is written, and in which order understood parts stand, is nothing that is lost', () => {
  expect(lost(`${plain}>${inside}`)).toEqual([])
  expect(lost(`${plain}>${inside.replace('<description/>', '<description></description>')}`)).toEqual([])
  expect(lost(`${plain}>${inside.replace('<rules/><ruleGroups/>', '<ruleGroups/><rules/>')}`)).toEqual([])
})

test('what Pader does not know is named, with what it belongs to', () => {
  expect(lost(`${plain} note="from elsewhere">${inside}`)).toEqual(['attribute "note" of ruleGroup "Coaching"'])
  expect(lost(`${plain}>${inside}<subscription/>`)).toEqual(['element "subscription" in ruleGroup "Coaching"'])
  expect(lost(`${plain}>${inside.replace('<expressions/>', '<expressions note="x"/>')}`)).toEqual([
    'attribute "note" of expressions of ruleGroup "Coaching"',
  ])
})
