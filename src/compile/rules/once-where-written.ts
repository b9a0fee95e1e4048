import type { Node } from '../../model/fleet.ts'
import { placeKey } from '../../source/place.ts'
import type { Finding } from './rule.ts'
import { quoted } from '../wording/phrase.ts'
import { groupedBy } from '../facts/settings-of-nodes.ts'

/** What is found at nodes, once for those of which it stands in the same place: a line of a range is one line. */
export function onceWhereWritten(
  found: readonly { readonly node: Node; readonly finding: Finding }[],
): readonly Finding[] {
  const groups = [...groupedBy(found, ({ finding }) => placeKey(finding.place)).values()]
  return groups.flatMap(([first, ...others]) => {
    if (first === undefined) return []
    const { finding } = first
    if (others.length === 0) return [finding]
    const fixes = [first, ...others].map((one) => one.finding.fix)
    const edits = fixes.flatMap((fix) => fix?.edits ?? [])
    const { fix, alike, ...said } = finding
    const nodes = [first, ...others].map((one) => one.node.name)
    return [
      {
        ...said,
        message: `${finding.message}; likewise ${quoted(others.map(({ node }) => node.name))}`,
        ...(alike === undefined ? {} : { alike: { ...alike, nodes } }),
        ...(fix === undefined || fixes.includes(undefined) ? {} : { fix: { title: `${fix.title}, and so on`, edits } }),
      },
    ]
  })
}
