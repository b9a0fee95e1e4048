import { expect, test } from 'vitest'
import { withoutEntries } from '../../../src/policy/xml/without-entries.ts'

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
  expect(withoutEntries(exported(one))).toBe(withoutEntries(exported('<content/>')))
  expect(withoutEntries(exported(one))).toContain('name="hosts"')
})

test('everything else of an export still tells two of them apart', () => {
  const plain = withoutEntries(exported('<content/>'))
  expect(withoutEntries(exported('<content/>', 'Allow'))).not.toBe(plain)
  expect(withoutEntries(exported('<content/>').replace('name="hosts"', 'name="other"'))).not.toBe(plain)
})

test('what is no export stays as it is', () => {
  expect(withoutEntries('not <xml')).toBe('not <xml')
})
