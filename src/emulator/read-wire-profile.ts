import { checked, failed, type Checked } from '../source/checked.ts'
import type { WireProfile } from './profile.ts'

/** Reads the data file of uncertain names; a file that lacks what the emulator cannot do without is an error. */
export function readWireProfile(file: string, data: unknown): Checked<WireProfile> {
  const names = field(data, 'names')
  const value = (name: string): unknown => field(field(names, name), 'value')
  const missing: string[] = []
  const text = (name: string): string => {
    const found = value(name)
    if (typeof found === 'string' && found !== '') return found
    missing.push(name)
    return ''
  }
  const texts = (name: string): readonly string[] => {
    const found = value(name)
    return Array.isArray(found) ? found.filter((part) => typeof part === 'string') : []
  }
  const optional = <Name extends string>(name: Name): { readonly [Key in Name]?: string } | object => {
    const found = value(name)
    return typeof found === 'string' ? { [name]: found } : {}
  }
  const profile: WireProfile = {
    logSegment: text('logSegment'),
    filesSegment: text('filesSegment'),
    versionParts: texts('versionParts'),
    actions: texts('actions'),
    ...optional('listRename'),
    ...optional('listCopy'),
    ...optional('entryMove'),
    ...optional('ruleSetImport'),
    ...optional('ruleSetEnable'),
    ...optional('ruleSetDisable'),
    ...optional('ruleSetMove'),
    ...optional('ruleSetExportAll'),
    ...optional('ruleSetDelete'),
    backup: {
      root: text('backup.root'),
      element: text('backup.element'),
      folder: text('backup.folder'),
      rulesFile: text('backup.rulesFile'),
      settingsFolder: text('backup.settingsFolder'),
      listsFolder: text('backup.listsFolder'),
    },
  }
  if (missing.length === 0) return checked(profile)
  const message = `the names ${missing.map((name) => `"${name}"`).join(', ')} are missing`
  return failed([{ code: 'EMULATOR-WIRE', severity: 'error', message, place: { kind: 'file', file } }])
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
}
