import { nothingAccepted, type Acceptance } from '../../plan/review/acceptance.ts'
import type { Decided, Impact, ImpactClass } from '../../policy/impact/impact-class.ts'
import type { Example } from '../../policy/impact/example.ts'
import type { SideName } from '../../policy/reason/side.ts'
import { jsonDocument } from '../json/envelope.ts'
import type { LocateCause } from '../review/locate.ts'
import type { ImpactReport } from './report.ts'
import { impactSummary } from './words.ts'

/** What a change does to requests, as a JSON document. */
export function impactJson({ impacts, locate }: ImpactReport): string {
  return jsonDocument('impact', {
    impacts: impacts.map(({ name, impact, acceptance }) => ({ name, ...impactRecord(impact, locate, acceptance) })),
  })
}

/** What a change does to requests as a part of a larger document. */
export function impactRecord(
  impact: Impact,
  locate: LocateCause,
  acceptance: Acceptance = nothingAccepted,
): Readonly<Record<string, unknown>> {
  return {
    summary: impactSummary(impact),
    proved: impact.open.length === 0,
    classes: impact.classes.map((one) => {
      const acceptedBy = acceptance.ownerFor(one)
      return { ...classRecord(one, locate), ...(acceptedBy === undefined ? {} : { acceptedBy }) }
    }),
    open: impact.open,
    more: impact.more,
    assumptions: impact.assumptions,
  }
}

function classRecord(one: ImpactClass, locate: LocateCause): Readonly<Record<string, unknown>> {
  const { cycle, direction, sets, example, audiences, causes } = one
  return {
    cycle,
    direction,
    before: decidedRecord('before', one.before, locate),
    after: decidedRecord('after', one.after, locate),
    ...(sets === undefined ? {} : { sets }),
    example: exampleRecord(example),
    audiences: audiences.map(({ name, example: own }) => ({ name, example: exampleRecord(own) })),
    causes: causes.map(({ path, side, place, lists }) => ({ path, side, span: locate({ side, place }), lists })),
  }
}

function decidedRecord(
  side: SideName,
  { effect, rule }: Decided,
  locate: LocateCause,
): Readonly<Record<string, unknown>> {
  const { action, settings } = effect
  return {
    action,
    ...(settings === undefined ? {} : { settings }),
    ...(rule === undefined ? {} : { rule: rule.path, span: locate({ side, place: rule.place }) }),
  }
}

function exampleRecord({ request, onlyIf }: Example): Readonly<Record<string, unknown>> {
  return {
    before: Object.fromEntries(request.before),
    after: Object.fromEntries(request.after),
    onlyIf,
  }
}
