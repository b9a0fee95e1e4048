import type { Cluster } from '../../model/fleet.ts'
import { weakeningCode, type Waiver } from '../../model/waiver.ts'
import { append } from '../../source/append.ts'
import { hasErrors, type Diagnostic, type WaiverNote } from '../../source/diagnostic.ts'
import { keyAt, valueAt, type DocumentPath, type Place } from '../../source/place.ts'
import { didYouMean } from '../../source/suggest.ts'
import type { ValidDocument, WaiverDocument } from '../documents/documents.ts'
import { farDate } from '../codes/far-date.ts'
import { offer, removeAt } from '../fix/offer.ts'
import { respelling } from '../fix/respell.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'
import type { Rule } from '../rules/rule.ts'

/** What waivers are judged with. */
interface WaiveOptions {
  readonly rules: readonly Pick<Rule, 'code'>[]
  readonly today: string
  readonly isRunning?: boolean
}

/**
 * Marks the findings that a cluster's waivers accept; they stay visible and no longer count. A waiver that has
 * expired accepts nothing and is an error (while running it goes on and is a warning), one that nothing needs is a warning.
 */
export function waive(
  found: readonly Diagnostic[],
  waivers: ValidDocument<'waivers'> | undefined,
  cluster: Cluster,
  { rules, today, isRunning = false }: WaiveOptions,
): readonly Diagnostic[] {
  if (waivers === undefined) return found
  const scopes = new Scopes(cluster)
  const complaints: Diagnostic[] = []
  let result = found
  for (const [index, waiver] of waivers.content.waivers.entries()) {
    const path = ['waivers', index]
    const expiryAt = valueAt(waivers.file, [...path, 'expires'])
    append(complaints, scopes.unknown(waiver, waivers.file, index))
    append(complaints, farDate(`the waiver of ${waiver.code}`, waiver.expires, today, expiryAt))
    if (waiver.expires < today) {
      const message = `the waiver of ${waiver.code} expired on ${waiver.expires}`
      const help = `repair what it waived, or let "${waiver.owner}" agree on a new date`
      const complaint = frontEndFinding('REF-WAIVER-EXPIRED', expiryAt, message, { help })
      complaints.push(isRunning ? { ...complaint, severity: 'warning' } : complaint)
      if (!isRunning) continue
    }
    // It is about a change and not about a state: the review says whether it is needed.
    if (waiver.code === weakeningCode) continue
    const accepts = (one: Diagnostic): boolean =>
      one.waivedBy === undefined && one.code === waiver.code && scopes.covers(waiver, one)
    if (result.some(accepts)) {
      const waivedBy: WaiverNote = { reason: waiver.reason, owner: waiver.owner, expires: waiver.expires }
      result = result.map((one) => (accepts(one) ? { ...one, waivedBy } : one))
    } else if (!hasErrors(complaints)) {
      complaints.push(unneeded(waiver.code, waivers.file, path, rules))
    }
  }
  return [...result, ...complaints]
}

/** A check that does not exist never finds anything: most likely another one was meant. */
function unneeded(code: string, file: string, path: DocumentPath, rules: WaiveOptions['rules']): Diagnostic {
  const codes = rules.map((rule) => rule.code)
  if (!codes.includes(code)) {
    const help = didYouMean(code, codes) ?? { help: 'see "pader rules" for the codes' }
    const place = valueAt(file, [...path, 'code'])
    return frontEndFinding('REF-WAIVER-UNUSED', place, `there is no check "${code}" that could be waived`, help)
  }
  const place = keyAt(file, path)
  const fix = offer(`remove the waiver of ${code}`, [removeAt(place)])
  return frontEndFinding('REF-WAIVER-UNUSED', place, `nothing needs the waiver of ${code}`, fix)
}

/** The waivers of a document with their places; none where there is no document. */
export function waiversIn(document: ValidDocument<'waivers'> | undefined): readonly Waiver[] {
  return (document?.content.waivers ?? []).map(({ code, scope, reason, owner, expires }, index) => ({
    code,
    scope: [scope].flat(),
    reason,
    owner,
    expires,
    place: keyAt(document?.file ?? '', ['waivers', index]),
  }))
}

/** Which findings are about which nodes and locations, by where they point. */
class Scopes {
  readonly #cluster: Cluster

  constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  covers({ scope }: WaiverDocument, { place, related = [] }: Diagnostic): boolean {
    const names = [scope].flat()
    if (names.includes('cluster')) return true
    const places = [place, ...related.map((other) => other.place)]
    return names.some((name) => places.some((one) => this.#isAbout(name, one)))
  }

  *unknown({ code, scope }: WaiverDocument, file: string, index: number): Iterable<Diagnostic> {
    const { locations, nodes, regions } = this.#cluster
    const isOfRequests = code === weakeningCode
    const places = isOfRequests ? regions : [...locations, ...nodes]
    const known = ['cluster', ...places.map(({ name }) => name)]
    const kinds = isOfRequests ? 'a region' : 'a location or node'
    for (const [position, name] of [scope].flat().entries()) {
      if (known.includes(name)) continue
      const path = ['waivers', index, 'scope', ...(Array.isArray(scope) ? [position] : [])]
      const message = `the scope "${name}" is neither "cluster" nor ${kinds} of it`
      const place = valueAt(file, path)
      yield frontEndFinding('REF-WAIVER-SCOPE', place, message, respelling(place, name, known))
    }
  }

  #isAbout(name: string, place: Place): boolean {
    const location = this.#cluster.locations.find((candidate) => candidate.name === name)
    if (location !== undefined) return place.file === location.place.file
    const node = this.#cluster.nodes.find((candidate) => candidate.name === name)
    if (node?.place.kind !== 'node' || place.kind !== 'node' || place.file !== node.place.file) return false
    return node.place.path.every((step, index) => place.path[index] === step)
  }
}
