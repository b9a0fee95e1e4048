import type { Diagnostic } from '../../source/diagnostic.ts'
import { keyAt } from '../../source/place.ts'
import { editDistance } from '../../source/suggest.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'
import { isMember } from '../documents/range.ts'
import { quoted } from '../wording/phrase.ts'

/** Most letters in which the name of a range differs from those of its nodes. */
const MOST = 2

/** Nodes that are only a line beside their range, because the range has another name than they. */
export interface StrayNodes {
  readonly names: readonly string[]
  readonly found: Diagnostic
}

/**
 * Finds nodes without an identity that would be in a range if its name were a little other. Several that agree say that the
 * name of the range is misspelt; a single one may be misspelt itself, and is left to who looks for its identity.
 */
export function strayNodes(file: string, names: readonly string[], ranges: readonly string[]): readonly StrayNodes[] {
  const stems = new Set(names.map(stemOf))
  return ranges.flatMap((range) => {
    const [, stem = '', members = ''] = /^(.*?)(\{.*)$/.exec(range) ?? []
    return [...stems].flatMap((own): readonly StrayNodes[] => {
      const meant = `${own}${members}`
      const inside = names.filter((name) => stemOf(name) === own && isMember(name, meant))
      if (own === stem || inside.length < 2 || editDistance(own, stem) > MOST) return []
      const message = `"${range}" is no range of ${quoted(inside)}, which have no UUID of their own`
      const place = keyAt(file, ['nodes', range])
      const help = `did you mean "${meant}"?`
      return [{ names: inside, found: frontEndFinding('SCHEMA-MISSING-KEY', place, message, { help }) }]
    })
  })
}

function stemOf(name: string): string {
  return name.replace(/\d+$/, '')
}
