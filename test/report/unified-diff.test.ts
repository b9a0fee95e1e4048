import { describe, expect, test } from 'vitest'
import { plain } from '../../src/report/appearance.ts'
import { unifiedDiff } from '../../src/report/text/unified-diff.ts'

const diffOf = (before: string, after: string): string => unifiedDiff([{ path: 'a.yaml', before, after }], plain)

describe('the diff of a file', () => {
  test('is what git takes', () => {
    expect(diffOf('a: 1\nb: 2\n', 'a: 1\nb: 3\n')).toBe(
      '--- a/a.yaml\n+++ b/a.yaml\n@@ -1,2 +1,2 @@\n a: 1\n-b: 2\n+b: 3\n',
    )
  })

  test('shows no password, whether its line changes or stands beside a change', () => {
    const text = diffOf(
      'a:   1\npassword: hunter2\npassword:   hunter3\n',
      'a: 1\npassword: hunter2\npassword: hunter3\n',
    )
    expect(text).toContain(' password: *******')
    expect(text).toContain('-password:   *******')
    expect(text).toContain('+password: *******')
    expect(text).not.toContain('hunter')
  })

  test('orders about no pipeline, and shows what a reader would not see', () => {
    const text = diffOf(
      'x: a\n  ::set-output name=b::c\nd:   1\t# \u202Ee\r\n',
      'x: a\n  ::set-output name=b::c\nd: "##[f]"\n',
    )
    expect(text).toContain('\n   :<U+003A>set-output name=b::c\n')
    expect(text).toContain('\n-d:   1\t# <U+202E>e\r\n')
    expect(text).toContain('\n+d: "#<U+0023>[f]"\n')
  })

  test('shows no line of a private key', () => {
    const key = ['-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkq', 'hkiG9w0BAQEFAASC', '-----END PRIVATE KEY-----']
    const text = diffOf(['key: |', ...key.map((line) => `  ${line}`), 'a:   1', ''].join('\n'), `a: 1\n`)
    expect(text).not.toMatch(/MII|hkiG/)
    expect(text).toContain('+a: 1')
    expect(text).toContain('-a:   1')
  })
})
