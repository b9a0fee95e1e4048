import { Ajv } from 'ajv'
import fc from 'fast-check'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { gitlabCodeQuality } from '../../../src/report/ci/gitlab.ts'
import { gitlabPlan } from '../../../src/report/plan/json.ts'
import { samplePlan } from '../plan/sample-plan.ts'
import { inRepository } from './any-findings.ts'

const source = process.env['PADER_GITLAB_SOURCE'] ?? ''
const schemaFile = join(source, 'app/validators/json_schemas/codeclimate.json')
const parserFile = join(source, 'lib/gitlab/ci/parsers/terraform/tfplan.rb')
const missing =
  source === ''
    ? ' (skipped: PADER_GITLAB_SOURCE names no folder with the source of GitLab)'
    : [schemaFile, parserFile]
        .filter((file) => !existsSync(file))
        .map((file) => ` (skipped: there is no ${file})`)
        .join('')
const noRuby = spawnSync('ruby', ['--version']).status === 0 ? '' : ' (skipped: no ruby on this machine)'

describe.skipIf(missing !== '')(`reports and the source of GitLab itself${missing}`, () => {
  test('its own schema takes each entry of a code quality report', () => {
    const valid = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(schemaFile, 'utf8')))
    expect(valid({ description: 'no severity' })).toBe(false)
    fc.assert(
      fc.property(inRepository, (found) => {
        const report: unknown[] = JSON.parse(gitlabCodeQuality(found))
        for (const entry of report) expect(valid(entry), JSON.stringify(valid.errors)).toBe(true)
      }),
    )
  })

  test.skipIf(noRuby !== '')(`its own parser keeps the three counts of a plan${noRuby}`, () => {
    const kept = (report: string): Record<string, unknown> =>
      JSON.parse(execFileSync('ruby', ['test/report/ci/gitlab-plan.rb', parserFile], { input: report }).toString())
    expect(kept('{"create":1,"update":1}')).toMatchObject({ tf_report_error: 'missing_json_keys' })
    for (const plans of [[], [samplePlan], [samplePlan, samplePlan]]) {
      const report = gitlabPlan(plans)
      expect(kept(report)).toEqual({ job_id: '1', job_name: 'pader', job_path: '/job', ...JSON.parse(report) })
    }
  })
})
