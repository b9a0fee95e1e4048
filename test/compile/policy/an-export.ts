import { encodeExport } from '../../../src/policy/xml/encode-export.ts'
import type { SettingsObject } from '../../../src/model/policy/settings-object.ts'
import { shippedVocabulary } from '../../policy/vocabulary.ts'

const vocabulary = shippedVocabulary()
const place = { kind: 'file', file: 'x' } as const

/** A rule set as somebody made it in the UI: it blocks what a list of its own says, with settings if they have a name. */
export function exported(name: string, entries: readonly string[], settings?: string): string {
  const list = { name: 'Bad hosts', type: 'regex' } as const
  const { value } = encodeExport(
    {
      name,
      version: '12.2.15-51390',
      description: '',
      lists: [
        { ...list, description: 'of the UI', entries: entries.map((value) => ({ value, description: '' })), place },
      ],
      tables: [],
      settings: settings === undefined ? [] : [block(settings)],
      properties: [],
      ruleSets: [
        {
          name,
          place,
          description: 'made in the UI',
          enabled: true,
          cycles: { request: true, response: false, embedded: false },
          cloudSynced: false,
          criteria: { always: true, terms: [] },
          rules: [
            {
              name: 'stop',
              place,
              description: '',
              enabled: true,
              criteria: {
                always: false,
                terms: [
                  {
                    opens: 0,
                    closes: 0,
                    property: { name: 'URL.Host', arguments: [] },
                    operator: 'matches in list',
                    operand: { kind: 'list', ...list },
                  },
                ],
              },
              action: { name: 'Block', ...(settings === undefined ? {} : { settings }) },
              events: [],
            },
          ],
          ruleSets: [],
        },
      ],
    },
    vocabulary,
  )
  if (value === undefined) throw new Error('not written')
  return value
}

function block(name: string): SettingsObject {
  return {
    name,
    target: 'Block',
    template: 'com.scur.template.mainaction.block',
    version: '1.6',
    description: '',
    values: [{ key: 'Language', type: 'string', value: 'auto' }],
    place,
  }
}
