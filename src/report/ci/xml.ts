import { withoutInvisible } from '../without-invisible.ts'

/** Text as it may stand in XML or HTML, between tags or in a quoted attribute; what XML cannot hold, or nobody sees, becomes U+FFFD. */
export function escapeXml(text: string): string {
  return withoutInvisible(text)
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
