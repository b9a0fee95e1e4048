import { readFileSync } from 'node:fs'
import { parser } from '@prometheus-io/lezer-promql'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createMetrics } from '../../src/serve/metrics.ts'
import { at, bigCluster, looked } from '../serve/watched.ts'

interface Alert {
  readonly alert: string
  readonly expr: string
  readonly for: string
  readonly labels: { readonly severity: string }
  readonly annotations: Readonly<Record<string, string>>
}
interface Panel {
  readonly title: string
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[]
}
const rules = parse(readFileSync('templates/prometheus/pader.rules.yaml', 'utf8')) as {
  readonly groups: readonly { readonly rules: readonly Alert[] }[]
}
const dashboard = JSON.parse(readFileSync('templates/grafana/pader.json', 'utf8')) as {
  readonly panels: readonly Panel[]
}
const alerts = rules.groups.flatMap((group) => group.rules)
const panels = dashboard.panels

/** Name and label names of each series that a watch which has done everything once would show. */
async function shownSeries(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const status = { ...looked(bigCluster(1)), hold: 'by ann', lock: 'by bob' }
  const metrics = createMetrics(
    '1',
    () => [status],
    () => Date.parse(at),
  )
  metrics.passEnded('demo', 'failed', 1)
  metrics.fetched('demo', 'nothing new')
  metrics.requested('GET list', '200', 0.1)
  metrics.retried()
  const series = new Map<string, Set<string>>()
  for (const line of (await metrics.text()).split('\n')) {
    const [, name, labels = ''] = /^(pader_\w+)(?:\{(.*)\})? /.exec(line) ?? []
    if (name === undefined) continue
    const known = series.get(name) ?? new Set<string>()
    for (const [, label] of labels.matchAll(/(\w+)="/g)) if (label !== undefined) known.add(label)
    series.set(name, known)
  }
  return series
}

/** What stands in an expression: faults of grammar, names of series, names of labels. */
function readExpression(expression: string): Record<'faults' | 'names' | 'labels', string[]> {
  const text = expression.replaceAll('$__rate_interval', '5m')
  const found = { faults: [] as string[], names: [] as string[], labels: [] as string[] }
  parser.parse(text).iterate({
    enter: (node) => {
      const part = text.slice(node.from, node.to)
      if (node.type.isError) found.faults.push(`at ${node.from}: ${part}`)
      if (node.name === 'Identifier' && part.startsWith('pader_')) found.names.push(part)
      if (node.name === 'LabelName') found.labels.push(part)
    },
  })
  return found
}

const expressions = [
  ...alerts.map(({ alert, expr }) => [alert, expr] as const),
  ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
]

test('of a cluster that another host watches by now nothing is reported but that', async () => {
  const before = looked(bigCluster(1))
  const lines = async (status: typeof before): Promise<readonly string[]> => {
    const metrics = createMetrics(
      '1',
      () => [status],
      () => Date.parse(at),
    )
    return (await metrics.text()).split('\n').filter((line) => line.includes(`cluster="${before.cluster}"`))
  }
  const watching = await lines(before)
  expect(watching.length).toBeGreaterThan(10)
  expect(watching).toContain(`pader_standby{cluster="${before.cluster}"} 0`)
  expect(await lines({ ...before, standby: 'ann@other' })).toEqual([`pader_standby{cluster="${before.cluster}"} 1`])
})

test('a fault of grammar would be seen', () => {
  expect(readExpression('sum by (x (pader_healthy').faults).not.toEqual([])
})

test.each(expressions)('%s asks for series and labels that exist', async (_name, expression) => {
  const series = await shownSeries()
  const { faults, names, labels } = readExpression(expression)
  expect(faults).toEqual([])
  expect(names).not.toEqual([])
  for (const name of names) {
    expect([...series.keys()]).toContain(name)
    for (const label of labels) expect([...(series.get(name) ?? [])], `${name} has no "${label}"`).toContain(label)
  }
})

describe('alert rules', () => {
  test.each(alerts)('$alert says what happened, what it means and what to do', async ({ expr, ...alert }) => {
    expect(alert.for).toMatch(/^\d+[mhd]$/)
    expect(['info', 'warning', 'critical']).toContain(alert.labels.severity)
    expect(Object.keys(alert.annotations)).toEqual(['summary', 'description', 'action', 'runbook'])
    const series = await shownSeries()
    const known = readExpression(expr).names.flatMap((name) => [...(series.get(name) ?? [])])
    for (const [, label] of Object.values(alert.annotations)
      .join()
      .matchAll(/\$labels\.(\w+)/g)) {
      expect(known).toContain(label)
    }
  })
})

test('the panels of the dashboard lie side by side and not on each other', () => {
  expect(panels.length).toBeGreaterThan(10)
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
  )
  expect(new Set(cells).size).toBe(cells.length)
  expect(cells.every((cell) => Number(cell.split(',')[0]) < 24)).toBe(true)
})
