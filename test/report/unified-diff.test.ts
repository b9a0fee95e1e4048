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

  test('shows no line of a private key', () => {
    const key = ['-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkq', 'hkiG9w0BAQEFAASC', '-----END PRIVATE KEY-----']
    const text = diffOf(['key: |', ...key.map((line) => `  ${line}`), 'a:   1', ''].join('\n'), `a: 1\n`)
    expect(text).not.toMatch(/MII|hkiG/)
    expect(text).toContain('+a: 1')
    expect(text).toContain('-a:   1')
  })
})
