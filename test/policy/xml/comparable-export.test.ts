import { expect, test } from 'vitest'
import { comparableExport } from '../../../src/policy/xml/comparable-export.ts'

const exported = (entries: string, rule = 'Block'): string =>
  `<libraryContent>
  <lists>
    <entry>
      <string>com.scur.type.regex.1</string>
      <list name="hosts" id="com.scur.type.regex.1">
        <description></description>
        ${entries}
      </list>
    </entry>
  </lists>
  <ruleGroup id="2">
    <content>${rule}</content>
  </ruleGroup>
</libraryContent>`

test('an export is the same whatever entries its lists have', () => {
  const one = '<content>\n<listEntry>\n<entry>a</entry>\n</listEntry>\n</content>'
  expect(comparableExport(exported(one))).toBe(comparableExport(exported('<content/>')))
  expect(comparableExport(exported(one))).toContain('name="hosts"')
})

test('everything else of an export still tells two of them apart', () => {
  const plain = comparableExport(exported('<content/>'))
  expect(comparableExport(exported('<content/>', 'Allow'))).not.toBe(plain)
  expect(comparableExport(exported('<content/>').replace('name="hosts"', 'name="other"'))).not.toBe(plain)
})

test('an export is the same whichever version of the product wrote it', () => {
  const by = (version: string, id = '1'): string =>
    `<libraryContent><libraryObject><name>a</name><version>${version}</version></libraryObject><lists><entry><string>x</string><list version="1.0.3.46" mwg-version="${version}" id="${id}"><content/></list></entry></lists></libraryContent>`
  expect(comparableExport(by('12.2.20-60011'))).toBe(comparableExport(by('12.2.15-51390')))
  expect(comparableExport(by('12.2.15-51390', '2'))).not.toBe(comparableExport(by('12.2.15-51390')))
})

test('what is no export stays as it is', () => {
  expect(comparableExport('not <xml')).toBe('not <xml')
})
