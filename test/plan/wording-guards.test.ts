import { expect, test } from 'vitest'
import { guards } from '../../src/plan/guards/index.ts'
import { evaluateGuards, objectionWords } from '../../src/plan/evaluate-guards.ts'
import { planRules } from '../../src/compile/rules/plan-stage.ts'
import { planChecks } from '../../src/plan/checks/index.ts'
import { warningsAbout } from '../../src/plan/warnings.ts'
import { breaches } from './checks/breaches.ts'
import { made } from './checks/made.ts'
import { alsoDangerous, dangerous } from './guards/dangerous.ts'
import { planned } from './guards/heard.ts'

test('what guards object to, and what they tell to do', async () => {
  const told = guards.map(({ code, title, why }) => {
    const cases = [dangerous[code]![0], ...(alsoDangerous[code] ?? [])]
    const said = cases.flatMap((one) => {
      const { plan, context } = planned(one)
      return evaluateGuards(plan, context).objections.filter((objection) => objection.code === code)
    })
    return `## ${title}\n\n${why}\n\n${said.map((one) => `- ${objectionWords(one)}\n`).join('')}`
  })
  await expect(told.join('\n')).toMatchFileSnapshot('wording-guards.txt')
})

test('what breaks a rule about plans', async () => {
  const told = planChecks.map(({ code, severity }) => {
    const { spoilt, context } = made(breaches[code]!)
    const { title, why } = planRules.find((rule) => rule.code === code)!
    const said =
      severity === 'error'
        ? evaluateGuards(spoilt, context)
            .objections.map(objectionWords)
            .filter((words) => words.includes(`(pader rules ${code})`))
        : warningsAbout(spoilt, context).filter((words) => words.startsWith(code))
    return `## ${title}\n\n${why}\n\n${said.map((one) => `- ${one}\n`).join('')}`
  })
  await expect(told.join('\n')).toMatchFileSnapshot('wording-checks.txt')
})
