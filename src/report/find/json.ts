import { verdictOf, type FoundClass } from '../../policy/find/question.ts'
import { jsonDocument } from '../json/envelope.ts'
import type { FindReport } from './report.ts'
import { answerWords } from './words.ts'

/** The answer to a question about requests, as a JSON document. */
export function findJson(report: FindReport): string {
  const { policy, cycle, places, said, answer, assumptions } = report
  return jsonDocument('find', {
    policy,
    question: {
      cycle,
      places: places.map(({ region, action }) => ({
        ...(region === undefined ? {} : { region }),
        ...(action === undefined ? {} : { action }),
      })),
      said,
    },
    answer: verdictOf(answer),
    summary: answerWords(report),
    ways: places.map(({ side }) => answer.ways[side] ?? 0),
    classes: answer.classes.map((one) => classRecord(one, report)),
    open: answer.open,
    more: answer.more,
    assumptions: [...answer.assumptions, ...assumptions],
  })
}

function classRecord(one: FoundClass, { places, locate }: FindReport): Readonly<Record<string, unknown>> {
  return {
    certain: one.isCertain,
    onlyIf: one.example.onlyIf,
    decided: places.map(({ side, region }) => {
      const decided = one.decided[side]
      return {
        ...(region === undefined ? {} : { region }),
        action: decided?.effect.action,
        ...(decided?.effect.settings === undefined ? {} : { settings: decided.effect.settings }),
        ...(decided?.rule === undefined ? {} : { rule: decided.rule.path, span: locate(decided.rule.place) }),
        request: Object.fromEntries(one.example.request[side]),
      }
    }),
  }
}
