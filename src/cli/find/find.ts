import { findRequests } from '../../policy/find/find-requests.ts'
import { verdictOf, type Verdict } from '../../policy/find/question.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { findJson } from '../../report/find/json.ts'
import type { FindReport } from '../../report/find/report.ts'
import { findText } from '../../report/find/text.ts'
import { answerWords } from '../../report/find/words.ts'
import { publish } from '../output/publish.ts'
import { readTargets } from '../output/target.ts'
import { policyAt } from '../repository/policy-at.ts'
import type { World } from '../world.ts'
import { FIND_FORMATS, type FindOptions } from './options.ts'
import { questionOf } from './question-of.ts'

/** `pader policy find`: answers a question about the requests of one policy. */
export async function find(path: string, options: FindOptions, world: World): Promise<ExitCode> {
  const targets = readTargets(options.output, FIND_FORMATS)
  const worded = await policyAt(path, options, world)
  const { question, ...asked } = questionOf(options, worded)
  const report: FindReport = {
    policy: worded.cluster?.name ?? path,
    cycle: question.cycle,
    ...asked,
    answer: findRequests(question),
    locate: worded.locate,
  }
  const renderings = {
    text: (look: Parameters<typeof findText>[1]) => findText(report, look),
    json: () => findJson(report),
  }
  await publish(targets, renderings, world, options.color)
  return exitCodeOf(report, options.expect, world)
}

/** What was expected is what is so, or a test has failed; what nobody can tell passes no test. */
function exitCodeOf(report: FindReport, expected: FindOptions['expect'], { stderr }: World): ExitCode {
  const verdict = verdictOf(report.answer)
  if (verdict === 'undecided') return EXIT.unreachable
  const wanted: Verdict | undefined = expected === 'none' ? 'none' : expected === 'some' ? 'found' : undefined
  if (wanted === undefined || wanted === verdict) return EXIT.ok
  stderr.write(`expected ${expected}: ${answerWords(report)}\n`)
  return EXIT.invalid
}
