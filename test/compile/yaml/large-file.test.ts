import { expect, test } from 'vitest'
import { build, clusterFiles, rawFile } from '../support.ts'

test('a file of ten megabytes is refused by its size, and hides nothing of the other files', () => {
  const files = Object.entries(clusterFiles('two-site')).map(([path, text]) => {
    if (path === 'locations/tokyo.yaml')
      return rawFile(`clusters/two-site/${path}`, `${text}#${'x'.repeat(10 * 1024 * 1024)}\n`)
    return rawFile(`clusters/two-site/${path}`, text.replace('    transit: true', '    transti: true'))
  })
  const { diagnostics } = build(files)
  expect(diagnostics.map(({ code, place: { file } }) => [code, file])).toEqual(
    expect.arrayContaining([
      ['YAML-TOO-LARGE', 'clusters/two-site/locations/tokyo.yaml'],
      ['SCHEMA-UNKNOWN-KEY', 'clusters/two-site/locations/newyork.yaml'],
    ]),
  )
  expect(diagnostics.find(({ code }) => code === 'YAML-TOO-LARGE')?.message).toBe(
    'the file has 10.0 MiB; at most 2 MiB are read',
  )
})
